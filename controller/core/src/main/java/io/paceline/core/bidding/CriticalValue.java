package io.paceline.core.bidding;

/**
 * The value from which an impression is won: what turns a first-price auction, for whoever shades
 * as {@link BidFunction} does, into a second-price one.
 *
 * <p>A bidder who maximises U(v) = max_b (v − b) · F(b) has U' = F(b(v)) (envelope theorem, as in
 * Myerson, "Optimal Auction Design", 1981), so that what an auction costs on average at a value is
 *
 * <pre>
 *   M(v) = b(v) · F(b(v)) = ∫ t dF(b(t)), t up to v
 * </pre>
 *
 * <p>the same as if each auction had a critical value c, the value that bids just the market's
 * price m, were won from c on and then cost c:
 *
 * <pre>
 *   c(m) = m · (1 + (1 + (m / scale)^shape) / shape), at least the floor
 * </pre>
 *
 * <p>Of a lost first-price auction the bidder knows that c lies above the value, as in a
 * second-price one. Of a won one only that c lies below; drawn from the curve below the bid it has
 * the mean of what was paid, whatever the market's true prices are: the curve that shaded the bid
 * is the one that is drawn from.
 */
public final class CriticalValue {

  private CriticalValue() {}

  /**
   * The value for which this is the best bid, micros: the inverse of shading, without floor and
   * cap.
   *
   * @param bidMicros positive
   */
  public static double of(double bidMicros, MarketCurve curve) {
    double odds = Math.pow(bidMicros / curve.scaleMicros(), curve.shape());
    return bidMicros * (1 + (1 + odds) / curve.shape());
  }

  /**
   * The critical value of a first-price auction that this bid wins, drawn by the market curve.
   *
   * @param bidMicros the bid that wins, positive
   * @param floorMicros lowest accepted bid, 0 for none
   * @param draw uniform in [0, 1)
   * @return micros; in the mean over the draws the bid, where it is the best one for its value
   */
  public static double drawn(double bidMicros, double floorMicros, MarketCurve curve, double draw) {
    double quantile = draw * curve.winProbability(bidMicros);
    double price = curve.scaleMicros() * Math.pow(quantile / (1 - quantile), 1 / curve.shape());
    // At a price below the floor the auction is won from the floor's value on.
    return price <= floorMicros ? floorMicros : of(price, curve);
  }
}
