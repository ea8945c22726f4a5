package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.money.Micros;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

/**
 * What the finished days of a daily budget were worth, from which follows what they left over:
 *
 * <pre>
 *   left over = max(0, worth of the finished days − what was spent in them)
 *               ÷ days left (today included), where there is a total, which all days share
 * </pre>
 *
 * <p>A finished day is worth the daily budget that was the last one to hold in it, if the budget
 * was able to bid at some moment of the day: at least one of its campaigns was in its flight and
 * not paused. Other days are worth nothing, and so are days before the budget was first seen with a
 * daily amount. Nothing that is booked later changes what a finished day was worth.
 *
 * <p>Days after which nobody looked at the budget before the day that runs now, because the job was
 * down, are judged by the campaigns as they stood then. This works because the budget is looked at
 * before each edit takes hold.
 *
 * @param dayKey the running local day's first instant, campaign time
 * @param dailyMicros the running day's daily budget when the budget was last looked at
 * @param able whether the budget was able to bid at some moment of the running day
 * @param worthMicros what all finished days were worth together; stops at the largest long
 * @param baselineMicros what had been billed before the first of these days
 * @param endMillis campaign time at which the last of the budget's flights ends. Campaigns that are
 *     paused count only where no other one may bid any more
 */
public record DayWorth(
    long dayKey,
    long dailyMicros,
    boolean able,
    long worthMicros,
    long baselineMicros,
    long endMillis) {

  /**
   * The record of a budget that is seen with a daily amount for the first time. No day is finished,
   * and nobody has been able to bid. A call of {@link #seen} has to follow.
   *
   * @param dayKey the running local day, see {@link #dayKeyAt}
   * @param dailyMicros the budget's daily amount
   * @param baselineMicros what was billed in all periods other than that day's
   */
  public static DayWorth begun(long dayKey, long dailyMicros, long baselineMicros) {
    return new DayWorth(dayKey, dailyMicros, false, 0, baselineMicros, 0);
  }

  /** The key of the local day that contains an instant, whatever the flights. */
  public static long dayKeyAt(ZoneId zone, long nowMillis) {
    return BudgetPeriods.startOf(BudgetPeriods.dayOf(nowMillis, zone), zone);
  }

  /**
   * The record after all days that are over by now were counted, and with what is known of the
   * running day until just before now.
   *
   * @param campaigns the budget's campaigns as they have stood since the last look
   * @param zone the zone in which the budget's days begin
   * @param nowMillis campaign time
   */
  public DayWorth rolled(Collection<Campaign> campaigns, ZoneId zone, long nowMillis) {
    LocalDate today = BudgetPeriods.dayOf(nowMillis, zone);
    long todayKey = BudgetPeriods.startOf(today, zone);
    if (todayKey <= dayKey) {
      return this;
    }
    LocalDate next = BudgetPeriods.dayOf(dayKey, zone).plusDays(1);
    long end = BudgetPeriods.startOf(next, zone);
    // Only the day's last instant is known to lie after the last look.
    long worth = worthAfter(worthMicros, able || ableWithin(campaigns, end - 1, end));
    while (end < todayKey) {
      long start = end;
      next = next.plusDays(1);
      end = BudgetPeriods.startOf(next, zone);
      worth = worthAfter(worth, ableWithin(campaigns, start, end));
    }
    boolean ableToday = ableWithin(campaigns, todayKey, nowMillis);
    return new DayWorth(todayKey, dailyMicros, ableToday, worth, baselineMicros, endMillis);
  }

  private long worthAfter(long worth, boolean wasAble) {
    return wasAble ? Micros.plus(worth, dailyMicros) : worth;
  }

  /** Whether some campaign may bid at some instant from one until just before another one. */
  private static boolean ableWithin(
      Collection<Campaign> campaigns, long fromMillis, long untilMillis) {
    for (Campaign campaign : campaigns) {
      // A local date that a zone skipped has no instant at all.
      if (!campaign.paused()
          && Math.max(fromMillis, campaign.flight().startMillis())
              < Math.min(untilMillis, campaign.flight().endMillis())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The record of the running day after a look at what holds at the instant before another one.
   *
   * @param campaigns the budget's campaigns as they stand at that instant
   * @param nowDailyMicros the budget's daily amount as it stands at that instant
   * @param untilMillis campaign time
   */
  public DayWorth seen(Collection<Campaign> campaigns, long nowDailyMicros, long untilMillis) {
    boolean nowAble = able || ableWithin(campaigns, Math.max(dayKey, untilMillis - 1), untilMillis);
    return new DayWorth(
        dayKey,
        nowDailyMicros,
        nowAble,
        worthMicros,
        baselineMicros,
        lastEnd(campaigns, untilMillis));
  }

  private static long lastEnd(Collection<Campaign> campaigns, long nowMillis) {
    long ofAll = 0;
    long ofRunning = 0;
    for (Campaign campaign : campaigns) {
      long end = campaign.flight().endMillis();
      ofAll = Math.max(ofAll, end);
      ofRunning = campaign.paused() ? ofRunning : Math.max(ofRunning, end);
    }
    return ofRunning >= nowMillis ? ofRunning : ofAll;
  }

  /**
   * What the days before the running one left over for it, micros, not negative.
   *
   * @param campaign a campaign of the budget, which says whether there is a total
   * @param periodKey {@link BudgetPeriod#key} of the running period. Nothing is left over for a
   *     period before the running day: it is the last one of a flight that is over
   * @param spentBeforeMicros spend of all periods before the running one, and the money that is
   *     still held for them
   */
  public long leftOverMicros(Campaign campaign, long periodKey, long spentBeforeMicros) {
    if (periodKey < dayKey) {
      return 0;
    }
    long spent = Micros.minus(spentBeforeMicros, baselineMicros);
    long leftOver = Math.max(0, Micros.minus(worthMicros, spent));
    if (leftOver == 0 || campaign.budget().totalMicros() == 0) {
      return leftOver;
    }
    ZoneId zone = campaign.flight().zone();
    LocalDate today = BudgetPeriods.dayOf(periodKey, zone);
    LocalDate last = BudgetPeriods.dayOf(Math.max(periodKey, endMillis - 1), zone);
    return leftOver / (ChronoUnit.DAYS.between(today, last) + 1);
  }
}
