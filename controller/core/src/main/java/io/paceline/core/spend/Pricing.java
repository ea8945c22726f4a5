package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.NoBidReason;

/**
 * What became of a proposed bid: a price whose money is held, or a reason; exactly one of both.
 *
 * @param campaign the campaign as it stands now, null with some reasons
 * @param priceMicros the bid, 0 with a reason
 * @param periodStartMillis budget period that pays, campaign time
 * @param reason why there is no bid, null where there is one
 */
public record Pricing(
    Campaign campaign, long priceMicros, long periodStartMillis, NoBidReason reason) {

  static Pricing refused(NoBidReason reason) {
    return new Pricing(null, 0, 0, reason);
  }
}
