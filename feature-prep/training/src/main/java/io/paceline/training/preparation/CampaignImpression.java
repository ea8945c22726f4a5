package io.paceline.training.preparation;

import io.paceline.simulator.ipinyou.LoggedImpression;

/**
 * An impression of an iPinYou log.
 *
 * @param facts facts of the bid, with the log's row
 * @param campaignSinceMillis campaign time of the campaign's first impression, from which the
 *     campaign's age is counted
 */
public record CampaignImpression(BidFacts facts, long campaignSinceMillis) {

  /** Returns the log's row. */
  LoggedImpression row() {
    return facts.ipinyouRow();
  }

  /** Returns the campaign time at which it was shown. */
  long atMillis() {
    return row().atMillis();
  }
}
