package io.paceline.training.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Click rate and price level of every campaign, drawn towards those of all campaigns. {@link
 * RateSmoothing} gives the formulas and the papers behind them.
 *
 * @param campaigns statistics by campaign id
 * @param overall statistics of the whole log
 */
public record CampaignStatistics(Map<String, Level> campaigns, Level overall) {

  /** The map is copied. */
  public CampaignStatistics {
    campaigns = Map.copyOf(campaigns);
  }

  /**
   * Returns the statistics of a campaign; for an unknown campaign those of the whole log, with
   * confidence 0.
   */
  public Level level(String campaignId) {
    Level known = campaigns.get(campaignId);
    return known == null ? overall.ofUnknownMember() : known;
  }

  /** Gathers counts; not thread-safe. The result does not depend on the order of what is added. */
  public static final class Sums {

    private final Map<String, OutcomeCounts> campaigns = new HashMap<>();

    /** Adds counts of a campaign, for example of one auction. */
    public void add(String campaignId, OutcomeCounts counts) {
      campaigns.merge(campaignId, counts, OutcomeCounts::plus);
    }

    /**
     * Computes the statistics.
     *
     * @throws IllegalArgumentException where no impression was added
     */
    public CampaignStatistics finish() {
      OutcomeCounts all =
          campaigns.values().stream().reduce(OutcomeCounts.NONE, OutcomeCounts::plus);
      Level overall = RateSmoothing.top(all);
      RateSmoothing.Members members = new RateSmoothing.Members();
      // Ids are taken in their order, because sums of floating-point numbers depend on the order.
      Map<String, OutcomeCounts> ordered = new TreeMap<>(campaigns);
      ordered.values().forEach(counts -> members.add(counts, all));
      RateSmoothing smoothing = members.learn();
      Map<String, Level> levels = new TreeMap<>();
      ordered.forEach((id, counts) -> levels.put(id, smoothing.level(counts, overall)));
      return new CampaignStatistics(levels, overall);
    }
  }
}
