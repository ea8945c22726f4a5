package io.paceline.training.statistics;

/**
 * Statistics of a site or a campaign, or of a level above them: a category, an exchange, the whole
 * log.
 *
 * @param impressions impressions shown
 * @param clicks clicks on these impressions
 * @param conversions conversions that followed these clicks
 * @param clickRate clicks per impression, drawn towards the level above, in (0, 1)
 * @param confidence weight in {@code clickRate} of this level's own clicks per impression, the rest
 *     being that of the level above: impressions ÷ (impressions + prior strength), in [0, 1); 0
 *     where nothing was shown
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

  /** Returns what is expected of a member of this level when nothing is known of the member. */
  Level ofUnknownMember() {
    return new Level(0, 0, 0, clickRate, 0.0, priceLevelMicros);
  }
}
