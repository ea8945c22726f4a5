package io.paceline.core.ledger;

import io.paceline.core.notice.NoticeToken;
import java.util.ArrayList;
import java.util.List;

/**
 * A pot of money for bids that a crash may have forgotten. No other bid may use this money until
 * every notice about the auctions of the forgotten bids must have been read.
 *
 * @param micros the most that the forgotten bids can still cost
 * @param fromMillis wall time of the checkpoint's barrier, after which the forgotten bids were made
 * @param toMillis wall time of the restore, before which the forgotten bids were made
 * @param untilMillis wall time at which what is left of the pot is released
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
   * The account after a notice about a bid that the ledger did not know. The ledger now books this
   * bid itself, so the pot that covers the time of the bid shrinks by the bid's amount.
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

  /**
   * Whether a crash may have forgotten a bid that the ledger does not know: a pot covers its time,
   * and the bids that were found since have not used the pot up.
   */
  static boolean explains(Account account, NoticeToken token) {
    return account.forgotten().stream()
        .anyMatch(pot -> pot.covers(token.bidAtMillis()) && pot.micros() > 0);
  }

  /** The account without the pots whose release is due. */
  static Account released(Account account, long nowMillis) {
    if (account.forgotten().stream().allMatch(pot -> nowMillis < pot.untilMillis)) {
      return account;
    }
    return account.with(
        new ArrayList<>(
            account.forgotten().stream().filter(pot -> nowMillis < pot.untilMillis).toList()));
  }
}
