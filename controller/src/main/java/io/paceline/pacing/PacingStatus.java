package io.paceline.pacing;

import io.paceline.campaign.Campaign;

/** Where a budget stands, in words an operator understands. */
public enum PacingStatus {
  /** Before its flight. */
  NOT_STARTED,
  /** Within 5 % of its budget of the plan. */
  ON_PLAN,
  /** More spent than planned. */
  AHEAD,
  /** Less spent than planned. */
  BEHIND,
  /** Behind although every bid is at its maximum. */
  LIMITED_BY_PRICE,
  /** Behind and hardly any request fits. */
  LIMITED_BY_TRAFFIC,
  /** The period's budget is spent. */
  SPENT,
  /** Paused by its advertiser. */
  PAUSED,
  /** Its flight is over. */
  ENDED;

  private static final double TOLERANCE = 0.05;
  private static final double CRUMB = 0.005;

  /**
   * The status at a tick. Facts of the booking come first (ended, paused, not started), then the
   * budget (spent: less than 0.5 % is left, which rarely buys an impression), then the plan. Behind
   * with a multiplier at or above the maximum bid, more bidding power does not help: where most
   * bids win, or none are made, requests are missing; where most lose, the price is too high.
   *
   * @param campaign whose budget it is
   * @param now what the law saw
   * @param multiplierMicros the pacing multiplier
   * @param recentBids answered bids of the last while, a quarter of an hour of campaign time or so
   * @param recentWins how many of them won
   */
  public static PacingStatus of(
      Campaign campaign,
      PacingObservation now,
      double multiplierMicros,
      long recentBids,
      long recentWins) {
    if (now.nowMillis() >= campaign.flightEndMillis()) {
      return ENDED;
    }
    if (campaign.paused()) {
      return PAUSED;
    }
    if (now.nowMillis() < campaign.flightStartMillis()) {
      return NOT_STARTED;
    }
    if (now.spendMicros() >= (1 - CRUMB) * now.budgetMicros()) {
      return SPENT;
    }
    double behind = now.planShare() - (double) now.spendMicros() / now.budgetMicros();
    if (Math.abs(behind) <= TOLERANCE) {
      return ON_PLAN;
    }
    if (behind < 0) {
      return AHEAD;
    }
    if (multiplierMicros < now.maxBidMicros()) {
      return BEHIND;
    }
    return 2 * recentWins >= recentBids ? LIMITED_BY_TRAFFIC : LIMITED_BY_PRICE;
  }
}
