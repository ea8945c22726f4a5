package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import java.time.ZoneId;
import java.util.List;

/**
 * The target spend curve of a period: which share of its budget should be spent by now.
 *
 * <p>The pacing mode gives each quarter hour of local time a weight: all the same, or the weekday's
 * share of the traffic. Hours in which the campaign may not be shown weigh nothing. The share of
 * the budget is the weight that has passed over the weight of the period, both counted from the
 * flight's start where that comes later than the period's. In mode FRONT_LOADED, {@code 1-(1-x)²}
 * takes the place of that share x. Within a quarter hour the plan is linear. When the clocks
 * change, the hour that is repeated in autumn counts twice, and the hour that is skipped in spring
 * does not count. The plan is complete when 99.5 % of the weight has passed, so that notices of the
 * last impressions still find an open period.
 */
public final class SpendPlan {

  /** Share of the period's weight that is left when the plan is complete. */
  static final double TAIL = 0.005;

  private SpendPlan() {}

  /**
   * Share of the period's budget that should be spent now, 0 (before the start) to 1; never falls
   * as time goes by. Where the period holds no weight at all (a curve without traffic in the
   * flight's hours, targeting hours outside of the flight) the plan is even over the allowed hours
   * or, where these hold no weight either, over all hours.
   *
   * @param mode how spend is spread; {@code ASAP} wants everything at once
   * @param traffic the expected week in local time
   * @param zone the campaign's time zone
   * @param period the budget's period, campaign time
   * @param flightStartMillis first instant of the flight, campaign time
   * @param nowMillis campaign time
   * @param hours allowed hours of the local day, 0 to 23; empty for all
   */
  public static double targetSpendShare(
      PacingMode mode,
      TrafficWeek traffic,
      ZoneId zone,
      BudgetPeriod period,
      long flightStartMillis,
      long nowMillis,
      List<Integer> hours) {
    long start = Math.max(period.startMillis(), flightStartMillis);
    if (nowMillis < start) {
      return 0;
    }
    if (mode == PacingMode.ASAP || nowMillis >= period.endMillis()) {
      return 1;
    }
    PlanWeights weights = PlanWeights.of(mode, traffic, hours);
    double whole = weights.between(zone, start, period.endMillis());
    if (!(whole > 0)) {
      weights = PlanWeights.of(PacingMode.EVEN, traffic, hours);
      whole = weights.between(zone, start, period.endMillis());
    }
    if (!(whole > 0)) {
      weights = PlanWeights.of(PacingMode.EVEN, traffic, List.of());
      whole = weights.between(zone, start, period.endMillis());
    }
    double passed = weights.between(zone, start, nowMillis);
    double share = Math.min(1, passed / ((1 - TAIL) * whole));
    return mode == PacingMode.FRONT_LOADED ? 1 - (1 - share) * (1 - share) : share;
  }

  /** The same with the settings of a campaign. */
  public static double targetSpendShare(
      Campaign campaign, TrafficWeek traffic, BudgetPeriod period, long nowMillis) {
    return targetSpendShare(
        campaign.budget().pacing(),
        traffic,
        campaign.flight().zone(),
        period,
        campaign.flight().startMillis(),
        nowMillis,
        campaign.targeting().hours());
  }

  /**
   * Usual traffic between two instants of campaign time in a campaign's allowed hours, in mean days
   * (1 is the traffic of a mean day); 0 where the second instant is not later. A quarter hour has
   * at least a tenth of the average quarter hour's traffic: that none was seen in it does not mean
   * that none will come.
   *
   * @param traffic the expected week in local time
   */
  public static double traffic(
      Campaign campaign, TrafficWeek traffic, long fromMillis, long toMillis) {
    return PlanWeights.ofTraffic(traffic, campaign.targeting().hours())
        .between(campaign.flight().zone(), fromMillis, toMillis);
  }

  /**
   * The same for each lag of {@link PlanProgress}: the usual traffic if the day is late by that
   * lag.
   */
  public static double[] trafficByLag(
      Campaign campaign, TrafficWeek traffic, long fromMillis, long toMillis) {
    PlanWeights weights = PlanWeights.ofTraffic(traffic, campaign.targeting().hours());
    ZoneId zone = campaign.flight().zone();
    double[] byLag = new double[PlanProgress.LAGS];
    for (int lag = 0; lag < byLag.length; lag++) {
      long late = PlanProgress.lagMillis(lag);
      byLag[lag] = weights.between(zone, fromMillis - late, toMillis - late);
    }
    return byLag;
  }

  /**
   * Usual traffic until a period's plan is to be complete, in mean days, not negative; one entry
   * for each lag of {@link PlanProgress}.
   */
  public static double[] trafficLeftByLag(
      Campaign campaign, TrafficWeek traffic, BudgetPeriod period, long nowMillis) {
    double tail = TAIL * traffic(campaign, traffic, period.startMillis(), period.endMillis());
    double[] left = trafficByLag(campaign, traffic, nowMillis, period.endMillis());
    for (int lag = 0; lag < left.length; lag++) {
      left[lag] = Math.max(0, left[lag] - tail);
    }
    return left;
  }
}
