package io.paceline.simulator.replay;

import io.paceline.core.pacing.PacingLaw;
import org.jspecify.annotations.Nullable;

/**
 * A law that replays can compare, with all that a replay has to know of it. {@link ReplayLaws}
 * lists the laws.
 *
 * @param name its name on the command line and in reports: {@link PacingLaw#name}
 * @param description what it does, in a few words for people
 * @param maker makes the pacing law
 * @param first gives the multiplier with which the law starts
 * @param ownBidder makes the bidder that plays protocol published as the law's paper has it; null
 *     where the pacing law itself plays that protocol, as it plays all others
 */
public record ReplayLaw(
    String name,
    String description,
    Maker maker,
    FirstMultiplier first,
    @Nullable OwnBidder ownBidder) {

  /** Makes a pacing law, with gains from the training landscape. */
  interface Maker {

    /**
     * The pacing law.
     *
     * @param costMicros budget divided by expected auctions, micros
     */
    PacingLaw make(Landscape landscape, double costMicros);
  }

  /** Gives a first multiplier, from training data only. */
  interface FirstMultiplier {

    /**
     * The multiplier that would just spend the budget in the landscape.
     *
     * @see #micros
     */
    FirstMultiplier SPENDS_THE_BUDGET =
        (landscape, costMicros, baseBid) ->
            LogUnits.prior(landscape).multiplierFor(costMicros, LogUnits.maxBidMicros(landscape));

    /**
     * The first multiplier, micros per unit of normalised score.
     *
     * @param costMicros budget divided by expected auctions, micros
     * @param baseBid Lin's base bid, in the log's unit of price; NaN where none is given
     */
    double micros(Landscape landscape, double costMicros, double baseBid);
  }

  /** Makes a bidder that plays protocol published in the place of a pacing law. */
  interface OwnBidder {

    /**
     * The bidder.
     *
     * @param episode auctions of an episode
     * @param budget of each episode, in the log's unit of price
     * @param firstMicros the law's first multiplier, micros per unit of normalised score
     */
    Bidder make(AuctionLog log, Landscape landscape, int episode, long budget, double firstMicros);
  }

  /**
   * A law that starts at the multiplier that would just spend the budget in the landscape, and that
   * plays all protocols itself.
   */
  static ReplayLaw of(String name, String description, Maker maker) {
    return new ReplayLaw(name, description, maker, FirstMultiplier.SPENDS_THE_BUDGET, null);
  }

  ReplayLaw startingAt(FirstMultiplier multiplier) {
    return new ReplayLaw(name, description, maker, multiplier, ownBidder);
  }

  ReplayLaw biddingBy(OwnBidder bidder) {
    return new ReplayLaw(name, description, maker, first, bidder);
  }
}
