package io.paceline.core.ledger;

/**
 * What one exchange billed for one campaign in one period, by its notices and by its report. The
 * two are brought together by one rule:
 *
 * <pre>
 * spend = max(reported, covered) + billed by notices that the report does not cover
 * </pre>
 *
 * where <i>covered</i> is what the notices billed that the report covers, and a final report takes
 * the place of the maximum. What was reported and not covered is the correction: spend whose
 * notices were lost. A covered notice that arrives after all moves money from the correction to the
 * notices and changes no sum.
 *
 * <p>A report covers what was billed before its {@code upTo}. A notice does not say when its
 * impression was billed, but it was before the notice was received, and no later than the auction's
 * and the billing window after the bid: whichever of the two comes first is the earliest {@code
 * upTo} that surely covers it ({@link LedgerSettings#coveredFromMillis}). What may or may not be
 * covered counts beside the report, so that too little is never booked; the next report, whose
 * {@code upTo} lies behind it, settles it.
 *
 * @param periodStartMillis the ledger's key of the period
 * @param bookedMicros billed by notices
 * @param coveredMicros the part of it that the report covers
 * @param reportedMicros the report's running total, 0 before the first
 * @param upToMillis wall time before which the report is complete, 0 before the first
 * @param isFinal whether the report takes back what was booked above it
 * @param forgottenUpToMillis notices that surely were covered from a time up to this one are not
 *     remembered singly any more: an earlier report cannot be compared
 */
public record ExchangeSpend(
    long periodStartMillis,
    long bookedMicros,
    long coveredMicros,
    long reportedMicros,
    long upToMillis,
    boolean isFinal,
    long forgottenUpToMillis) {

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Before the first notice and report of a period. */
  static ExchangeSpend none(long periodStartMillis) {
    return new ExchangeSpend(periodStartMillis, 0, 0, 0, 0, false, 0);
  }

  /**
   * Under what it is kept: a 64-bit hash (Fowler, Noll and Vo, FNV-1a) of the three, so that every
   * remembered bid can name it in eight bytes. A budget has hundreds of them at most; two of them
   * meet with a chance of 10⁻¹⁴.
   */
  static long key(String exchange, String campaignId, long periodStartMillis) {
    long hash = mix(mix(FNV_BASIS, exchange), campaignId);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((periodStartMillis >>> shift) & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mix(long basis, String text) {
    long hash = basis;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    // An end that no text holds, so that "ab", "c" and "a", "bc" differ.
    return (hash ^ 0xffff) * FNV_PRIME;
  }

  /** What is booked beside the notices; below zero where a final report takes something back. */
  long correctionMicros() {
    if (upToMillis == 0) {
      return 0;
    }
    long missing = reportedMicros - coveredMicros;
    return isFinal ? missing : Math.max(0, missing);
  }

  /**
   * With one more impression billed by a notice.
   *
   * @param coveredFromMillis earliest {@code upTo} of a report that surely covers it
   */
  ExchangeSpend billed(long micros, long coveredFromMillis) {
    boolean covered = upToMillis > 0 && coveredFromMillis <= upToMillis;
    return new ExchangeSpend(
        periodStartMillis,
        Math.addExact(bookedMicros, micros),
        coveredMicros + (covered ? micros : 0),
        reportedMicros,
        upToMillis,
        isFinal,
        forgottenUpToMillis);
  }

  /**
   * With a newer report.
   *
   * @param uncoveredMicros what notices billed that the report does not surely cover
   */
  ExchangeSpend reported(long micros, long newUpToMillis, boolean nowFinal, long uncoveredMicros) {
    return new ExchangeSpend(
        periodStartMillis,
        bookedMicros,
        bookedMicros - uncoveredMicros,
        micros,
        newUpToMillis,
        nowFinal,
        forgottenUpToMillis);
  }

  /** With a billed bid that is not remembered any more. */
  ExchangeSpend forgetting(long coveredFromMillis) {
    return coveredFromMillis <= forgottenUpToMillis
        ? this
        : new ExchangeSpend(
            periodStartMillis,
            bookedMicros,
            coveredMicros,
            reportedMicros,
            upToMillis,
            isFinal,
            coveredFromMillis);
  }
}
