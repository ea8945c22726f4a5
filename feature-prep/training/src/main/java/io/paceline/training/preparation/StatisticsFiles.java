package io.paceline.training.preparation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.paceline.model.bundle.MeanProbabilities;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.statistics.CampaignStatistics;
import io.paceline.training.statistics.Level;
import io.paceline.training.statistics.MarketCurveFit;
import io.paceline.training.statistics.PriceCounts;
import io.paceline.training.statistics.ProbabilitySums;
import io.paceline.training.statistics.SiteStatistics;
import io.paceline.training.statistics.TrafficCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finishes the sums and writes the files of the statistics. Statistics of sites and campaigns need
 * a shown impression, and market curves need evidence of prices. Where these are missing, no such
 * file is written, and {@link BatchPreparation#run} refuses the inputs.
 */
final class StatisticsFiles {

  private StatisticsFiles() {}

  /**
   * One line of the files of sites and campaigns. Names that do not apply to the line's kind are
   * null and are left out of the JSON.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record LevelLine(
      String kind,
      @Nullable String exchange,
      @Nullable String domain,
      @Nullable String category,
      @Nullable String campaign,
      @JsonUnwrapped Level level) {

    static LevelLine overall(Level level) {
      return new LevelLine("overall", null, null, null, null, level);
    }

    static LevelLine exchange(String exchange, Level level) {
      return new LevelLine("exchange", exchange, null, null, null, level);
    }

    static LevelLine category(String category, Level level) {
      return new LevelLine("category", null, null, category, null, level);
    }

    static LevelLine site(SiteStatistics.Site site) {
      return new LevelLine(
          "site", site.exchange(), site.domain(), site.category(), null, site.level());
    }

    static LevelLine campaign(String campaignId, Level level) {
      return new LevelLine("campaign", null, null, null, campaignId, level);
    }
  }

  static final class Sites implements SingleFileSink.RecordFile<PartialSums.OfSite> {
    private final SiteStatistics.Sums sums = new SiteStatistics.Sums();
    private final Path folder;
    private long impressions;

    Sites(Path folder) {
      this.folder = folder;
    }

    @Override
    public void add(PartialSums.OfSite part) {
      sums.add(part.exchange(), part.site(), part.category(), part.counts());
      impressions += part.counts().impressions();
    }

    @Override
    public void finish() throws IOException {
      if (impressions == 0) {
        return;
      }
      SiteStatistics statistics = sums.finish();
      try (LinesFile<LevelLine> file = levels(folder.resolve(PreparedFolder.SITES))) {
        file.add(LevelLine.overall(statistics.overall()));
        for (Map.Entry<String, Level> each : new TreeMap<>(statistics.exchanges()).entrySet()) {
          file.add(LevelLine.exchange(each.getKey(), each.getValue()));
        }
        for (Map.Entry<String, Level> each : new TreeMap<>(statistics.categories()).entrySet()) {
          file.add(LevelLine.category(each.getKey(), each.getValue()));
        }
        for (SiteStatistics.Site site : new TreeMap<>(statistics.sites()).values()) {
          file.add(LevelLine.site(site));
        }
      }
    }
  }

  static final class Campaigns implements SingleFileSink.RecordFile<PartialSums.OfCampaign> {
    private final CampaignStatistics.Sums sums = new CampaignStatistics.Sums();
    private final Map<String, PartialSums.OfCampaign> parts = new TreeMap<>();
    private final Path folder;
    private long impressions;

    Campaigns(Path folder) {
      this.folder = folder;
    }

    @Override
    public void add(PartialSums.OfCampaign part) {
      sums.add(part.campaignId(), part.counts());
      parts.put(part.campaignId(), part);
      impressions += part.counts().impressions();
    }

    @Override
    public void finish() throws IOException {
      if (impressions == 0) {
        return;
      }
      CampaignStatistics statistics = sums.finish();
      try (LinesFile<LevelLine> file = levels(folder.resolve(PreparedFolder.CAMPAIGNS))) {
        file.add(LevelLine.overall(statistics.overall()));
        for (Map.Entry<String, Level> each : new TreeMap<>(statistics.campaigns()).entrySet()) {
          file.add(LevelLine.campaign(each.getKey(), each.getValue()));
        }
      }
      write(folder.resolve(PreparedFolder.MEANS), means(statistics));
    }

    /**
     * Returns the means of the probabilities that a model gave. Impressions that no model scored
     * count with their campaign's smoothed click rate, which is what a calibrated model gives on
     * average.
     */
    private MeanProbabilities means(CampaignStatistics statistics) {
      ProbabilitySums means = new ProbabilitySums();
      parts.forEach(
          (id, part) -> {
            long unscored = part.counts().impressions() - part.scored();
            means.add(
                id,
                part.probabilitySum() / PartialSums.OfCampaign.BILLION
                    + unscored * statistics.level(id).clickRate(),
                part.counts().impressions());
          });
      return means.means();
    }
  }

  static final class Traffic implements SingleFileSink.RecordFile<PartialSums.OfTime> {
    private final TrafficCount count = new TrafficCount();
    private final Path folder;

    /** What the file holds for one weekday; the level is null where the count gives no week. */
    private record Weekday(long requests, @Nullable Double level, double[] shares) {}

    /** The content of the file. */
    private record Curves(double[] shares, Map<String, Weekday> weekdays) {}

    Traffic(Path folder) {
      this.folder = folder;
    }

    @Override
    public void add(PartialSums.OfTime part) {
      count.addQuarter(part.quarter(), part.bids());
    }

    @Override
    public void finish() throws IOException {
      boolean week = count.week() != null;
      Map<String, Weekday> weekdays = new LinkedHashMap<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        weekdays.put(
            day.name().toLowerCase(Locale.ROOT),
            new Weekday(
                count.requests(day), week ? count.level(day) : null, count.curve(day).shares()));
      }
      write(folder.resolve(PreparedFolder.TRAFFIC), new Curves(count.curve().shares(), weekdays));
    }
  }

  static final class Prices implements SingleFileSink.RecordFile<PartialSums.OfPrice> {
    private final Map<String, PriceCounts> prices = new HashMap<>();
    private final PriceCounts all = new PriceCounts();
    private final Path folder;

    Prices(Path folder) {
      this.folder = folder;
    }

    @Override
    public void add(PartialSums.OfPrice part) {
      prices
          .computeIfAbsent(part.siteKey(), key -> new PriceCounts())
          .add(part.told(), part.micros(), part.auctions());
      all.add(part.told(), part.micros(), part.auctions());
    }

    @Override
    public void finish() throws IOException {
      if (all.suffice(1)) {
        write(folder.resolve(PreparedFolder.CURVES), MarketCurveFit.fit(prices));
      }
    }
  }

  private static LinesFile<LevelLine> levels(Path file) throws IOException {
    return new LinesFile<>(file, PreparedFolder.json()::writeValueAsBytes);
  }

  private static void write(Path file, Object content) throws IOException {
    PreparedFolder.json().writeValue(file.toFile(), content);
  }
}
