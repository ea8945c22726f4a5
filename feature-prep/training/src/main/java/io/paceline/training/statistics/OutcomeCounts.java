package io.paceline.training.statistics;

/**
 * The counts of a site or a campaign. They are whole numbers, so that merging gives the same result
 * in any order and grouping.
 *
 * @param impressions impressions shown
 * @param clicks clicks on these impressions
 * @param conversions conversions that followed these clicks
 * @param prices auctions whose market price is known, whether the ad was shown or not
 * @param logPriceSum sum of the natural logarithms of those prices (micros per impression), each
 *     rounded to a billionth, in billionths
 */
public record OutcomeCounts(
    long impressions, long clicks, long conversions, long prices, long logPriceSum) {

  /** Nothing counted. */
  public static final OutcomeCounts NONE = new OutcomeCounts(0, 0, 0, 0, 0);

  private static final double BILLION = 1e9;

  /**
   * Returns the counts of one auction.
   *
   * @param shown whether our ad was shown; without it there is no click and no conversion
   * @param marketPriceMicros micros per impression, 0 or less where unknown
   */
  public static OutcomeCounts of(
      boolean shown, boolean clicked, int conversions, long marketPriceMicros) {
    boolean priced = marketPriceMicros > 0;
    return new OutcomeCounts(
        shown ? 1 : 0,
        shown && clicked ? 1 : 0,
        shown ? conversions : 0,
        priced ? 1 : 0,
        priced ? Math.round(BILLION * Math.log((double) marketPriceMicros)) : 0);
  }

  /** Returns the sum of both. */
  public OutcomeCounts plus(OutcomeCounts other) {
    return new OutcomeCounts(
        impressions + other.impressions,
        clicks + other.clicks,
        conversions + other.conversions,
        prices + other.prices,
        logPriceSum + other.logPriceSum);
  }

  /** Clicks per impression, 0 where nothing was shown. */
  double rawRate() {
    return impressions == 0 ? 0.0 : (double) clicks / impressions;
  }

  /** Sum of the natural logarithms of the known prices. */
  double logPrices() {
    return logPriceSum / BILLION;
  }
}
