package io.paceline.core.pacing;

import io.paceline.core.campaign.Campaign;

/** Where a budget stands, in words an operator understands. */
public enum PacingStatus {
  /** Before its flight. */
  NOT_STARTED,
  /** The spend differs from the plan by at most 5 % of the budget. */
  ON_PLAN,
  /** The spend exceeds the plan by more than 5 % of the budget. */
  AHEAD,
  /** The spend lies below the plan by more than 5 % of the budget, and bids can still rise. */
  BEHIND,
  /** Behind although the multiplier has reached the maximum bid: most auctions are lost. */
  LIMITED_BY_PRICE,
  /** Behind although the multiplier has reached the maximum bid: too few requests fit. */
  LIMITED_BY_TRAFFIC,
  /**
   * Behind although the multiplier has reached the maximum bid: at least half of the impressions
   * have a floor above the bid.
   */
  LIMITED_BY_FLOOR,
  /**
   * Behind although the multiplier has reached the maximum bid: frequency caps keep out more than
   * floors and lost auctions do.
   */
  LIMITED_BY_CAPS,
  /** At most 0.5 % of the period's budget is left ({@link PacingObservation#isSpent}). */
  SPENT,
  /** Paused by its advertiser. */
  PAUSED,
  /** Its flight is over. */
  ENDED;

  private static final double TOLERANCE = 0.05;

  /**
   * The status at a tick. Facts of the booking come first (ended, paused, not started), then the
   * budget ({@link PacingObservation#isSpent}), then the plan. If a budget is behind and its
   * multiplier is at or above the maximum bid, the plan is taken to be out of reach. The limit is
   * then the first of these that applies:
   *
   * <ul>
   *   <li>the frequency caps, where they keep out more than floors and losses together and at least
   *       as much as is won;
   *   <li>the floors, where they keep out at least half of the impressions;
   *   <li>the traffic, where at least half of the bids win or no bids are made (nobody counts the
   *       requests that targeting keeps out, so these are missing traffic, too);
   *   <li>else the price.
   * </ul>
   *
   * @param campaign whose budget it is
   * @param now what the law saw
   * @param pacingMultiplier the pacing multiplier, micros per unit of normalised score
   * @param recent auctions of about the last quarter of an hour of campaign time
   */
  public static PacingStatus of(
      Campaign campaign, PacingObservation now, double pacingMultiplier, AuctionCounts recent) {
    if (campaign.flight().isOver(now.nowMillis())) {
      return ENDED;
    }
    if (campaign.paused()) {
      return PAUSED;
    }
    if (now.nowMillis() < campaign.flight().startMillis()) {
      return NOT_STARTED;
    }
    if (now.isSpent()) {
      return SPENT;
    }
    double behind = now.targetSpendShare() - (double) now.spendMicros() / now.budgetMicros();
    if (Math.abs(behind) <= TOLERANCE) {
      return ON_PLAN;
    }
    if (behind < 0) {
      return AHEAD;
    }
    if (pacingMultiplier < now.maxBidMicros()) {
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
