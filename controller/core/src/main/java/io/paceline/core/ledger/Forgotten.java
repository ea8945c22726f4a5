package io.paceline.core.ledger;

import io.paceline.core.money.Micros;
import io.paceline.core.notice.NoticeToken;
import java.util.ArrayList;
import java.util.List;

/**
 * A pot of money for bids that a crash may have forgotten. No other bid may use this money until
 * every notice about the auctions of the forgotten bids must have been read.
 *
 * @param micros the most that the forgotten bids can still cost, unless the pot is unbounded
 * @param microsPerSecond the rate of commitments, micros per wall second, from which {@code micros}
 *     was computed
 * @param fromMillis wall time of the checkpoint's barrier, after which the forgotten bids were made
 * @param toMillis wall time of the restore, before which the forgotten bids were made
 * @param untilMillis wall time at which what is left of the pot is released
 * @param unbounded true where the forgotten bids may cost more than {@code micros} by an unknown
 *     amount. The budget then has no free money until the pot is released
 */
public record Forgotten(
    long micros,
    long microsPerSecond,
    long fromMillis,
    long toMillis,
    long untilMillis,
    boolean unbounded) {

  boolean covers(long bidAtMillis) {
    return bidAtMillis >= fromMillis && bidAtMillis <= toMillis;
  }

  Forgotten less(long settledMicros) {
    return with(Math.max(0, micros - settledMicros), microsPerSecond, unbounded);
  }

  private Forgotten with(long newMicros, long newMicrosPerSecond, boolean isUnbounded) {
    return new Forgotten(
        newMicros, newMicrosPerSecond, fromMillis, toMillis, untilMillis, isUnbounded);
  }

  /**
   * The account with all its pots marked as unbounded, for when an edit shows that the rate which
   * the restored checkpoint knew may not have been the one at which the forgotten bids were made.
   */
  static Account unbounded(Account account) {
    if (account.forgotten().stream().allMatch(Forgotten::unbounded)) {
      return account;
    }
    return account.with(
        new ArrayList<>(
            account.forgotten().stream()
                .map(pot -> pot.with(pot.micros, pot.microsPerSecond, true))
                .toList()));
  }

  /**
   * The account with pots that are large enough for this rate, micros per wall second, because the
   * forgotten bids may have been made at it. A checkpoint that is not the latest one does not hold
   * the raises that took effect after it.
   */
  static Account atRate(Account account, long microsPerSecond) {
    if (account.forgotten().stream().allMatch(pot -> microsPerSecond <= pot.microsPerSecond)) {
      return account;
    }
    return account.with(
        new ArrayList<>(
            account.forgotten().stream().map(pot -> pot.atRate(microsPerSecond)).toList()));
  }

  private Forgotten atRate(long rate) {
    if (rate <= microsPerSecond) {
      return this;
    }
    // A product that is too large becomes the largest long, which is more than any budget.
    double more = Math.ceil((rate - microsPerSecond) * ((toMillis - fromMillis) / 1_000.0));
    return with(Micros.plus(micros, (long) Math.max(0, more)), rate, unbounded);
  }

  /** The same pots, to be released later. */
  static List<Forgotten> restarted(List<Forgotten> pots, long untilMillis) {
    List<Forgotten> later = new ArrayList<>();
    for (Forgotten pot : pots) {
      later.add(
          new Forgotten(
              pot.micros,
              pot.microsPerSecond,
              pot.fromMillis,
              pot.toMillis,
              untilMillis,
              pot.unbounded));
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
   * and the bids that were found since have not used the pot up, or nothing bounds them.
   */
  static boolean explains(Account account, NoticeToken token) {
    return account.forgotten().stream()
        .anyMatch(pot -> pot.covers(token.bidAtMillis()) && (pot.micros() > 0 || pot.unbounded()));
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
