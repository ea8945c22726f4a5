package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.CompactedTopic;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Two compacted topics: {@code campaigns} holds each campaign's JSON under its id, and in {@code
 * campaign-status} the job answers what it has taken of it.
 */
public final class CampaignTopic {
  private final String bootstrapServers;
  private final CompactedTopic campaigns;
  private final CompactedTopic campaignStatus;

  /**
   * @param bootstrapServers {@code host:port[,host:port…]}
   */
  public CampaignTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.campaigns = new CompactedTopic(bootstrapServers, Topic.CAMPAIGNS);
    this.campaignStatus = new CompactedTopic(bootstrapServers, Topic.CAMPAIGN_STATUS);
  }

  /** {@code host:port[,host:port…]}, for messages. */
  String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * The latest JSON of every campaign, sorted by id.
   *
   * @throws UserFacingException where no broker answers or the topic does not exist
   */
  public Map<String, byte[]> read() {
    return campaigns.read();
  }

  /**
   * What the job last said of every campaign, by id; null where topic {@code campaign-status} does
   * not exist.
   *
   * @throws UserFacingException where no broker answers
   */
  public @Nullable Map<String, CampaignStatus> statuses() {
    Map<String, byte[]> written = campaignStatus.readOrNull(json -> status(json) != null);
    if (written == null) {
      return null;
    }
    Map<String, CampaignStatus> latest = new TreeMap<>();
    written.forEach((id, json) -> take(latest, id, json));
    return latest;
  }

  /**
   * The present end of topic {@code campaign-status}. Records that are written to topic {@code
   * campaigns} after this call are answered behind it.
   *
   * @throws UserFacingException where no broker answers or the topic does not exist
   */
  Map<TopicPartition, Long> answersEnd() {
    return campaignStatus.ends();
  }

  /**
   * Waits until the job has answered some records.
   *
   * @param offsets offset of the record that is to be answered, by campaign id; not empty
   * @param from what {@link #answersEnd} said before the records were written. Earlier answers do
   *     not count: they may be about a topic {@code campaigns} that was deleted since and had
   *     higher offsets
   * @param limit how long to wait at most
   * @return the answers by campaign id; a record that was not answered in time has none
   */
  Map<String, CampaignStatus> awaitAnswers(
      Map<String, Long> offsets, Map<TopicPartition, Long> from, Duration limit) {
    Map<String, CampaignStatus> latest = new TreeMap<>();
    campaignStatus.follow(
        from,
        limit,
        (id, json) -> {
          take(latest, id, json);
          return isAnswered(latest, offsets);
        });
    latest.entrySet().removeIf(entry -> !answers(entry.getValue(), offsets.get(entry.getKey())));
    return latest;
  }

  private static boolean isAnswered(Map<String, CampaignStatus> latest, Map<String, Long> offsets) {
    for (Map.Entry<String, Long> written : offsets.entrySet()) {
      CampaignStatus status = latest.get(written.getKey());
      if (!answers(status, written.getValue())
          || (status != null && status.verdict() == CampaignAnswer.Verdict.WAITING)) {
        return false;
      }
    }
    return true;
  }

  private static boolean answers(@Nullable CampaignStatus status, @Nullable Long offset) {
    return status != null && offset != null && status.offset() >= offset;
  }

  private static void take(Map<String, CampaignStatus> latest, String id, byte @Nullable [] json) {
    if (json == null) {
      latest.remove(id);
      return;
    }
    CampaignStatus status = status(json);
    if (status != null) {
      latest.put(status.campaignId(), status);
    }
  }

  /** What a record of topic {@code campaign-status} says; null where it says nothing. */
  private static @Nullable CampaignStatus status(byte[] json) {
    try {
      return CampaignStatusCodec.decode(json);
    } catch (IllegalArgumentException noStatus) {
      // Only the job writes to this topic, so another record says nothing about a campaign.
      return null;
    }
  }

  /**
   * Writes campaigns and returns once the broker has all of them.
   *
   * @param jsonById JSON of each campaign by id, in the order of writing
   * @return the offset of each record in the topic, by campaign id
   * @throws UserFacingException where the broker does not take them
   */
  public Map<String, Long> write(Map<String, byte[]> jsonById) {
    return campaigns.write(jsonById);
  }
}
