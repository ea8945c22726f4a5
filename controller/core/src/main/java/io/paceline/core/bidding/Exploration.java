package io.paceline.core.bidding;

/**
 * Decides which bids explore, and how far. A bidder who always shades by the best known curve may
 * never find out that the curve is wrong: the bids stay where they are, and neither a win nor a
 * loss in a first-price auction tells what another price would have done (Han, Zhou & Weissman,
 * "Optimal No-regret Learning in Repeated First-price Auctions", 2020, on that censored feedback).
 * So a small share of the bids is drawn at random, ε-greedy as in Sutton & Barto, "Reinforcement
 * Learning", section 2.2, but only between the shaded price and the highest allowed one. An
 * exploring bid wins at least as often as the shaded one and never pays more than the value, so it
 * costs at most the surplus of its auction.
 *
 * <p>The random numbers are taken from the digits of the bid id, so a replay explores with the same
 * bids. Digits 9 to 16 decide whether a bid explores, and digits 17 to 24 how far; the first eight
 * digits decide what the training log samples.
 */
public final class Exploration {

  private static final int CHOICE = 8;
  private static final int DISTANCE = 16;
  private static final int DIGITS = 8;
  private static final int HEX = 16;
  private static final double DRAWS = 0x1.0p32;

  private Exploration() {}

  /**
   * How far the bid goes from the best towards the highest price, as a part of that distance in (0,
   * 1]; 0 for a bid that does not explore, as most bids do not.
   *
   * @param bidId at least 24 hexadecimal digits, evenly spread
   * @param share of the bids that explore, 0 to 1
   */
  public static double of(String bidId, double share) {
    return draw(bidId, CHOICE) < share ? draw(bidId, DISTANCE) + 1 / DRAWS : 0;
  }

  private static double draw(String bidId, int from) {
    return Long.parseLong(bidId, from, from + DIGITS, HEX) / DRAWS;
  }
}
