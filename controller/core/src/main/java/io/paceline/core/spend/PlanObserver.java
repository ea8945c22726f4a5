package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.ledger.PeriodTotals;
import io.paceline.core.pacing.AuctionOutcomes;
import io.paceline.core.pacing.BudgetPeriod;
import io.paceline.core.pacing.MarketBelief;
import io.paceline.core.pacing.Outlook;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PlanProgress;
import io.paceline.core.pacing.PlanStart;
import io.paceline.core.pacing.SpendPlan;
import io.paceline.core.pacing.TrafficWeek;
import org.jspecify.annotations.Nullable;

/**
 * Makes the observations that a budget's pacing law sees at a tick. {@link SpendPlan} forecasts how
 * far the plan has come at a time; for a traffic-shaped plan, {@link PlanProgress} corrects this by
 * the traffic that really came.
 *
 * @param campaign the campaign whose plan the budget follows
 * @param traffic the expected traffic of a week
 * @param period the running period
 * @param start the point from which the plan counts
 * @param now campaign time
 */
record PlanObserver(
    Campaign campaign, TrafficWeek traffic, BudgetPeriod period, PlanStart start, long now) {

  /** Makes the observer of a tick, and keeps in the store the point from which the plan counts. */
  static PlanObserver of(
      BudgetStore store,
      Campaign campaign,
      TrafficWeek traffic,
      BudgetPeriod period,
      PeriodTotals totals,
      long now) {
    PlanStart known = store.planStart();
    PlanStart start = PlanStart.at(known, campaign, period, totals.spendMicros(), now);
    if (!start.equals(known)) {
      store.save(start);
    }
    return new PlanObserver(campaign, traffic, period, start, now);
  }

  /**
   * The observation for a move of the law. It contains what auctions have taught since the last
   * such observation, and the store forgets the outcomes that it contains. While the campaign may
   * not bid, it contains no outcomes, and the store keeps them.
   *
   * @param store where the plan's progress is kept
   * @param lastMillis campaign time of the law's last move
   * @param wallMillis wall time
   * @param bids bids made so far
   */
  PacingObservation observe(
      BudgetStore store,
      PeriodTotals totals,
      long lastMillis,
      Auctions auctions,
      long wallMillis,
      long bids) {
    // While the campaign may not bid, the law learns nothing, so the outcomes wait.
    AuctionOutcomes outcomes = campaign.inFlight(now) ? auctions.take(wallMillis, bids) : null;
    long catchUp = CatchUp.millis(period, totals, campaign.bidding().maxBidMicros());
    long ahead = Math.min(now + catchUp, period.endMillis());
    long from = Math.max(lastMillis, period.startMillis());
    if (campaign.budget().pacing() != PacingMode.TRAFFIC) {
      Outlook usual =
          new Outlook(
              SpendPlan.traffic(campaign, traffic, from, now),
              SpendPlan.traffic(campaign, traffic, now, ahead),
              targetSpendShare(forecast(ahead, forecastSince())));
      return observation(totals, catchUp, outcomes, usual, auctions.belief());
    }
    double[] passed = SpendPlan.trafficByLag(campaign, traffic, from, now);
    double[] left = SpendPlan.trafficLeftByLag(campaign, traffic, period, now);
    double[] until = SpendPlan.trafficByLag(campaign, traffic, now, ahead);
    PlanProgress progress = progress(outcomes == null ? -1 : outcomes.proposed(), passed, left);
    PlanObserver moved =
        new PlanObserver(campaign, traffic, period, start.withProgress(progress), now);
    store.save(moved.start);
    Outlook outlook =
        new Outlook(
            progress.expected(passed),
            progress.expected(until),
            moved.targetSpendShare(ahead >= period.endMillis() ? 1 : progress.ahead(until, left)));
    return moved.observation(totals, catchUp, outcomes, outlook, auctions.belief());
  }

  /** An observation of plan and spend only, for a tick at which the law does not move. */
  PacingObservation glance(PeriodTotals totals) {
    return observation(totals, 0, null, null, null);
  }

  /**
   * How far the plan has come after a look at the traffic since the last look.
   *
   * @param auctions how many auctions were proposed since the last look, negative where unknown
   * @param passed see {@link SpendPlan#trafficByLag}
   * @param left see {@link SpendPlan#trafficLeftByLag}
   */
  private PlanProgress progress(long auctions, double[] passed, double[] left) {
    PlanProgress last = start.progress();
    double since = forecastSince();
    double forecast = forecast(now, since);
    return last == null
        ? PlanProgress.from(now, forecast)
        : last.next(
            now,
            auctions,
            passed,
            left,
            forecast,
            forecast(now - PlanProgress.latestMillis(now, period.endMillis()), since),
            forecast(now + PlanProgress.BOUND_MILLIS, since));
  }

  private PacingObservation observation(
      PeriodTotals totals,
      long catchUpMillis,
      @Nullable AuctionOutcomes outcomes,
      @Nullable Outlook outlook,
      @Nullable MarketBelief belief) {
    return new PacingObservation(
        now,
        period.startMillis(),
        period.endMillis(),
        Math.max(1, period.budgetMicros()),
        totals.spendMicros(),
        totals.impressions(),
        targetSpendShare(progress()),
        campaign.bidding().maxBidMicros(),
        catchUpMillis,
        outcomes,
        outlook,
        belief);
  }

  /** How far the plan has come now, 0 to 1. */
  private double progress() {
    PlanProgress shaped =
        campaign.budget().pacing() == PacingMode.TRAFFIC ? start.progress() : null;
    // Most ticks of a traffic-shaped plan only look at the progress of the last move. The forecast
    // walks through the whole period, so it is asked for only where it is needed.
    return shaped != null && now < period.endMillis()
        ? shaped.share()
        : forecast(now, forecastSince());
  }

  /** Share of the period's budget that should be spent when the plan has come this far. */
  private double targetSpendShare(double progress) {
    return start.targetSpendShare(progress, period.budgetMicros());
  }

  /**
   * Share of the whole period's budget that the forecast plans up to the point from which the plan
   * counts, 0 to 1.
   */
  private double forecastSince() {
    return SpendPlan.targetSpendShare(campaign, traffic, period, start.sinceMillis());
  }

  /**
   * How far the plan has come since its start if it follows the forecast, 0 to 1.
   *
   * @param since {@link #forecastSince}
   */
  private double forecast(long atMillis, double since) {
    return PlanStart.forecast(
        SpendPlan.targetSpendShare(campaign, traffic, period, atMillis), since);
  }
}
