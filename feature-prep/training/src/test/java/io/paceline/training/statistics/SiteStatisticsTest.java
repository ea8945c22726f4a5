package io.paceline.training.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SiteStatisticsTest {

  private static OutcomeCounts counts(long impressions, long clicks) {
    return new OutcomeCounts(impressions, clicks, 0, 0, 0);
  }

  @Test
  void theStrengthIsThatOfTheBetaDistributionTheRatesWereDrawnFrom() {
    // Beta(2, 398) has mean 0.005 and strength 400. A gamma draw divided by the sum of two gamma
    // draws is a beta draw.
    SplittableRandom random = new SplittableRandom(5L);
    OutcomeCounts all = OutcomeCounts.NONE;
    OutcomeCounts[] sites = new OutcomeCounts[3_000];
    for (int i = 0; i < sites.length; i++) {
      double hits = gamma(2, random);
      double rate = hits / (hits + gamma(398, random));
      int impressions = 500 + random.nextInt(1_000);
      int clicks = 0;
      for (int n = 0; n < impressions; n++) {
        clicks += random.nextDouble() < rate ? 1 : 0;
      }
      sites[i] = counts(impressions, clicks);
      all = all.plus(sites[i]);
    }
    RateSmoothing.Members members = new RateSmoothing.Members();
    for (OutcomeCounts site : sites) {
      members.add(site, all);
    }

    assertThat(members.learn().strength()).isCloseTo(400.0, within(60.0));
  }

  /** Draws from a gamma distribution of whole shape, as a sum of exponential draws. */
  private static double gamma(int shape, SplittableRandom random) {
    double sum = 0.0;
    for (int i = 0; i < shape; i++) {
      sum -= Math.log(1.0 - random.nextDouble());
    }
    return sum;
  }

  @Test
  void ratesThatDifferByChanceAloneAreAllDrawnToTheMean() {
    RateSmoothing.Members members = new RateSmoothing.Members();
    for (int i = 0; i < 10; i++) {
      members.add(counts(1_000, 10), counts(10_000, 100));
    }

    assertThat(members.learn().strength()).isEqualTo(RateSmoothing.STRONGEST);
  }

  @Test
  void aSmallSiteIsDrawnToItsCategoryAndABigOneKeepsItsOwnRate() {
    SiteStatistics.Sums sums = new SiteStatistics.Sums();
    sums.add("x", "news.example", "IAB12", counts(1_000_000, 1_000));
    sums.add("x", "good-news.example", "IAB12", counts(1_000_000, 4_000));
    sums.add("x", "tiny-news.example", "IAB12", counts(10, 1));
    sums.add("x", "games.example", "IAB9", counts(1_000_000, 20_000));
    sums.add("x", "plain.example", null, counts(1_000_000, 500));
    sums.add("y", "other.example", null, counts(1_000_000, 9_000));

    SiteStatistics statistics = sums.finish();

    Level category = statistics.categories().get("IAB12");
    Level tiny = statistics.level("x", "tiny-news.example", "IAB12");
    assertThat(category.clickRate()).isCloseTo(0.0025, within(1e-4));
    assertThat(tiny.clickRate()).isBetween(category.clickRate(), 2 * 0.1);
    assertThat(tiny.confidence()).isLessThan(0.5);
    assertThat(tiny.clickRate())
        .isCloseTo(
            0.1 * tiny.confidence() + category.clickRate() * (1 - tiny.confidence()), within(1e-9));
    Level big = statistics.level("x", "games.example", "IAB9");
    assertThat(big.confidence()).isGreaterThan(0.99);
    assertThat(big.clickRate()).isCloseTo(0.02, within(1e-4));
    assertThat(statistics.overall().clickRate()).isCloseTo(34_501.5 / 5_000_011, within(1e-9));
  }

  @Test
  void anUnknownSiteTakesItsCategoryThenItsExchangeThenTheWholeLogWithoutConfidence() {
    SiteStatistics.Sums sums = new SiteStatistics.Sums();
    sums.add("x", "a.example", "IAB1", counts(10_000, 10));
    sums.add("y", "b.example", null, counts(10_000, 500));
    SiteStatistics statistics = sums.finish();

    assertThat(statistics.level("z", "new.example", "IAB1").clickRate())
        .isEqualTo(statistics.categories().get("IAB1").clickRate());
    assertThat(statistics.level("y", "new.example", "IAB2").clickRate())
        .isEqualTo(statistics.exchanges().get("y").clickRate());
    assertThat(statistics.level("z", null, null).clickRate())
        .isEqualTo(statistics.overall().clickRate());
    assertThat(statistics.level("z", null, null).confidence()).isZero();
    assertThat(statistics.level("z", null, null).impressions()).isZero();
  }

  @Test
  void thePriceLevelIsTheGeometricMeanDrawnToTheLevelAbove() {
    SiteStatistics.Sums sums = new SiteStatistics.Sums();
    for (int i = 0; i < 90; i++) {
      sums.add("x", "dear.example", null, OutcomeCounts.of(true, false, 0, 80_000));
    }
    for (int i = 0; i < 10; i++) {
      sums.add("x", "dear.example", null, OutcomeCounts.of(false, false, 0, 20_000));
    }
    sums.add("x", "unpriced.example", null, OutcomeCounts.of(true, false, 0, 0));

    SiteStatistics statistics = sums.finish();

    double mean = Math.exp(0.9 * Math.log(80_000) + 0.1 * Math.log(20_000));
    assertThat(statistics.overall().priceLevelMicros()).isCloseTo(mean, within(0.01));
    assertThat(statistics.level("x", "unpriced.example", null).priceLevelMicros())
        .isCloseTo(mean, within(0.01));
    assertThat(statistics.overall().impressions()).isEqualTo(91);
  }

  @Test
  void countsThatWereSummedBeforeGiveTheSameInAnyOrder() {
    SplittableRandom random = new SplittableRandom(8L);
    SiteStatistics.Sums whole = new SiteStatistics.Sums();
    SiteStatistics.Sums ofParts = new SiteStatistics.Sums();
    Map<List<String>, OutcomeCounts> parts = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      String domain = "s" + random.nextInt(40) + ".example";
      String category = random.nextInt(10) == 0 ? null : "IAB" + (domain.length() % 3);
      OutcomeCounts counts =
          OutcomeCounts.of(true, random.nextInt(20) == 0, 0, 1 + random.nextInt(300_000));
      whole.add("x", domain, category, counts);
      parts.merge(Arrays.asList(domain, category), counts, OutcomeCounts::plus);
    }
    parts.forEach((site, counts) -> ofParts.add("x", site.get(0), site.get(1), counts));

    assertThat(ofParts.finish()).isEqualTo(whole.finish());
  }

  @Test
  void aCampaignIsDrawnToAllAndAnUnknownOneTakesAll() {
    CampaignStatistics.Sums sums = new CampaignStatistics.Sums();
    sums.add("a", new OutcomeCounts(100_000, 100, 7, 0, 0));
    sums.add("b", counts(50_000, 1_000));
    sums.add("b", counts(50_000, 1_000));

    CampaignStatistics statistics = sums.finish();

    assertThat(statistics.level("a").conversions()).isEqualTo(7);
    assertThat(statistics.level("b").impressions()).isEqualTo(100_000);
    assertThat(statistics.level("b").clickRate()).isBetween(0.0195, 0.02);
    assertThat(statistics.level("c").clickRate()).isEqualTo(2_100.5 / 200_001);
    assertThatThrownBy(() -> new CampaignStatistics.Sums().finish())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
