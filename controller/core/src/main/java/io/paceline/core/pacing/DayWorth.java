package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.money.Micros;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the finished days of a daily budget were worth, from which follows what they left over:
 *
 * <pre>
 *   left over = max(0, worth of the finished days − what was spent in them)
 *               ÷ days left
 * </pre>
 *
 * <p>Where the budget has a total, the days that are left, today included, share this evenly;
 * otherwise nothing is divided. A finished day is worth the last daily budget that held in it, if
 * the budget was able to bid at some moment of the day: at least one of its campaigns was in its
 * flight and not paused, and bidding was not stopped. Other days are worth nothing, and so are days
 * before the budget was first seen with a daily amount. Nothing that is booked later changes what a
 * finished day was worth.
 *
 * <p>While the job is down, days may end without a look at the budget. They are judged by the
 * campaigns and by the stop of all bidding as the last look found them. That is right, because the
 * budget is looked at before each edit takes effect.
 *
 * <p>A budget without a daily amount has such a record, too, in which no day is worth anything. It
 * serves for the day on which the budget becomes daily: what was spent of the flight's money on
 * that day counts against the day's cap.
 *
 * @param dayKey the running local day's first instant, campaign time
 * @param dailyMicros the running day's daily budget when the budget was last looked at; 0 where it
 *     had none
 * @param able whether the budget was able to bid at some moment of the running day
 * @param worthMicros what all finished days were worth together; stops at the largest long
 * @param baselineMicros what had been billed before the first of these days
 * @param endMillis campaign time at which the last of the budget's flights ends. Paused campaigns
 *     count only where the flights of all others are over
 * @param flightBeforeMicros what had been billed for the whole flight when the running day began,
 *     as far as looks tell: the smallest sum that a look found on this day while the budget had no
 *     daily amount; {@link #NO_FLIGHT} where the budget was daily at each look of the running day
 * @param stopped whether all bidding was stopped when the budget was last looked at
 */
public record DayWorth(
    long dayKey,
    long dailyMicros,
    boolean able,
    long worthMicros,
    long baselineMicros,
    long endMillis,
    long flightBeforeMicros,
    boolean stopped) {

  /** Stands for what was billed before a day on which no money of the flight was spent. */
  public static final long NO_FLIGHT = Long.MAX_VALUE;

  /**
   * The record of a budget that is seen with a daily amount for the first time, or again after it
   * had none. No day is finished, and the budget does not yet count as able to bid. A call of
   * {@link #seen} has to follow.
   *
   * @param known the record until now, null for none
   * @param dayKey the running local day, see {@link #dayKeyAt}
   * @param dailyMicros the budget's daily amount, positive
   * @param otherBilledMicros what was billed in all periods other than that day's
   * @param flightBilledMicros what of it was billed for the whole flight
   */
  public static DayWorth begun(
      @Nullable DayWorth known,
      long dayKey,
      long dailyMicros,
      long otherBilledMicros,
      long flightBilledMicros) {
    long flightBefore =
        known != null && known.dayKey == dayKey ? known.flightBeforeMicros : NO_FLIGHT;
    // What bids of the flight's period cost on this day is spent on this day, as is what bids of
    // the day's own period cost.
    long ofToday = Math.max(0, Micros.minus(flightBilledMicros, flightBefore));
    long baseline = Micros.minus(otherBilledMicros, ofToday);
    return new DayWorth(dayKey, dailyMicros, false, 0, baseline, 0, flightBefore, false);
  }

  /**
   * The record of a budget that is seen without a daily amount. If the amount comes back, counting
   * begins anew.
   *
   * @param known the record until now, null for none
   * @param dayKey the running local day, see {@link #dayKeyAt}
   * @param flightBilledMicros what was billed for the whole flight so far
   */
  public static DayWorth ofFlight(@Nullable DayWorth known, long dayKey, long flightBilledMicros) {
    if (known == null || known.dayKey < dayKey) {
      return new DayWorth(dayKey, 0, false, 0, 0, 0, flightBilledMicros, false);
    }
    long before = Math.min(known.flightBeforeMicros, flightBilledMicros);
    return new DayWorth(known.dayKey, 0, false, 0, 0, 0, before, false);
  }

  /** True where the budget had a daily amount when it was last looked at. */
  public boolean isDaily() {
    return dailyMicros > 0;
  }

  /**
   * What of the flight's money was spent on the running day, or is held and may have been bid on
   * it, micros, not negative. Money that is held since before the day counts, too, because nobody
   * knows any more when it was bid. So the day never costs more than its cap.
   *
   * @param billedMicros what was billed for the whole flight so far
   * @param heldMicros what is held for the whole flight
   */
  public long flightOfDayMicros(long billedMicros, long heldMicros) {
    return flightBeforeMicros == NO_FLIGHT
        ? 0
        : Math.max(0, Micros.minus(Micros.plus(billedMicros, heldMicros), flightBeforeMicros));
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
    long worth = worthAfter(worthMicros, able || mayBid(campaigns, end - 1, end, stopped));
    while (end < todayKey) {
      long start = end;
      next = next.plusDays(1);
      end = BudgetPeriods.startOf(next, zone);
      worth = worthAfter(worth, mayBid(campaigns, start, end, stopped));
    }
    boolean ableToday = mayBid(campaigns, todayKey, nowMillis, stopped);
    return new DayWorth(
        todayKey, dailyMicros, ableToday, worth, baselineMicros, endMillis, NO_FLIGHT, stopped);
  }

  private long worthAfter(long worth, boolean wasAble) {
    return wasAble ? Micros.plus(worth, dailyMicros) : worth;
  }

  /**
   * Whether some campaign may bid at some instant from the one (inclusive) to the other
   * (exclusive).
   */
  private static boolean mayBid(
      Collection<Campaign> campaigns, long fromMillis, long untilMillis, boolean nowStopped) {
    if (nowStopped) {
      return false;
    }
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
   * The record after a look at what holds in the last millisecond before {@code untilMillis}.
   *
   * @param campaigns the budget's campaigns as they stand in that millisecond
   * @param nowDailyMicros the budget's daily amount in that millisecond
   * @param nowStopped whether all bidding is stopped in that millisecond
   * @param untilMillis campaign time
   */
  public DayWorth seen(
      Collection<Campaign> campaigns, long nowDailyMicros, boolean nowStopped, long untilMillis) {
    long from = Math.max(dayKey, untilMillis - 1);
    boolean nowAble = able || mayBid(campaigns, from, untilMillis, nowStopped);
    return new DayWorth(
        dayKey,
        nowDailyMicros,
        nowAble,
        worthMicros,
        baselineMicros,
        lastEnd(campaigns, untilMillis),
        flightBeforeMicros,
        nowStopped);
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
   *     period before the running day, which is the last day of a flight that is over
   * @param spentBeforeMicros spend of all periods before the running one, and the money that is
   *     still held for them
   */
  public long leftOverMicros(Campaign campaign, long periodKey, long spentBeforeMicros) {
    if (periodKey < dayKey) {
      return 0;
    }
    // A report may take back what was billed before these days, which were worth no more for it.
    long spent = Math.max(0, Micros.minus(spentBeforeMicros, baselineMicros));
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
