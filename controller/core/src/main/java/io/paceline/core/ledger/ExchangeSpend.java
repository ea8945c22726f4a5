package io.paceline.core.ledger;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange billed for one campaign in one scope (a day, or the whole flight), by its
 * notices and by its report. One rule combines the two:
 *
 * <pre>
 * spend = max(reported, covered) + booked and not covered by the report
 * </pre>
 *
 * where <i>covered</i> is the money booked that the report surely covers. If the report is final,
 * <i>reported</i> takes the place of the maximum, and what it took back stays taken back when later
 * reports that are not final follow. What was reported beyond <i>covered</i> is the correction:
 * spend whose notices were lost. A covered notice that arrives after the report moves its money
 * from the correction to <i>covered</i>. The spend stays the same, unless the report is not final
 * and the covered notices then exceed the reported amount.
 *
 * <p>A report covers what was billed before its {@code upTo}. A notice does not say when its
 * impression was billed. But the impression was billed before the notice was received, and no later
 * after the bid than {@link io.paceline.core.exchange.ExchangeProfile#billedWithinMillis} allows.
 * Whichever of these two times comes first is the earliest {@code upTo} that surely covers the
 * impression ({@link LedgerSettings#coveredFromMillis}). An impression that is not surely covered
 * counts in addition to the report, so that the ledger never books too little, until a later report
 * surely covers it.
 *
 * <p>A day here is a day of the exchange, in the zone of its reports, which need not be the zone of
 * the budget's days. The money of a notice counts in the budget's period in which its bid was made.
 * {@link CorrectionPlace} says in which periods the correction counts.
 *
 * <p>A campaign without days has the scope of its flight only. A campaign with days has a scope for
 * each day and the flight's besides, in which everything is booked that the days' scopes booked,
 * corrections by the days' reports included. So a report for the whole flight is compared with all
 * that notices and days' reports have told, and the other way round; see {@link ExchangeAccounts}.
 *
 * @param periodKey first instant of the exchange's day, campaign time; 0 for the flight
 * @param bookedMicros booked by notices and, in a flight's scope, by reports of days
 * @param coveredMicros the part of {@code bookedMicros} that the report surely covers
 * @param reportedMicros the report's running total, 0 before the first report
 * @param upToMillis wall time before which the report is complete, 0 before the first report
 * @param isFinal whether the report takes back what was booked above it
 * @param takenBackMicros how much the latest final report took back, which later reports that are
 *     not final leave taken back; 0 or more
 * @param uncovered the rest of {@code bookedMicros} by time, as far as it is still kept apart
 * @param forgottenUpToMillis a report with this {@code upTo} or a later one surely covers all
 *     booked money that is not kept apart any more, and one with an earlier {@code upTo} can no
 *     longer be compared with the notices; 0 where everything is kept apart
 * @param place where the correction is booked
 * @param ownBids of a flight's scope: when those bids were made that are booked in no scope of a
 *     day by which the exchange reports now
 * @param dayBids of a flight's scope: when those bids were made that are booked in such a scope
 */
public record ExchangeSpend(
    long periodKey,
    long bookedMicros,
    long coveredMicros,
    long reportedMicros,
    long upToMillis,
    boolean isFinal,
    long takenBackMicros,
    UncoveredSpend uncovered,
    long forgottenUpToMillis,
    CorrectionPlace place,
    OwnBids ownBids,
    DayBids dayBids) {

  /** The hash for the key of an exchange's record begins with this number. */
  private static final long EXCHANGE = 0;

  /** The hash for the key of an adjustment begins with this number, whatever the id is. */
  private static final long ADJUSTMENT = 1;

  /** The record of a scope before its first notice and report. */
  static ExchangeSpend none(long periodKey) {
    return adjustment(periodKey, 0);
  }

  /** The record of an adjustment, which no report is ever compared with. */
  static ExchangeSpend adjustment(long periodKey, long micros) {
    return new ExchangeSpend(
        periodKey,
        micros,
        0,
        0,
        0,
        false,
        0,
        UncoveredSpend.NONE,
        0,
        CorrectionPlace.in(periodKey),
        OwnBids.NONE,
        DayBids.NONE);
  }

  /**
   * The key under which the store keeps the record: a hash of exchange, campaign and period, which
   * takes eight bytes. A budget has thousands of records at most; the chance that two of them share
   * a key is 10⁻¹².
   *
   * @param exchange in any case, because the names of exchanges are compared without regard to case
   */
  static long key(String exchange, String campaignId, long periodKey) {
    return new Hash64()
        .with(EXCHANGE)
        .with(exchange.toLowerCase(Locale.ROOT))
        .with(campaignId)
        .with(periodKey)
        .value();
  }

  /**
   * The key under which the store keeps an adjustment. No names of exchange and campaign hash the
   * same numbers and texts, so an exchange's record has the key only by chance; see {@link #key}.
   */
  static long adjustmentKey(String adjustmentId) {
    return new Hash64().with(ADJUSTMENT).with(adjustmentId).value();
  }

  /**
   * What is booked in addition to the notices; negative where a final report takes something back.
   */
  long correctionMicros() {
    if (upToMillis == 0) {
      return 0;
    }
    long missing = Math.subtractExact(reportedMicros, coveredMicros);
    return isFinal ? missing : Math.max(-takenBackMicros, missing);
  }

  /**
   * The record after more money was booked, or some was taken back.
   *
   * @param micros negative where a day's report takes something back
   * @param coveredFromMillis earliest {@code upTo} of a report that surely covers the money
   */
  ExchangeSpend booked(long micros, long coveredFromMillis) {
    long booked = Math.addExact(bookedMicros, micros);
    if (upToMillis > 0 && coveredFromMillis <= upToMillis) {
      return with(booked, Math.addExact(coveredMicros, micros), uncovered);
    }
    if (micros >= 0) {
      return with(booked, coveredMicros, uncovered.plus(coveredFromMillis, micros));
    }
    UncoveredSpend left = uncovered.minus(coveredFromMillis, -micros);
    // What the kept sums do not hold is taken from spend that is not kept apart any more, and only
    // then from what the report covers.
    return with(booked, Math.min(coveredMicros, booked - left.totalMicros()), left);
  }

  private ExchangeSpend with(long booked, long covered, UncoveredSpend rest) {
    return new ExchangeSpend(
        periodKey,
        booked,
        covered,
        reportedMicros,
        upToMillis,
        isFinal,
        takenBackMicros,
        rest,
        forgottenUpToMillis,
        place,
        ownBids,
        dayBids);
  }

  /** What the record makes of a report: whether it is news, and may be booked. */
  Settlement judge(long micros, long newUpToMillis, boolean nowFinal) {
    if (newUpToMillis == upToMillis && micros == reportedMicros && nowFinal == isFinal) {
      return Settlement.DUPLICATE;
    }
    // Of two totals of the same time that are not final, the larger holds, whichever comes last: a
    // copy of the smaller one must not take anything back.
    if (newUpToMillis < upToMillis
        || (newUpToMillis == upToMillis && !nowFinal && (isFinal || micros < reportedMicros))) {
      return Settlement.IGNORED;
    }
    return newUpToMillis < forgottenUpToMillis ? Settlement.BEYOND_MEMORY : Settlement.BOOKED;
  }

  /** The record after a newer report, whose correction is booked in this place. */
  ExchangeSpend reported(
      long micros, long newUpToMillis, boolean nowFinal, CorrectionPlace newPlace) {
    UncoveredSpend rest = uncovered.after(newUpToMillis);
    long covered = Math.subtractExact(bookedMicros, rest.totalMicros());
    return new ExchangeSpend(
        periodKey,
        bookedMicros,
        covered,
        micros,
        newUpToMillis,
        nowFinal,
        nowFinal ? Math.max(0, Math.subtractExact(covered, micros)) : takenBackMicros,
        rest,
        forgottenUpToMillis,
        newPlace,
        ownBids,
        dayBids);
  }

  /**
   * The flight's record after a bid that was made at this wall time was booked in no day's scope.
   */
  ExchangeSpend ofBid(long bidAtMillis) {
    return with(ownBids.with(bidAtMillis), dayBids);
  }

  /**
   * The flight's record after bids were booked in the scope of a day. If earlier bids were booked
   * by days of another zone, they count as booked in no day's scope from now on, because the
   * records of those days tell nothing of the days by which the exchange reports now.
   *
   * @param zone the zone in which the exchange's days begin, null for the budget's own
   * @param bids when the bids were made
   */
  ExchangeSpend ofDay(@Nullable ZoneId zone, OwnBids bids) {
    return daysAreIn(zone)
        ? with(ownBids, new DayBids(name(zone), dayBids.bids().and(bids)))
        : with(ownBids.and(dayBids.bids()), new DayBids(name(zone), bids));
  }

  /** When those bids were made that are booked in no scope of a day in this zone. */
  OwnBids ownBids(@Nullable ZoneId zone) {
    return daysAreIn(zone) ? ownBids : ownBids.and(dayBids.bids());
  }

  private boolean daysAreIn(@Nullable ZoneId zone) {
    return dayBids.bids().isNone() || dayBids.zone().equals(name(zone));
  }

  private static String name(@Nullable ZoneId zone) {
    return zone == null ? "" : zone.getId();
  }

  private ExchangeSpend with(OwnBids own, DayBids days) {
    return new ExchangeSpend(
        periodKey,
        bookedMicros,
        coveredMicros,
        reportedMicros,
        upToMillis,
        isFinal,
        takenBackMicros,
        uncovered,
        forgottenUpToMillis,
        place,
        own,
        days);
  }

  /** The record without the sums by time, which are of use only while reports still come. */
  ExchangeSpend compact() {
    return new ExchangeSpend(
        periodKey,
        bookedMicros,
        coveredMicros,
        reportedMicros,
        upToMillis,
        isFinal,
        takenBackMicros,
        UncoveredSpend.NONE,
        Math.max(forgottenUpToMillis, uncovered.latestMillis()),
        place,
        ownBids,
        dayBids);
  }
}
