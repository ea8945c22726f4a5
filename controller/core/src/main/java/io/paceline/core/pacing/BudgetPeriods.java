package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.money.Micros;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Determines which period of a campaign's budget is running and what may be spent in it.
 *
 * <p>Without a daily budget the whole flight is one period with the total budget. With a daily
 * budget, a period is a calendar day of the campaign's time zone (23 to 25 hours), clipped to the
 * flight; the first and the last day have a whole daily budget however short they are. A day's hard
 * cap is
 *
 * <pre>
 *   daily + min(carryOver × daily, what earlier days left over for this one)
 *         − what the flight spent on this day before the budget became daily, not below 0
 *   and never more than total − spent before, where there is a total
 * </pre>
 *
 * <p>{@link DayWorth} says what earlier days left over.
 *
 * <p>All amounts are those that the campaign states now, so an edit counts from now on: it changes
 * the cap of the running day and of later days, and never what earlier days left over. Where a day
 * has already spent more than its cap when the cap is lowered, nothing is left that day, and the
 * excess is not taken off later days. A debit that an earlier day gets after its end, and for which
 * no money was held, at once lowers what earlier days left over.
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
   * @param leftOverMicros what earlier days left over for the period, not negative; see {@link
   *     DayWorth#leftOverMicros}
   * @param flightOfDayMicros what of the flight's money was spent on the running day before the
   *     budget became daily, not negative; see {@link DayWorth#flightOfDayMicros}
   */
  public static BudgetPeriod periodAt(
      Campaign campaign,
      long nowMillis,
      long spentBeforePeriodMicros,
      long leftOverMicros,
      long flightOfDayMicros) {
    Campaign.Flight flight = campaign.flight();
    Campaign.Budget budget = campaign.budget();
    long total = budget.totalMicros();
    long totalLeft =
        total > 0 ? Math.max(0, Micros.minus(total, spentBeforePeriodMicros)) : Long.MAX_VALUE;
    if (!budget.isDaily()) {
      return new BudgetPeriod(
          BudgetPeriod.FLIGHT, flight.startMillis(), flight.endMillis(), total > 0 ? totalLeft : 0);
    }
    ZoneId zone = flight.zone();
    LocalDate today = dayInFlight(flight, nowMillis, zone);
    long dayStart = startOf(today, zone);
    long takenOver = Math.min(budget.carryOverMicros(), leftOverMicros);
    long ofDay = Micros.plus(budget.dailyMicros(), takenOver);
    return new BudgetPeriod(
        dayStart,
        Math.max(flight.startMillis(), dayStart),
        Math.min(startOf(today.plusDays(1), zone), flight.endMillis()),
        Math.min(Math.max(0, Micros.minus(ofDay, flightOfDayMicros)), totalLeft));
  }

  /** The same where none of the flight's money was spent on the running day. */
  public static BudgetPeriod periodAt(
      Campaign campaign, long nowMillis, long spentBeforePeriodMicros, long leftOverMicros) {
    return periodAt(campaign, nowMillis, spentBeforePeriodMicros, leftOverMicros, 0);
  }

  /** {@link BudgetPeriod#key} of the period that contains an instant, campaign time. */
  public static long periodKey(Campaign campaign, long nowMillis) {
    if (!campaign.budget().isDaily()) {
      return BudgetPeriod.FLIGHT;
    }
    ZoneId zone = campaign.flight().zone();
    return startOf(dayInFlight(campaign.flight(), nowMillis, zone), zone);
  }

  /** The local day of an instant; the first or last day of the flight where it lies outside. */
  private static LocalDate dayInFlight(Campaign.Flight flight, long nowMillis, ZoneId zone) {
    return dayOf(Math.max(flight.startMillis(), Math.min(nowMillis, lastInstant(flight))), zone);
  }

  static long startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static long lastInstant(Campaign.Flight flight) {
    return Math.max(flight.startMillis(), flight.endMillis() - 1);
  }

  /**
   * The local day of an instant. Where the clocks are put back just after midnight, the end of the
   * day before comes a second time; that time belongs to the day that has begun, so that no day
   * runs twice.
   */
  static LocalDate dayOf(long millis, ZoneId zone) {
    Instant instant = Instant.ofEpochMilli(millis);
    LocalDate day = instant.atZone(zone).toLocalDate();
    LocalDate next = day.plusDays(1);
    return instant.isBefore(next.atStartOfDay(zone).toInstant()) ? day : next;
  }
}
