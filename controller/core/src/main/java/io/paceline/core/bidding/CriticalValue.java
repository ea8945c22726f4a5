package io.paceline.core.bidding;

/**
 * The critical value of a first-price auction: the value from which a bidder wins it. With it, a
 * first-price auction becomes a second-price one for a bidder who shades as {@link BidFunction}
 * does.
 *
 * <p>Let F(b) be the probability that a bid b wins, and b(v) the bid with which a bidder of value v
 * reaches the highest expected surplus, U(v) = max_b (v − b) · F(b). Then U' = F(b(v)) (envelope
 * theorem, as in Myerson, "Optimal Auction Design", 1981). So the average cost of an auction at a
 * value v is
 *
 * <pre>
 *   M(v) = b(v) · F(b(v)) = ∫ t dF(b(t)), t up to v
 * </pre>
 *
 * <p>The cost is the same as if each auction had a critical value c, were won by every value from c
 * on, and then cost c. The critical value is the value for which the best bid is just the market's
 * price m:
 *
 * <pre>
 *   c(m) = m · (1 + (1 + (m / scale)^shape) / shape), at least the floor
 * </pre>
 *
 * <p>After a lost first-price auction the bidder knows that c lies above the value, as in a
 * second-price auction. After a won one the bidder knows only that c lies below the value. So c is
 * drawn: a market price below the bid is drawn from the market curve and turned into its critical
 * value. The mean of such draws is the bid, which is what was paid. This holds even if the curve is
 * wrong about the market, because the same curve shaded the bid.
 */
public final class CriticalValue {

  private CriticalValue() {}

  /**
   * The value, in micros, for which the given bid is the best one: the inverse of shading, without
   * floor and cap.
   *
   * @param bidMicros positive
   */
  public static double of(double bidMicros, MarketCurve curve) {
    double odds = Math.pow(bidMicros / curve.scaleMicros(), curve.shape());
    return bidMicros * (1 + (1 + odds) / curve.shape());
  }

  /**
   * Draws the critical value of a first-price auction that the given bid wins, by the market curve.
   *
   * @param bidMicros the bid that wins, positive
   * @param floorMicros lowest accepted bid, 0 for none
   * @param draw uniform in [0, 1)
   * @return micros; the mean over the draws is the bid, where the bid is the best one for its value
   */
  public static double drawn(double bidMicros, double floorMicros, MarketCurve curve, double draw) {
    double price = curve.drawnBelow(bidMicros, draw);
    // Where the market's price lies below the floor, every value from the floor on wins.
    return price <= floorMicros ? floorMicros : of(price, curve);
  }
}
