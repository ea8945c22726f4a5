package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Determines which period of a campaign's budget is running and what may be spent in it.
 *
 * <p>Without a daily budget the whole flight is one period with the total budget. With a daily
 * budget, a period is a calendar day of the campaign's time zone (23 to 25 hours), clipped to the
 * flight; the first and the last day have a whole daily budget however short they are. What earlier
 * days left over is spread over the days that remain, so a day's hard cap is
 *
 * <pre>
 *   daily + max(0, daily × days before − spent before) / days left (today included)
 *   and never more than total − spent before, where there is a total
 * </pre>
 *
 * <p>A day's hard cap may thus exceed the booked daily budget, but what all days spend together
 * never exceeds daily × days of the flight. After the daily budget was lowered, earlier days may
 * have spent more than the new one allows; the excess is not taken off later days. A debit that an
 * earlier day gets after its end, and for which no money was held, lowers the cap of the running
 * day at once, by the debit over the days left.
 */
public final class BudgetPeriods {

  private BudgetPeriods() {}

  /**
   * The period that contains an instant; before the flight the first period, after the flight the
   * last one.
   *
   * @param campaign with at least one positive budget
   * @param nowMillis campaign time
   * @param spentBeforePeriodMicros spend of all earlier periods of this budget, and the money that
   *     is still held for them
   */
  public static BudgetPeriod periodAt(
      Campaign campaign, long nowMillis, long spentBeforePeriodMicros) {
    Campaign.Flight flight = campaign.flight();
    long total = campaign.budget().totalMicros();
    long totalLeft = total > 0 ? Math.max(0, total - spentBeforePeriodMicros) : Long.MAX_VALUE;
    if (!campaign.budget().isDaily()) {
      return new BudgetPeriod(
          0, flight.startMillis(), flight.endMillis(), total > 0 ? totalLeft : 0);
    }
    ZoneId zone = flight.zone();
    LocalDate first = dayOf(flight.startMillis(), zone);
    LocalDate today = dayInFlight(flight, nowMillis, zone);
    LocalDate last = dayOf(lastInstant(flight), zone);
    long dayStart = startOf(today, zone);

    long daily = campaign.budget().dailyMicros();
    long leftOver =
        Math.max(0, daily * ChronoUnit.DAYS.between(first, today) - spentBeforePeriodMicros);
    long daysLeft = ChronoUnit.DAYS.between(today, last) + 1;
    return new BudgetPeriod(
        dayStart,
        Math.max(flight.startMillis(), dayStart),
        Math.min(startOf(today.plusDays(1), zone), flight.endMillis()),
        Math.min(daily + leftOver / daysLeft, totalLeft));
  }

  /** {@link BudgetPeriod#key} of the period that contains an instant, campaign time. */
  public static long periodKey(Campaign campaign, long nowMillis) {
    if (!campaign.budget().isDaily()) {
      return 0;
    }
    ZoneId zone = campaign.flight().zone();
    return startOf(dayInFlight(campaign.flight(), nowMillis, zone), zone);
  }

  /** The local day of an instant; the first or last day of the flight where it lies outside. */
  private static LocalDate dayInFlight(Campaign.Flight flight, long nowMillis, ZoneId zone) {
    return dayOf(Math.max(flight.startMillis(), Math.min(nowMillis, lastInstant(flight))), zone);
  }

  private static long startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static long lastInstant(Campaign.Flight flight) {
    return Math.max(flight.startMillis(), flight.endMillis() - 1);
  }

  private static LocalDate dayOf(long millis, ZoneId zone) {
    return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
  }
}
