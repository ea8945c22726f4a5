package io.paceline.spend;

import io.paceline.campaign.Campaign;
import io.paceline.ledger.PeriodTotals;
import io.paceline.pacing.AuctionOutcomes;
import io.paceline.pacing.BudgetPeriod;
import io.paceline.pacing.MarketBelief;
import io.paceline.pacing.Outlook;
import io.paceline.pacing.PacingObservation;
import io.paceline.pacing.PlanStart;
import io.paceline.pacing.SpendPlan;
import io.paceline.pacing.TrafficWeek;

/**
 * What a budget's law gets to see at a tick.
 *
 * @param campaign the one whose plan the budget follows
 * @param traffic the expected traffic of a week
 * @param period the running period
 * @param start from where the plan counts
 * @param now campaign time
 */
record Sighting(
    Campaign campaign, TrafficWeek traffic, BudgetPeriod period, PlanStart start, long now) {

  /** Looks from where the plan counts now, which is kept. */
  static Sighting of(
      BudgetStore store,
      Campaign campaign,
      TrafficWeek traffic,
      BudgetPeriod period,
      BudgetPeriod booked,
      PeriodTotals totals,
      long now) {
    PlanStart known = store.planStart();
    PlanStart start =
        PlanStart.at(known, campaign, booked.startMillis(), period, totals.spendMicros(), now);
    if (!start.equals(known)) {
      store.save(start);
    }
    return new Sighting(campaign, traffic, period, start, now);
  }

  /**
   * The observation, with what auctions have taught since the last one, which is forgotten.
   *
   * @param lastMillis campaign time of the last one
   */
  PacingObservation observe(PeriodTotals totals, long lastMillis, Auctions auctions) {
    long catchUp = CatchUp.millis(period, totals, campaign.maxBidMicros());
    long ahead = Math.min(now + catchUp, period.endMillis());
    Outlook outlook =
        new Outlook(
            SpendPlan.traffic(campaign, traffic, Math.max(lastMillis, period.startMillis()), now),
            SpendPlan.traffic(campaign, traffic, now, ahead),
            planShare(ahead));
    // Outcomes wait for a campaign that may bid: nobody would learn from them now.
    AuctionOutcomes outcomes = campaign.inFlight(now) ? auctions.take() : null;
    return observation(totals, catchUp, outcomes, outlook, auctions.belief());
  }

  /** Where plan and spend stand, for all who do not learn. */
  PacingObservation glance(PeriodTotals totals) {
    return observation(totals, 0, null, null, null);
  }

  private PacingObservation observation(
      PeriodTotals totals,
      long catchUpMillis,
      AuctionOutcomes outcomes,
      Outlook outlook,
      MarketBelief belief) {
    return new PacingObservation(
        now,
        period.startMillis(),
        period.endMillis(),
        Math.max(1, period.budgetMicros()),
        totals.spendMicros(),
        totals.impressions(),
        planShare(now),
        campaign.maxBidMicros(),
        catchUpMillis,
        outcomes,
        outlook,
        belief);
  }

  /** Share of the period's budget that should be spent at a time; see {@link PlanStart}. */
  private double planShare(long atMillis) {
    return start.planShare(
        SpendPlan.planShare(campaign, traffic, period, atMillis),
        SpendPlan.planShare(campaign, traffic, period, start.sinceMillis()),
        period.budgetMicros());
  }
}
