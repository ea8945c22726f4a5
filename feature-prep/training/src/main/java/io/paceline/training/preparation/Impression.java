package io.paceline.training.preparation;

/**
 * An impression of an iPinYou log.
 *
 * @param facts with the log's row
 * @param campaignSinceMillis first impression of its campaign, from which its age is counted
 */
public record Impression(BidFacts facts, long campaignSinceMillis) {

  /** When it was shown. */
  long atMillis() {
    return facts.impression().atMillis();
  }
}
