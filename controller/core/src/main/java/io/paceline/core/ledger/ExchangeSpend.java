package io.paceline.core.ledger;

/**
 * What one exchange billed for one campaign in one period, by its notices and by its report. One
 * rule combines the two:
 *
 * <pre>
 * spend = max(reported, covered) + billed by notices that the report does not cover
 * </pre>
 *
 * where <i>covered</i> is the money billed by those notices that the report covers. If the report
 * is final, <i>reported</i> takes the place of the maximum. What was reported beyond <i>covered</i>
 * is the correction: spend whose notices were lost. A covered notice that arrives after the report
 * moves its money from the correction to <i>covered</i>. The spend stays the same, unless the
 * report is not final and the covered notices then exceed the reported amount.
 *
 * <p>A report covers what was billed before its {@code upTo}. A notice does not say when its
 * impression was billed. But the impression was billed before the notice was received, and no later
 * than one auction window plus one billing window after the bid. Whichever of these two times comes
 * first is the earliest {@code upTo} that surely covers the impression ({@link
 * LedgerSettings#coveredFromMillis}). An impression that is not surely covered counts in addition
 * to the report, so that the ledger never books too little, until a later report surely covers it.
 *
 * @param periodKey {@link io.paceline.core.pacing.BudgetPeriod#key} of the period
 * @param bookedMicros billed by notices
 * @param coveredMicros the part of {@code bookedMicros} that the report covers
 * @param reportedMicros the report's running total, 0 before the first report
 * @param upToMillis wall time before which the report is complete, 0 before the first report
 * @param isFinal whether the report takes back what was booked above it
 * @param forgottenUpToMillis the latest {@code coveredFromMillis} of the billed bids that the
 *     ledger has forgotten, 0 for none; a report with an earlier {@code upTo} can no longer be
 *     compared with the notices
 */
public record ExchangeSpend(
    long periodKey,
    long bookedMicros,
    long coveredMicros,
    long reportedMicros,
    long upToMillis,
    boolean isFinal,
    long forgottenUpToMillis) {

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The record of a period before its first notice and report. */
  static ExchangeSpend none(long periodKey) {
    return new ExchangeSpend(periodKey, 0, 0, 0, 0, false, 0);
  }

  /**
   * The key under which the store keeps the record: a 64-bit hash (Fowler, Noll and Vo, FNV-1a) of
   * exchange, campaign and period, so that every remembered bid can name its record in eight bytes.
   * A budget has hundreds of records at most; the chance that two of them share a key is 10⁻¹⁴.
   */
  static long key(String exchange, String campaignId, long periodKey) {
    long hash = mix(mix(FNV_BASIS, exchange), campaignId);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      hash = (hash ^ ((periodKey >>> shift) & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mix(long basis, String text) {
    long hash = basis;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    // An end mark that occurs in no text, so that "ab", "c" and "a", "bc" get different hashes.
    return (hash ^ 0xffff) * FNV_PRIME;
  }

  /**
   * What is booked in addition to the notices; negative where a final report takes something back.
   */
  long correctionMicros() {
    if (upToMillis == 0) {
      return 0;
    }
    long missing = reportedMicros - coveredMicros;
    return isFinal ? missing : Math.max(0, missing);
  }

  /**
   * The record after one more impression was billed by a notice.
   *
   * @param coveredFromMillis earliest {@code upTo} of a report that surely covers the impression
   */
  ExchangeSpend billed(long micros, long coveredFromMillis) {
    boolean covered = upToMillis > 0 && coveredFromMillis <= upToMillis;
    return new ExchangeSpend(
        periodKey,
        Math.addExact(bookedMicros, micros),
        coveredMicros + (covered ? micros : 0),
        reportedMicros,
        upToMillis,
        isFinal,
        forgottenUpToMillis);
  }

  /**
   * The record after a newer report.
   *
   * @param uncoveredMicros money billed by notices that the report does not surely cover
   */
  ExchangeSpend reported(long micros, long newUpToMillis, boolean nowFinal, long uncoveredMicros) {
    return new ExchangeSpend(
        periodKey,
        bookedMicros,
        bookedMicros - uncoveredMicros,
        micros,
        newUpToMillis,
        nowFinal,
        forgottenUpToMillis);
  }

  /** The record after the ledger has forgotten a billed bid. */
  ExchangeSpend forgetting(long coveredFromMillis) {
    return coveredFromMillis <= forgottenUpToMillis
        ? this
        : new ExchangeSpend(
            periodKey,
            bookedMicros,
            coveredMicros,
            reportedMicros,
            upToMillis,
            isFinal,
            coveredFromMillis);
  }
}
