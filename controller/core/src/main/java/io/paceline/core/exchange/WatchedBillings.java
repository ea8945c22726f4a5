package io.paceline.core.exchange;

import io.paceline.core.money.Micros;

/**
 * Sums over the billings, signed or not, of bids that were made at an exchange in one part of the
 * window. The bid's token tells when it was made. Sums of money stop at the largest long.
 *
 * @param fromMillis wall time at which the part begins
 * @param billedMicros what was booked, micros
 * @param billed number of billings that were booked
 * @param unusableMicros what was booked for unusable prices, micros
 * @param unusable number of billings with unusable prices
 * @param unmatchedMicros what was booked for bids that nobody knows, micros
 * @param unmatched number of billings of such bids
 * @param unsignedMicros what ledgers hold for bids of which unsigned billings came, micros; nothing
 *     of it was booked
 * @param unsigned number of unsigned billings
 */
public record WatchedBillings(
    long fromMillis,
    long billedMicros,
    long billed,
    long unusableMicros,
    long unusable,
    long unmatchedMicros,
    long unmatched,
    long unsignedMicros,
    long unsigned) {

  /** The fewest billings that halt by what they cost, so that one odd billing alone does not. */
  private static final long MORE_THAN_ONE = 2;

  static WatchedBillings none(long fromMillis) {
    return new WatchedBillings(fromMillis, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  WatchedBillings plus(BillingEvidence evidence) {
    long micros = evidence.micros();
    return plus(
        switch (evidence.kind()) {
          case BID -> none(fromMillis);
          case MATCHED -> new WatchedBillings(fromMillis, micros, 1, 0, 0, 0, 0, 0, 0);
          case UNUSABLE -> new WatchedBillings(fromMillis, micros, 1, micros, 1, 0, 0, 0, 0);
          case UNMATCHED -> new WatchedBillings(fromMillis, micros, 1, 0, 0, micros, 1, 0, 0);
          case UNSIGNED -> new WatchedBillings(fromMillis, 0, 0, 0, 0, 0, 0, micros, 1);
        });
  }

  WatchedBillings plus(WatchedBillings other) {
    return new WatchedBillings(
        fromMillis,
        Micros.plus(billedMicros, other.billedMicros),
        billed + other.billed,
        Micros.plus(unusableMicros, other.unusableMicros),
        unusable + other.unusable,
        Micros.plus(unmatchedMicros, other.unmatchedMicros),
        unmatched + other.unmatched,
        Micros.plus(unsignedMicros, other.unsignedMicros),
        unsigned + other.unsigned);
  }

  /** Number of billings that are unaccounted for. */
  long unaccounted() {
    return unusable + unmatched + unsigned;
  }

  /** Number of all billings. */
  long all() {
    return billed + unsigned;
  }

  /** Money that is unaccounted for, micros. */
  long unaccountedMicros() {
    return Micros.plus(Micros.plus(unusableMicros, unmatchedMicros), unsignedMicros);
  }

  /** All money, micros: what was booked, and what unsigned billings may cost. */
  long allMicros() {
    return Micros.plus(billedMicros, unsignedMicros);
  }

  /**
   * Whether so much is unaccounted for that bidding must halt.
   *
   * @param dayMicros the exchange's share of what the budgets that bid there may spend in a day,
   *     micros; 0 where that is not known
   */
  boolean breaks(HaltRule rule, long dayMicros) {
    long micros = unaccountedMicros();
    if (!(micros > rule.share() * allMicros())) {
      return false;
    }
    return unaccounted() >= rule.leastNotices()
        || (unaccounted() >= MORE_THAN_ONE && dayMicros > 0 && micros > rule.share() * dayMicros);
  }
}
