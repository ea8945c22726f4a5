package io.paceline.training.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.PriceEvidence;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.model.bundle.MarketCurves;
import io.paceline.model.bundle.MeanProbabilities;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StatisticsTest {

  private static final long HOUR_MILLIS = 3_600_000L;

  /** Draws prices from a log-logistic distribution by its inverse distribution function. */
  private static PriceCounts prices(double scale, double shape, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PriceCounts prices = new PriceCounts();
    for (int i = 0; i < count; i++) {
      double u = random.nextDouble();
      long price = Math.max(1L, Math.round(scale * Math.pow(u / (1 - u), 1 / shape)));
      prices.add(PriceEvidence.PRICE, price);
    }
    return prices;
  }

  @Test
  void aCurveFindsTheParametersItsPricesWereDrawnFrom() {
    MarketCurve curve = MarketCurveFit.fit(prices(60_000, 2.5, 20_000, 1L));

    assertThat(curve.scaleMicros()).isCloseTo(60_000, within(1_500.0));
    assertThat(curve.shape()).isCloseTo(2.5, within(0.1));
  }

  @Test
  void aSiteWithFewPricesTakesTheWholeMarketsCurve() {
    Map<String, PriceCounts> prices = new HashMap<>();
    prices.put(MarketCurves.siteKey("x", "big.example"), prices(10_000, 3, 500, 2L));
    prices.put(MarketCurves.siteKey("x", "small.example"), prices(90_000, 3, 29, 3L));

    MarketCurves curves = MarketCurveFit.fit(prices);

    assertThat(curves.curve("x", "big.example", null).scaleMicros())
        .isCloseTo(10_000, within(1_000.0));
    assertThat(curves.curve("x", "small.example", null)).isEqualTo(curves.overall());
    assertThat(curves.curve("y", "big.example", null)).isEqualTo(curves.overall());
    assertThat(curves.curve("x", null, null)).isEqualTo(curves.overall());
    MarketCurve live = new MarketCurve(7_000, 4);
    assertThat(curves.curve("x", "small.example", live)).isEqualTo(live);
    assertThat(curves.curve("x", "big.example", live)).isNotEqualTo(live);
  }

  @Test
  void equalPricesGiveASteepCurveAndNoInfinity() {
    PriceCounts same = new PriceCounts();
    same.add(PriceEvidence.PRICE, 5_000L, 100);

    assertThat(MarketCurveFit.fit(same)).isEqualTo(new MarketCurve(5_000.0, 10.0));
    assertThatThrownBy(() -> MarketCurveFit.fit(new PriceCounts()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trafficSharesFollowTheCountsAndSumToOne() {
    TrafficCount count = new TrafficCount();
    for (int i = 0; i < 900; i++) {
      count.add(3 * 24 * HOUR_MILLIS + 20 * HOUR_MILLIS + i);
    }

    double[] shares = count.curve().shares();

    assertThat(shares).hasSize(TrafficCurve.SLOTS);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1.0, within(1e-12));
    assertThat(shares[80]).isCloseTo(301.0 / 996, within(1e-12));
    assertThat(shares[79]).isCloseTo(201.0 / 996, within(1e-12));
    assertThat(shares[10]).isCloseTo(1.0 / 996, within(1e-12));
  }

  @Test
  void smoothingGoesRoundMidnight() {
    TrafficCount count = new TrafficCount();
    for (int i = 0; i < 900; i++) {
      count.add(0L);
    }

    double[] shares = count.curve().shares();

    assertThat(shares[95]).isCloseTo(201.0 / 996, within(1e-12));
    assertThat(shares[1]).isCloseTo(shares[95], within(1e-12));
  }

  @Test
  void aWeekdayKeepsItsOwnHoursAsFarAsItWasCounted() {
    TrafficCount count = new TrafficCount();
    long monday = 4 * 24 * HOUR_MILLIS;
    long tuesday = 5 * 24 * HOUR_MILLIS;
    count.add(monday);
    count.addQuarter(TrafficCount.quarter(monday + 8 * HOUR_MILLIS), 1_000_000);
    count.addQuarter(TrafficCount.quarter(tuesday + 20 * HOUR_MILLIS), 100_000);
    count.add(tuesday + 24 * HOUR_MILLIS - 1);

    assertThat(count.requests(DayOfWeek.MONDAY)).isEqualTo(1_000_001);
    assertThat(count.requests(DayOfWeek.TUESDAY)).isEqualTo(100_001);
    assertThat(count.curve(DayOfWeek.MONDAY).shares()[32]).isGreaterThan(0.99);
    assertThat(count.curve(DayOfWeek.TUESDAY).shares()[80])
        .isCloseTo((100_000 + 10_000 * count.curve().shares()[80]) / 110_001, within(1e-9));
    assertThat(count.curve(DayOfWeek.SUNDAY).shares()[32])
        .isCloseTo(count.curve().shares()[32], within(1e-9));
  }

  @Test
  void theWeekTellsBusyDaysFromQuietOnesHalfAsFarAfterOneDateEach() {
    TrafficCount count = new TrafficCount();
    for (int day = 0; day < 7; day++) {
      everyQuarter(count, day, 0, 96, day == 3 ? 200 : 100);
    }

    TrafficWeek week = count.week();

    // The busy day has 200 requests a quarter hour, the others 100, so the mean is 8/7 of 100. Day
    // 3 is the Sunday of 1970's first week.
    double busy = 200 * 7 / 800.0;
    double quiet = 100 * 7 / 800.0;
    assertThat(count.level(DayOfWeek.SUNDAY)).isCloseTo((busy + 1) / 2, within(1e-9));
    assertThat(count.level(DayOfWeek.MONDAY)).isCloseTo((quiet + 1) / 2, within(1e-9));
    assertThat(week.level(DayOfWeek.SUNDAY) / week.level(DayOfWeek.MONDAY))
        .isCloseTo((busy + 1) / (quiet + 1), within(1e-9));
    assertThat(Arrays.stream(week.shares()).sum()).isCloseTo(7, within(1e-9));
  }

  @Test
  void aLogThatBeginsAtNoonDoesNotMakeThatWeekdayAnAfternoon() {
    TrafficCount count = new TrafficCount();
    everyQuarter(count, 0, 48, 96, 10_000);
    everyQuarter(count, 1, 0, 96, 10_000);
    everyQuarter(count, 2, 0, 96, 10_000);

    TrafficWeek week = count.week();

    int thursday = TrafficWeek.firstSlot(DayOfWeek.THURSDAY);
    assertThat(week.shares()[thursday + 20]).isBetween(0.5 / 96, 1.0 / 96);
    assertThat(week.level(DayOfWeek.THURSDAY))
        .isCloseTo(week.level(DayOfWeek.FRIDAY), within(0.12));
  }

  @Test
  void oneWeekdayIsNoWeekAndAFewStrayRequestsAreNoDate() {
    TrafficCount count = new TrafficCount();
    assertThat(count.week()).isNull();
    everyQuarter(count, 0, 0, 96, 100);
    assertThat(count.week()).isNull();
    everyQuarter(count, 4, 10, 12, 100);

    assertThat(count.week()).isNull();
    assertThat(count.level(DayOfWeek.MONDAY)).isEqualTo(1);
  }

  private static void everyQuarter(TrafficCount count, int date, int from, int to, long requests) {
    for (int slot = from; slot < to; slot++) {
      count.addQuarter(date * 96L + slot, requests);
    }
  }

  @Test
  void meansOfSummedRowsAreThoseOfAllRows() {
    ProbabilitySums sums = new ProbabilitySums();
    sums.add("a", 0.04, 2);
    sums.add("b", 0.05);

    assertThat(sums.means().overall()).isCloseTo(0.03, within(1e-12));
    assertThat(sums.means().mean("a")).isCloseTo((0.04 + 0.3) / 12, within(1e-12));
  }

  @Test
  void aCampaignsMeanIsItsOwnAndAnUnknownOneTakesTheOverall() {
    ProbabilitySums sums = new ProbabilitySums();
    for (int i = 0; i < 990; i++) {
      sums.add("often", 0.01);
    }
    for (int i = 0; i < 10; i++) {
      sums.add("rare", 0.11);
    }

    MeanProbabilities means = sums.means();

    assertThat(means.overall()).isCloseTo(0.011, within(1e-12));
    assertThat(means.mean("often")).isCloseTo(0.01, within(1e-4));
    assertThat(means.mean("rare")).isCloseTo((1.1 + 0.11) / 20, within(1e-12));
    assertThat(means.mean("new")).isEqualTo(means.overall());
  }
}
