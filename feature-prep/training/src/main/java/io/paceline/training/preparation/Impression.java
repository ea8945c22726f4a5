package io.paceline.training.preparation;

/**
 * An impression of an iPinYou log.
 *
 * @param facts facts of the bid, with the log's row
 * @param campaignSinceMillis campaign time of the campaign's first impression, from which the
 *     campaign's age is counted
 */
public record Impression(BidFacts facts, long campaignSinceMillis) {

  /** Returns the campaign time at which it was shown. */
  long atMillis() {
    return facts.impression().atMillis();
  }
}
