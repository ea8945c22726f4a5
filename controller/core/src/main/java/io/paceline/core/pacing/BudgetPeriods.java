package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Determines which period of a campaign's budget is running and what may be spent in it.
 *
 * <p>Without a daily budget the whole flight is one period with the total budget. With one, a
 * period is a calendar day of the campaign's time zone (23 to 25 hours), clipped to the flight; the
 * first and the last day have a whole daily budget however short they are. What earlier days left
 * over is spread over the days that remain, so a day's hard cap is
 *
 * <pre>
 *   daily + max(0, daily × days before − spent before) / days left (today included)
 *   and never more than total − spent before, where there is a total
 * </pre>
 *
 * <p>A day's hard cap may thus exceed the booked daily budget; the sum over the days never exceeds
 * daily × days of the flight. If earlier days spent more than today's daily budget allows (after an
 * edit downwards), the excess is not taken off later days. A notice that debits an earlier day
 * after that day's end lowers the cap of the running day at once, by that day's share of the debit.
 */
public final class BudgetPeriods {

  /**
   * Caches the time zones: a lookup would otherwise build a zone's rules anew, several times a bid.
   */
  private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

  private BudgetPeriods() {}

  /**
   * The period that contains an instant; before the flight the first period, after the flight the
   * last one.
   *
   * @param campaign with at least one positive budget
   * @param nowMillis campaign time
   * @param spentBeforePeriodMicros spend of all earlier periods of this budget
   */
  public static BudgetPeriod periodAt(
      Campaign campaign, long nowMillis, long spentBeforePeriodMicros) {
    long start = periodStart(campaign, nowMillis);
    long total = campaign.totalBudgetMicros();
    long totalLeft = total > 0 ? Math.max(0, total - spentBeforePeriodMicros) : Long.MAX_VALUE;
    if (campaign.dailyBudgetMicros() <= 0) {
      return new BudgetPeriod(start, campaign.flightEndMillis(), total > 0 ? totalLeft : 0);
    }
    ZoneId zone = zone(campaign);
    LocalDate first = dayOf(campaign.flightStartMillis(), zone);
    LocalDate today = dayOf(start, zone);
    LocalDate last = dayOf(lastInstant(campaign), zone);
    long nextDay = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();

    long daily = campaign.dailyBudgetMicros();
    long leftOver =
        Math.max(0, daily * ChronoUnit.DAYS.between(first, today) - spentBeforePeriodMicros);
    long daysLeft = ChronoUnit.DAYS.between(today, last) + 1;
    return new BudgetPeriod(
        start,
        Math.min(nextDay, campaign.flightEndMillis()),
        Math.min(daily + leftOver / daysLeft, totalLeft));
  }

  /** First instant of the period that contains an instant, campaign time; clamped to the flight. */
  public static long periodStart(Campaign campaign, long nowMillis) {
    if (campaign.dailyBudgetMicros() <= 0) {
      return campaign.flightStartMillis();
    }
    long inFlight =
        Math.max(campaign.flightStartMillis(), Math.min(nowMillis, lastInstant(campaign)));
    ZoneId zone = zone(campaign);
    long dayStart = dayOf(inFlight, zone).atStartOfDay(zone).toInstant().toEpochMilli();
    return Math.max(campaign.flightStartMillis(), dayStart);
  }

  /**
   * The key under which the ledger books a period: the local day's start, or 0 for a budget without
   * days. The period's start cannot be the key, because an edit of the flight can move it: what was
   * already spent would then stand under another key.
   */
  public static long ledgerKey(Campaign campaign, long nowMillis) {
    if (campaign.dailyBudgetMicros() <= 0) {
      return 0;
    }
    ZoneId zone = zone(campaign);
    return dayOf(periodStart(campaign, nowMillis), zone)
        .atStartOfDay(zone)
        .toInstant()
        .toEpochMilli();
  }

  private static ZoneId zone(Campaign campaign) {
    return ZONES.computeIfAbsent(campaign.timeZone(), ZoneId::of);
  }

  private static long lastInstant(Campaign campaign) {
    return Math.max(campaign.flightStartMillis(), campaign.flightEndMillis() - 1);
  }

  private static LocalDate dayOf(long millis, ZoneId zone) {
    return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
  }
}
