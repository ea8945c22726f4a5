package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.PeriodTotals;
import io.paceline.core.money.Micros;
import io.paceline.core.pacing.BudgetPeriod;
import io.paceline.core.pacing.BudgetPeriods;
import io.paceline.core.pacing.DayWorth;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the running period of a budget, with what may be spent in it, and keeps what its finished
 * days were worth ({@link DayWorth}).
 */
final class RunningPeriod {

  private RunningPeriod() {}

  /**
   * The running period of a campaign's budget. This changes nothing in the store.
   *
   * @param now campaign time
   */
  static BudgetPeriod of(BudgetStore store, Campaign campaign, Account account, long now) {
    long key = BudgetPeriods.periodKey(campaign, now);
    PeriodTotals running = account.period(key);
    // Money that is still held for earlier periods counts as spent in them, so that the running
    // period never gets money that may yet be billed.
    long before =
        Micros.plus(
            Micros.minus(account.spentMicros(), account.spentMicros(key)),
            Micros.minus(account.totalHeldMicros(), running.heldMicros()));
    return BudgetPeriods.periodAt(
        campaign,
        now,
        before,
        leftOverMicros(store, campaign, key, before, now),
        flightOfDayMicros(store, campaign, account, key));
  }

  /**
   * How much of the flight's money was spent on the running day before the budget became daily, or
   * is still held, micros.
   *
   * @param periodKey {@link BudgetPeriod#key} of the running period
   */
  static long flightOfDayMicros(
      BudgetStore store, Campaign campaign, Account account, long periodKey) {
    if (!campaign.budget().isDaily()) {
      return 0;
    }
    DayWorth known = store.dayWorth();
    if (known == null || known.dayKey() != periodKey) {
      return 0;
    }
    PeriodTotals flight = account.period(BudgetPeriod.FLIGHT);
    return known.flightOfDayMicros(flight.billedMicros(), flight.heldMicros());
  }

  private static long leftOverMicros(
      BudgetStore store, Campaign campaign, long periodKey, long spentBeforeMicros, long now) {
    if (!campaign.budget().isDaily() || campaign.budget().carryOverThousandths() == 0) {
      return 0;
    }
    DayWorth known = store.dayWorth();
    if (known == null || !known.isDaily()) {
      return 0;
    }
    // A day may have ended since the last tick.
    DayWorth today =
        periodKey > known.dayKey()
            ? known.rolled(store.campaigns(), campaign.flight().zone(), now)
            : known;
    return today.leftOverMicros(campaign, periodKey, spentBeforeMicros);
  }

  /**
   * Looks at a budget, and keeps what its days are worth. This has to happen at each tick, and
   * before and after each edit of a campaign.
   *
   * @param campaigns the budget's campaigns
   * @param leading the campaign whose plan the budget follows
   * @param now campaign time
   * @param stopped whether all bidding is stopped
   * @param untilMillis campaign time, exclusive, until which the campaigns are known to stand as
   *     they do: {@code now} where an edit is about to change them, else one millisecond later
   */
  static void look(
      BudgetStore store,
      List<Campaign> campaigns,
      Campaign leading,
      boolean stopped,
      long now,
      long untilMillis) {
    DayWorth known = store.dayWorth();
    Account account = store.account();
    long flightBilled = account.period(BudgetPeriod.FLIGHT).billedMicros();
    ZoneId zone = leading.flight().zone();
    DayWorth seen;
    if (!leading.budget().isDaily()) {
      seen = DayWorth.ofFlight(known, DayWorth.dayKeyAt(zone, now), flightBilled);
    } else {
      long daily = leading.budget().dailyMicros();
      DayWorth today;
      if (known == null || !known.isDaily()) {
        today = begun(known, account, flightBilled, daily, DayWorth.dayKeyAt(zone, now));
      } else {
        // Until now, the daily amount and the stop of all bidding were as the last look found them.
        today =
            known
                .rolled(campaigns, zone, now)
                .seen(campaigns, known.dailyMicros(), known.stopped(), now);
      }
      seen = today.seen(campaigns, daily, stopped, untilMillis);
    }
    if (!seen.equals(known)) {
      store.save(seen);
    }
  }

  private static DayWorth begun(
      @Nullable DayWorth known, Account account, long flightBilled, long daily, long dayKey) {
    // Money that is held for earlier periods is not part of the baseline: what is billed of it
    // counts against the days to come, because a bid that is lost must not leave anything over.
    long before = Micros.minus(account.spentMicros(), account.spentMicros(dayKey));
    return DayWorth.begun(known, dayKey, daily, before, flightBilled);
  }

  /**
   * Of several campaigns on one budget, the one whose plan the budget follows: campaigns in flight
   * come first and campaigns whose flight is over come last, and among equals the highest version
   * leads.
   */
  static @Nullable Campaign leading(List<Campaign> campaigns, long now) {
    Campaign leading = null;
    for (Campaign campaign : campaigns) {
      if (leading == null
          || rank(campaign, now) > rank(leading, now)
          || (rank(campaign, now) == rank(leading, now)
              && campaign.version() > leading.version())) {
        leading = campaign;
      }
    }
    return leading;
  }

  private static int rank(Campaign campaign, long now) {
    if (campaign.inFlight(now)) {
      return 2;
    }
    return campaign.flight().isOver(now) ? 0 : 1;
  }
}
