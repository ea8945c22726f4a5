package io.paceline.training.trainer;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import io.paceline.training.statistics.CampaignStatistics;
import io.paceline.training.statistics.Level;
import io.paceline.training.statistics.OutcomeCounts;
import io.paceline.training.statistics.SiteStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of each site and campaign over the training rows, as tables by bucket that become part
 * of the graph. A site has {@code [ln(click rate / overall rate), confidence, ln(1 + price level in
 * CPM)]}, a campaign the first two of these. Bucket 0 and all sites and campaigns that training
 * does not know have the level of the whole log, with confidence 0.
 *
 * <p>A row must not see its own click. The click rate of a rare site would give the click away, and
 * a rate that leaves out just this click would give it away, too, with the opposite sign. During
 * training each row therefore gets the click rate and the confidence that its site and campaign had
 * as of the rows before it ("ordered target statistics": Prokhorenkova et al., "CatBoost", 2018).
 * The price level, which gives no click away, is that of all training rows. After training the
 * tables are used.
 */
final class LevelTables {

  /** How many numbers the table holds for a site. */
  static final int SITE_WIDTH = 3;

  /** How many numbers the table holds for a campaign. */
  static final int CAMPAIGN_WIDTH = 2;

  private static final double MICROS_PER_CPM = 1_000.0;

  private final float[] sites;
  private final float[] campaigns;

  /**
   * The numbers of each row's site, by row number, with click rate and confidence as of the rows
   * before it; all 0 for rows that do not train. {@link #campaignBefore} holds those of campaigns.
   */
  private final float[] siteBefore;

  private final float[] campaignBefore;

  private LevelTables(EncodedExamples rows, int[] training, FeatureSpec spec) {
    BucketCounts bySite = new BucketCounts(rows, training, spec.place(FeatureEncoder.SITE));
    BucketCounts byCampaign = new BucketCounts(rows, training, spec.place(FeatureEncoder.CAMPAIGN));
    FeaturePlace category = spec.place(FeatureEncoder.SITE_CATEGORY);
    @Nullable String[] categories = new String[bySite.size()];
    for (int row : training) {
      int id = rows.requestId(row, category.slot());
      if (id != category.firstRow()) {
        categories[bySite.bucket(row)] = Integer.toString(id);
      }
    }
    SiteStatistics.Sums siteSums = new SiteStatistics.Sums();
    CampaignStatistics.Sums campaignSums = new CampaignStatistics.Sums();
    for (int bucket = 0; bucket < bySite.size(); bucket++) {
      if (bySite.shown(bucket) > 0) {
        siteSums.add("", Integer.toString(bucket), categories[bucket], bySite.counts(bucket));
      }
    }
    for (int bucket = 0; bucket < byCampaign.size(); bucket++) {
      if (byCampaign.shown(bucket) > 0) {
        campaignSums.add(Integer.toString(bucket), byCampaign.counts(bucket));
      }
    }
    SiteStatistics siteStatistics = siteSums.finish();
    CampaignStatistics campaignStatistics = campaignSums.finish();
    Level[] siteLevels = new Level[bySite.size()];
    for (int bucket = 0; bucket < siteLevels.length; bucket++) {
      siteLevels[bucket] =
          siteStatistics.level("", bucket == 0 ? null : Integer.toString(bucket), null);
    }
    Level[] campaignLevels = new Level[byCampaign.size()];
    for (int bucket = 0; bucket < campaignLevels.length; bucket++) {
      campaignLevels[bucket] =
          campaignStatistics.level(bucket == 0 ? "" : Integer.toString(bucket));
    }
    double overall = siteStatistics.overall().clickRate();
    sites = table(siteLevels, SITE_WIDTH, overall);
    campaigns = table(campaignLevels, CAMPAIGN_WIDTH, overall);
    siteBefore = before(rows, training, bySite, siteLevels, SITE_WIDTH, overall);
    campaignBefore = before(rows, training, byCampaign, campaignLevels, CAMPAIGN_WIDTH, overall);
  }

  /** Makes the tables from the training rows, which are in order of time. */
  static LevelTables of(EncodedExamples rows, int[] training, FeatureSpec spec) {
    return new LevelTables(rows, training, spec);
  }

  /** The sites' table, by site bucket. */
  float[] sites() {
    return sites;
  }

  /** The campaigns' table, by campaign bucket. */
  float[] campaigns() {
    return campaigns;
  }

  /** One number of a training row's site, as of the rows before it. */
  float siteBefore(int row, int number) {
    return siteBefore[row * SITE_WIDTH + number];
  }

