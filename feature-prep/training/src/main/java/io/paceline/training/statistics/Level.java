package io.paceline.training.statistics;

/**
 * Statistics of a site, a campaign, or of what stands above them.
 *
 * @param impressions shown
 * @param clicks of them clicked
 * @param conversions that followed their clicks
 * @param clickRate clicks per impression, drawn towards the level above, in (0, 1)
 * @param confidence how much of {@code clickRate} is its own: impressions ÷ (impressions + prior
 *     strength), in [0, 1); 0 where nothing was shown
 * @param priceLevelMicros geometric mean of the known market prices, micros per impression, drawn
 *     towards the level above; 0 where no price is known at all
 */
public record Level(
    long impressions,
    long clicks,
    long conversions,
    double clickRate,
    double confidence,
    double priceLevelMicros) {

  /** What is expected of a member of this level of which nothing is known. */
  Level ofUnknownMember() {
    return new Level(0, 0, 0, clickRate, 0.0, priceLevelMicros);
  }
}
