package io.paceline.deploy.demo;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.InvalidCampaignException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows topic {@code campaigns}: the current version of every campaign, and whether it was edited
 * after the demo booked its own campaigns.
 */
final class CampaignWatch {

  /**
   * A booked campaign in its current state.
   *
   * @param campaign the newest version
   * @param highestBudgetMicros highest budget for the day that any version had
   * @param versions number of versions so far
   */
  record Booked(Campaign campaign, long highestBudgetMicros, int versions) {}

  private final Map<String, Long> ownVersions;
  private final CampaignCodec codec = new CampaignCodec();
  private final Map<String, Booked> booked = Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * A watch that has read nothing yet.
   *
   * @param ownVersions version under which each of the day's own campaigns is booked for the day,
   *     by id; lower versions were booked for an earlier warm-up and do not count
   */
  CampaignWatch(Map<String, Long> ownVersions) {
    this.ownVersions = Map.copyOf(ownVersions);
  }

  void read(ConsumerRecord<byte[], byte[]> record) {
    Campaign campaign;
    try {
      campaign = codec.decode(record.value());
    } catch (InvalidCampaignException e) {
      // The job makes a dead letter of such a record.
      return;
    }
    if (campaign.version() < ownVersions.getOrDefault(campaign.id(), 0L)) {
      return;
    }
    booked.merge(
        campaign.id(),
        new Booked(campaign, dayBudgetMicros(campaign), 1),
        (known, edit) ->
            edit.campaign().version() <= known.campaign().version()
                ? known
                : new Booked(
                    edit.campaign(),
                    Math.max(known.highestBudgetMicros(), edit.highestBudgetMicros()),
                    known.versions() + 1));
  }

  /** Budget of a campaign for the one day that is played. */
  private static long dayBudgetMicros(Campaign campaign) {
    Campaign.Budget budget = campaign.budget();
    return budget.isDaily() ? budget.dailyMicros() : budget.totalMicros();
  }

  /** Everything booked, in the order of booking. */
  List<Booked> all() {
    synchronized (booked) {
      return new ArrayList<>(booked.values());
    }
  }
}
