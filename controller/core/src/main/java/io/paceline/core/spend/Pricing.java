package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.NoBidReason;

/**
 * The answer to a proposed bid: either a price, whose money is held except for test traffic, or the
 * reason why there is no bid.
 *
 * @param campaign the campaign as it stands now, null with a reason
 * @param priceMicros the price to bid, 0 with a reason
 * @param periodStartMillis the ledger's key of the budget period that pays, campaign time; 0 with a
 *     reason
 * @param reason why there is no bid, null where there is one
 */
public record Pricing(
    Campaign campaign, long priceMicros, long periodStartMillis, NoBidReason reason) {

  static Pricing refused(NoBidReason reason) {
    return new Pricing(null, 0, 0, reason);
  }
}
