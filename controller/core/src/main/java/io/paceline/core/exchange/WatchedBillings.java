package io.paceline.core.exchange;

import io.paceline.core.money.Micros;

/**
 * Sums over the billings of bids that were made at an exchange in one part of the window, and over
 * the unsigned notices of billings that were received in that part. Sums of money stop at the
 * largest long.
 *
 * @param fromMillis wall time at which the part begins
 * @param billedMicros what was booked, micros
 * @param billed number of billings that were booked
 * @param unusableMicros what was booked for unusable prices, micros
 * @param unusable number of billings with unusable prices
 * @param unmatchedMicros what was booked for bids that nobody knows, micros
 * @param unmatched number of billings of such bids
 * @param unsigned number of billings whose tokens are not signed, of which nothing was booked
 */
public record WatchedBillings(
    long fromMillis,
    long billedMicros,
    long billed,
    long unusableMicros,
    long unusable,
    long unmatchedMicros,
    long unmatched,
    long unsigned) {

  static WatchedBillings none(long fromMillis) {
    return new WatchedBillings(fromMillis, 0, 0, 0, 0, 0, 0, 0);
  }

  WatchedBillings plus(BillingEvidence evidence) {
    boolean isUnusable = evidence.kind() == BillingEvidence.Kind.UNUSABLE;
    boolean isUnmatched = evidence.kind() == BillingEvidence.Kind.UNMATCHED;
    boolean isUnsigned = evidence.kind() == BillingEvidence.Kind.UNSIGNED;
    long micros = evidence.micros();
    return new WatchedBillings(
        fromMillis,
        Micros.plus(billedMicros, micros),
        billed + (isUnsigned ? 0 : 1),
        Micros.plus(unusableMicros, isUnusable ? micros : 0),
        unusable + (isUnusable ? 1 : 0),
        Micros.plus(unmatchedMicros, isUnmatched ? micros : 0),
        unmatched + (isUnmatched ? 1 : 0),
        unsigned + (isUnsigned ? 1 : 0));
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
        unsigned + other.unsigned);
  }

  /** Number of billings that are unaccounted for. */
  long unaccounted() {
    return unusable + unmatched + unsigned;
  }

  /**
   * What unsigned billings cost if each of them costs as much as an average billing, micros; one
   * micro each where no billing was booked.
   */
  private double unsignedMicros() {
    double average = billed == 0 ? 1 : (double) billedMicros / billed;
    return unsigned * average;
  }

  /** Money that is unaccounted for, micros. */
  double unaccountedMicros() {
    return (double) unusableMicros + unmatchedMicros + unsignedMicros();
  }

  /** All money, micros: what was booked, and what unsigned billings may cost. */
  double allMicros() {
    return billedMicros + unsignedMicros();
  }

  /** Whether so much is unaccounted for that bidding must halt. */
  boolean breaks(HaltRule rule) {
    return unaccounted() >= rule.leastNotices() && unaccountedMicros() > rule.share() * allMicros();
  }
}
