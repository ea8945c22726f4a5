package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.openrtb.NoBidReason;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a proposed bid: either a price, whose money is held except for test traffic, or the
 * reason why there is no bid. Exactly one of the two is null.
 */
public record Pricing(@Nullable Price price, @Nullable NoBidReason reason) {

  /**
   * What a budget bids for an impression.
   *
   * @param campaign the campaign as it stands now
   * @param creative the campaign's creative that was chosen
   * @param micros the bid, micros per impression, positive
   * @param periodKey {@link io.paceline.core.pacing.BudgetPeriod#key} of the period that pays
   * @param pacingMultiplier the pacing multiplier of the bid, micros per unit of score
   */
  public record Price(
      Campaign campaign, Creative creative, long micros, long periodKey, double pacingMultiplier) {}

  public static Pricing refused(NoBidReason reason) {
    return new Pricing(null, reason);
  }
}
