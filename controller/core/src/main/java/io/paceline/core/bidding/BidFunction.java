package io.paceline.core.bidding;

import io.paceline.core.openrtb.BidRequest;

/**
 * Calculates the bid for an impression from its value, that is, from what the impression is worth.
 *
 * <p>In a second-price auction the bid is the value itself, the dominant strategy. In a first-price
 * auction it is the bid b that maximises the expected surplus {@code (value − b) · P(win | b)} (Pan
 * et al., "Bid Shading by Win-Rate Estimation and Surplus Maximization", AdKDD 2020; Zhou et al.,
 * "An Efficient Deep Distribution Network for Bid Shading in First-Price Auctions", KDD 2021). With
 * the log-logistic {@link MarketCurve} the surplus has one peak, which lies below the value where
 *
 * <pre>
 *   b · (1 + (b / scale)^shape) = shape · (value − b)
 * </pre>
 *
 * <p>The left side grows with b and the right side falls, so halving the interval finds the peak.
 * Since there is only one peak, the best bid within floor and cap is the allowed bid that lies
 * nearest to it.
 */
public final class BidFunction {

  private static final int HALVINGS = 50;
  private static final double PRECISION_MICROS = 0.01;

  private BidFunction() {}

  /**
   * The bid in whole micros per impression, rounded down. It lies between floor and cap, or is 0
   * for no bid: where the value or the cap lies below the floor or below one micro.
   *
   * @param at auction type of OpenRTB: 1 is first price; every other type is treated as second
   *     price
   * @param valueMicros what the impression is worth, micros
   * @param curve what the market charges; used in first-price auctions only
   * @param floorMicros lowest accepted bid, 0 for none
   * @param capMicros highest allowed bid: the least of maximum bid, goal value × probability and
   *     what the budget allows
   */
  public static long priceMicros(
      int at, double valueMicros, MarketCurve curve, long floorMicros, long capMicros) {
    long lowest = Math.max(1, floorMicros);
    if (!(valueMicros >= lowest) || capMicros < lowest) {
      return 0;
    }
    double bid =
        at == BidRequest.FIRST_PRICE
            ? surplusMaximum(valueMicros, curve, (double) capMicros)
            : valueMicros;
    return Math.min(capMicros, Math.max(lowest, (long) bid));
  }

  /**
   * Like {@link #priceMicros(int, double, MarketCurve, long, long)}, but a first-price bid may
   * explore: it is raised from the best bid by a part of the distance to the lower of value and
   * cap. Where that method makes no bid, this one makes none either.
   *
   * @param exploration 0 to 1, see {@link Exploration}
   */
  public static long priceMicros(
      int at,
      double valueMicros,
      MarketCurve curve,
      long floorMicros,
      long capMicros,
      double exploration) {
    long best = priceMicros(at, valueMicros, curve, floorMicros, capMicros);
    if (best == 0 || at != BidRequest.FIRST_PRICE || !(exploration > 0)) {
      return best;
    }
    long highest = (long) Math.min(valueMicros, (double) capMicros);
    return best + (long) (Math.min(1, exploration) * Math.max(0, highest - best));
  }

  /** The peak of the expected surplus, or the cap where the peak lies above it. */
  private static double surplusMaximum(double valueMicros, MarketCurve curve, double capMicros) {
    double low = 0;
    double high = Math.min(valueMicros, capMicros);
    if (surplusStillGrows(high, valueMicros, curve)) {
      return high;
    }
    for (int i = 0; i < HALVINGS && high - low > PRECISION_MICROS; i++) {
      double middle = (low + high) / 2;
      if (surplusStillGrows(middle, valueMicros, curve)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static boolean surplusStillGrows(double bid, double valueMicros, MarketCurve curve) {
    double odds = Math.pow(bid / curve.scaleMicros(), curve.shape());
    return bid * (1 + odds) < curve.shape() * (valueMicros - bid);
  }
}