  /** One number of a training row's campaign, as of the rows before it. */
  float campaignBefore(int row, int number) {
    return campaignBefore[row * CAMPAIGN_WIDTH + number];
  }

  /**
   * Copies the levels of a training row, as of the rows before it, into place {@code at} of a
   * batch.
   */
  void copyBefore(int row, EncodedExamples.RowBatch batch, int at) {
    System.arraycopy(siteBefore, row * SITE_WIDTH, batch.siteLevels, at * SITE_WIDTH, SITE_WIDTH);
    System.arraycopy(
        campaignBefore,
        row * CAMPAIGN_WIDTH,
        batch.campaignLevels,
        at * CAMPAIGN_WIDTH,
        CAMPAIGN_WIDTH);
  }

  /** Gives a row of a batch the level of an unknown site. */
  void forgetSite(EncodedExamples.RowBatch batch, int at) {
    System.arraycopy(sites, 0, batch.siteLevels, at * SITE_WIDTH, SITE_WIDTH);
  }

  /** Gives a row of a batch the level of an unknown campaign. */
  void forgetCampaign(EncodedExamples.RowBatch batch, int at) {
    System.arraycopy(campaigns, 0, batch.campaignLevels, at * CAMPAIGN_WIDTH, CAMPAIGN_WIDTH);
  }

  private static float[] table(Level[] levels, int width, double overall) {
    float[] table = new float[levels.length * width];
    for (int bucket = 0; bucket < levels.length; bucket++) {
      Level level = levels[bucket];
      write(table, bucket, width, level.clickRate() / overall, level.confidence(), level);
    }
    return table;
  }

  private static void write(
      float[] to, int at, int width, double ratio, double confidence, Level level) {
    to[at * width] = (float) Math.log(ratio);
    to[at * width + 1] = (float) confidence;
    if (width > CAMPAIGN_WIDTH) {
      to[at * width + 2] = (float) Math.log1p(level.priceLevelMicros() / MICROS_PER_CPM);
    }
  }

  private static float[] before(
      EncodedExamples rows,
      int[] training,
      BucketCounts counts,
      Level[] levels,
      int width,
      double overall) {
    float[] before = new float[rows.rows() * width];
    long[] shown = new long[levels.length];
    long[] clicks = new long[levels.length];
    for (int row : training) {
      int bucket = counts.bucket(row);
      Level level = levels[bucket];
      if (level.confidence() == 0.0) {
        write(before, row, width, level.clickRate() / overall, 0.0, level);
      } else {
        // Recovers the prior of the level: with n impressions, c clicks and a prior of m
        // impressions, the confidence is n / (n + m) and the click rate is (c + m·mean) / (n + m).
        double n = level.impressions();
        double prior = n * (1.0 - level.confidence()) / level.confidence();
        double priorClicks = level.clickRate() * (n + prior) - level.clicks();
        double rate = (clicks[bucket] + priorClicks) / (shown[bucket] + prior);
        write(before, row, width, rate / overall, shown[bucket] / (shown[bucket] + prior), level);
      }
      shown[bucket]++;
      clicks[bucket] += rows.clicked(row) ? 1 : 0;
    }
    return before;
  }

  /** Counts of the training rows, by bucket of one feature. */
  private static final class BucketCounts {
    private final EncodedExamples rows;
    private final FeaturePlace place;
    private final long[] shown;
    private final long[] clicks;
    private final long[] prices;
    private final long[] logPrices;

    BucketCounts(EncodedExamples rows, int[] training, FeaturePlace place) {
      this.rows = rows;
      this.place = place;
      int buckets = place.feature().buckets();
      shown = new long[buckets];
      clicks = new long[buckets];
      prices = new long[buckets];
      logPrices = new long[buckets];
      for (int row : training) {
        int bucket = bucket(row);
        OutcomeCounts one = OutcomeCounts.of(true, rows.clicked(row), 0, rows.priceMicros(row));
        shown[bucket]++;
        clicks[bucket] += one.clicks();
        prices[bucket] += one.prices();
        logPrices[bucket] += one.logPriceSum();
      }
    }

    int size() {
      return shown.length;
    }

    int bucket(int row) {
      return rows.bucket(row, place);
    }

    long shown(int bucket) {
      return shown[bucket];
    }

    OutcomeCounts counts(int bucket) {
      return new OutcomeCounts(shown[bucket], clicks[bucket], 0, prices[bucket], logPrices[bucket]);
    }
  }
}
