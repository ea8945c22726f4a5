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
 * All campaigns of topic {@code campaigns} as they stand, and what was edited since the day's own
 * ones were booked.
 */
final class CampaignWatch {

  /**
   * A campaign as it stands.
   *
   * @param campaign its newest version
   * @param highestBudgetMicros the most that any version allowed for the day
   * @param versions how many versions there were
   */
  record Booked(Campaign campaign, long highestBudgetMicros, int versions) {}

  private final Map<String, Long> ownVersions;
  private final CampaignCodec codec = new CampaignCodec();
  private final Map<String, Booked> booked = Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * Nothing booked yet.
   *
   * @param ownVersions the day's own campaigns, with the version under which they are booked for
   *     it; lower versions of them were booked for an earlier warm-up and do not count
   */
  CampaignWatch(Map<String, Long> ownVersions) {
    this.ownVersions = Map.copyOf(ownVersions);
  }

  void read(ConsumerRecord<byte[], byte[]> record) {
    Campaign campaign;
    try {
      campaign = codec.decode(record.value());
    } catch (InvalidCampaignException e) {
      // The job makes a dead letter of it.
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

  /** What may be spent in the one day that is played. */
  private static long dayBudgetMicros(Campaign campaign) {
    return campaign.dailyBudgetMicros() > 0
        ? campaign.dailyBudgetMicros()
        : campaign.totalBudgetMicros();
  }

  /** Everything booked, in the order of booking. */
  List<Booked> all() {
    synchronized (booked) {
      return new ArrayList<>(booked.values());
    }
  }
}
