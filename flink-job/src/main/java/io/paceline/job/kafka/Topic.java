package io.paceline.job.kafka;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

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

  /**
   * How long a tombstone stays readable in a topic whose tombstones the job must not miss: 400
   * days, as long as the job remembers an ended campaign.
   */
  private static final String TOMBSTONES_KEPT_MILLIS = String.valueOf(400L * 86_400_000L);

  private final String topicName;

  Topic(String topicName) {
    this.topicName = topicName;
  }

  /** The topic's name in Kafka and in operators' uids. */
  public String topicName() {
    return topicName;
  }

  /** True for topics that the job reads. */
  public boolean isRead() {
    return this != BID_RESPONSES
        && this != TRAINING_LOG
        && this != DEAD_LETTERS
        && this != CAMPAIGN_STATUS
        && this != ADJUSTMENT_AUDIT;
  }

  /**
   * True for topics that keep the latest record of every key for good. Such a topic has one
   * partition, which keeps the order of its records; it is small and read as a whole.
   */
  public boolean isCompacted() {
    return switch (this) {
      case CAMPAIGNS,
          MODELS,
          PACING_UPDATES,
          EXCHANGES,
          CAMPAIGN_STATUS,
          ADJUSTMENTS,
          ADJUSTMENT_AUDIT ->
          true;
      case BID_REQUESTS,
          USER_EVENTS,
          NOTICES,
          SPEND_REPORTS,
          BID_RESPONSES,
          TRAINING_LOG,
          DEAD_LETTERS ->
          false;
    };
  }

  /**
   * The settings that the topic needs, by Kafka's own names and in their order. All others may stay
   * as the broker has them.
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    if (isCompacted()) {
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    if (this == CAMPAIGNS || this == EXCHANGES) {
      // A tombstone ends a campaign, or lifts a halt that the job's checkpoint keeps, so it has to
      // reach even a job that was down for long.
      settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, TOMBSTONES_KEPT_MILLIS);
    }
    if (this == NOTICES) {
      // The ledger takes a notice's timestamp for the time at which it entered the topic, and a
      // sender's clock may be wrong.
      settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
    return settings;
  }
}
