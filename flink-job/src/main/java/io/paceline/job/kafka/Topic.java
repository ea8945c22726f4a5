package io.paceline.job.kafka;

/**
 * All topics of the job, with the names that people see in Kafka. "In" and "Out" are seen from the
 * job.
 */
public enum Topic {
  /** OpenRTB 2.6 bid requests; header {@code exchange} names the sender. In. */
  BID_REQUESTS("bid-requests"),
  /** On-site activity of users. In. */
  USER_EVENTS("user-events"),
  /** Win, billing, loss and click notices, as JSON {@code {"url": …}}. In. */
  NOTICES("notices"),
  /** Running totals of what exchanges billed. In. */
  SPEND_REPORTS("spend-reports"),
  /** What people add to a budget's spend or take back, compacted by budget and id. In. */
  ADJUSTMENTS("adjustments"),
  /** What became of each adjustment, compacted by budget and id. Out. */
  ADJUSTMENT_AUDIT("adjustment-audit"),
  /** Campaigns, compacted by id; key {@code *} stops all bidding. In. */
  CAMPAIGNS("campaigns"),
  /** Announced bundles, compacted. In. */
  MODELS("models"),
  /**
   * Pacing updates of the spend controllers, compacted by budget. Out, and in again as a broadcast.
   */
  PACING_UPDATES("pacing-updates"),
  /**
   * Whether Paceline bids at an exchange, compacted by its name. The job writes a halt, people lift
   * it, and the job reads both. Out and in.
   */
  EXCHANGES("exchanges"),
  /** What the job holds of each campaign, compacted by campaign. Out. */
  CAMPAIGN_STATUS("campaign-status"),
  /** OpenRTB 2.6 bid responses, one record per impression, keyed by request. Out. */
  BID_RESPONSES("bid-responses"),
  /** The chosen candidate of each sampled bid. Out. */
  TRAINING_LOG("training-log"),
  /** Records that could not be read or were refused: raw bytes, origin, reason. Out. */
  DEAD_LETTERS("dead-letters");

  private final String topicName;

  Topic(String topicName) {
    this.topicName = topicName;
  }

  /** The topic's name in Kafka and in operators' uids. */
  public String topicName() {
    return topicName;
  }

  /**
   * True for topics of which the job needs the latest record of every key; it reads them from their
   * beginning.
   */
  public boolean isControl() {
    return this == CAMPAIGNS || this == MODELS || this == PACING_UPDATES || this == EXCHANGES;
  }

  /** True for topics that the job reads. */
  public boolean isRead() {
    return this != BID_RESPONSES
        && this != TRAINING_LOG
        && this != DEAD_LETTERS
        && this != CAMPAIGN_STATUS
        && this != ADJUSTMENT_AUDIT;
  }

  /** True for topics that keep the latest record of every key for good. */
  public boolean isCompacted() {
    return isControl()
        || this == CAMPAIGN_STATUS
        || this == ADJUSTMENTS
        || this == ADJUSTMENT_AUDIT;
  }
}
