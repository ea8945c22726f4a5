package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;

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
  /** Behind although every bid is at its maximum: most auctions are lost. */
  LIMITED_BY_PRICE,
  /** Behind although every bid is at its maximum and mostly wins: too few requests fit. */
  LIMITED_BY_TRAFFIC,
  /** Behind although every bid is at its maximum: most floors lie above it. */
  LIMITED_BY_FLOOR,
  /** Behind although every bid is at its maximum: frequency caps keep out more than the market. */
  LIMITED_BY_CAPS,
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
   * with a multiplier at or above the maximum bid, more bidding power does not help and the plan
   * cannot be met: where frequency caps keep out more than floors and losses together, and at least
   * as much as is won, they are what to look at; where at least half of the impressions are not bid
   * on, floors are too high; where most bids win, or none are made, requests are missing (whom
   * targeting keeps out is not told apart); where most lose, the price is too high.
   *
   * @param campaign whose budget it is
   * @param now what the law saw
   * @param multiplierMicros the pacing multiplier
   * @param recent auctions of the last while, a quarter of an hour of campaign time or so
   */
  public static PacingStatus of(
      Campaign campaign, PacingObservation now, double multiplierMicros, AuctionCounts recent) {
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
    double cappedOut = recent.cappedOut();
    if (cappedOut > recent.belowFloor() + recent.lost() && cappedOut >= recent.won()) {
      return LIMITED_BY_CAPS;
    }
    if (recent.belowFloor() > 0 && 2 * recent.belowFloor() >= recent.offered()) {
      return LIMITED_BY_FLOOR;
    }
    return 2 * recent.won() >= recent.answered() ? LIMITED_BY_TRAFFIC : LIMITED_BY_PRICE;
  }
}
