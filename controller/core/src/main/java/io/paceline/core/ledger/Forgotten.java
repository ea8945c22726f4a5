package io.paceline.core.ledger;

import io.paceline.core.notice.NoticeToken;
import java.util.ArrayList;
import java.util.List;

/**
 * Bids that a crash may have forgotten: counted as open until every notice about them must have
 * been read.
 *
 * @param micros the most that is still out
 * @param fromMillis wall time after which the forgotten bids were made (the barrier)
 * @param toMillis wall time until which they were made (the restore)
 * @param untilMillis wall time at which the rest is released
 */
public record Forgotten(long micros, long fromMillis, long toMillis, long untilMillis) {

  boolean covers(long bidAtMillis) {
    return bidAtMillis >= fromMillis && bidAtMillis <= toMillis;
  }

  Forgotten less(long settledMicros) {
    return new Forgotten(Math.max(0, micros - settledMicros), fromMillis, toMillis, untilMillis);
  }

  /** The same pots, to be released later. */
  static List<Forgotten> restarted(List<Forgotten> pots, long untilMillis) {
    List<Forgotten> later = new ArrayList<>();
    for (Forgotten pot : pots) {
      later.add(new Forgotten(pot.micros, pot.fromMillis, pot.toMillis, untilMillis));
    }
    return later;
  }

  /**
   * A bid that the ledger did not know has shown up: it is booked now, so the pot of forgotten bids
   * holds that much less.
   */
  static Account found(Account account, NoticeToken token) {
    List<Forgotten> pots = new ArrayList<>(account.forgotten());
    for (int i = 0; i < pots.size(); i++) {
      if (pots.get(i).covers(token.bidAtMillis())) {
        pots.set(i, pots.get(i).less(token.bidMicros()));
        return account.with(pots);
      }
    }
    return account;
  }

  /** An account without the pots whose time has come. */
  static Account released(Account account, long nowMillis) {
    if (account.forgotten().stream().allMatch(pot -> nowMillis < pot.untilMillis)) {
      return account;
    }
    return account.with(
        new ArrayList<>(
            account.forgotten().stream().filter(pot -> nowMillis < pot.untilMillis).toList()));
  }
}
