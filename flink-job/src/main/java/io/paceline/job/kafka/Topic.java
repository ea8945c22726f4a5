package io.paceline.job.kafka;

/** Every topic of the job, by the name that operators see. */
public enum Topic {
  /** OpenRTB 2.6 bid requests; header {@code exchange} names the sender. In. */
  BID_REQUESTS("bid-requests"),
  /** On-site activity of users. In. */
  USER_EVENTS("user-events"),
  /** Win, billing, loss and click notices: {@code {"url": …}}. In. */
  NOTICES("notices"),
  /** Running totals of what exchanges billed. In. */
  SPEND_REPORTS("spend-reports"),
  /** Campaigns, compacted by id. In. */
  CAMPAIGNS("campaigns"),
  /** Announced bundles, compacted. In. */
  MODELS("models"),
  /** What the spend controllers tell; compacted by budget. Out, and in again as a broadcast. */
  PACING_UPDATES("pacing-updates"),
  /** OpenRTB 2.6 bid responses, one record an impression, keyed by request. Out. */
  BID_RESPONSES("bid-responses"),
  /** The chosen candidate per bid. Out. */
  TRAINING_LOG("training-log"),
  /** What could not be read: raw bytes, origin, reason. Out. */
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
   * True for topics whose whole content makes up the job's knowledge: read from their beginning.
   */
  public boolean isControl() {
    return this == CAMPAIGNS || this == MODELS || this == PACING_UPDATES;
  }
}
