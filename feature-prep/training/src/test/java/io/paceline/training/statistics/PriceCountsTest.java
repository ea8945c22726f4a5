package io.paceline.training.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.PriceEvidence;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PriceCountsTest {

  private static final double SCALE = 60_000;
  private static final double SHAPE = 2.5;

  private static long price(SplittableRandom random) {
    double u = random.nextDouble();
    return Math.max(1L, Math.round(SCALE * Math.pow(u / (1 - u), 1 / SHAPE)));
  }

  @Test
  void lostBidsCorrectWhatWonPricesAloneMakeLookCheap() {
    SplittableRandom random = new SplittableRandom(3L);
    PriceCounts wonOnly = new PriceCounts();
    PriceCounts all = new PriceCounts();
    for (int i = 0; i < 20_000; i++) {
      long price = price(random);
      long bid = 20_000L + random.nextInt(60_000);
      if (bid >= price) {
        wonOnly.add(PriceEvidence.PRICE, price);
        all.add(PriceEvidence.PRICE, price);
      } else {
        all.add(PriceEvidence.ABOVE, bid);
      }
    }

    assertThat(MarketCurveFit.fit(wonOnly).scaleMicros()).isLessThan(45_000);
    MarketCurve curve = MarketCurveFit.fit(all);
    assertThat(curve.scaleMicros()).isCloseTo(SCALE, within(2_000.0));
    assertThat(curve.shape()).isCloseTo(SHAPE, within(0.1));
  }

  @Test
  void wonAndLostBidsOfFirstPriceAuctionsGiveTheCurveWithoutAnyPrice() {
    SplittableRandom random = new SplittableRandom(4L);
    PriceCounts counts = new PriceCounts();
    for (int i = 0; i < 20_000; i++) {
      long bid = 10_000L + random.nextInt(150_000);
      counts.add(bid >= price(random) ? PriceEvidence.BELOW : PriceEvidence.ABOVE, bid);
    }

    MarketCurve curve = MarketCurveFit.fit(counts);

    assertThat(curve.scaleMicros()).isCloseTo(SCALE, within(2_500.0));
    assertThat(curve.shape()).isCloseTo(SHAPE, within(0.15));
  }

  @Test
  void winsAloneTellNoCurve() {
    PriceCounts counts = new PriceCounts();
    counts.add(PriceEvidence.BELOW, 5_000, 1_000);

    assertThatThrownBy(() -> MarketCurveFit.fit(counts))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bidsThatWonAllAboveThoseThatLostGiveASteepCurveBetweenThem() {
    PriceCounts counts = new PriceCounts();
    counts.add(PriceEvidence.ABOVE, 10_000, 50);
    counts.add(PriceEvidence.BELOW, 20_000, 50);

    MarketCurve curve = MarketCurveFit.fit(counts);

    assertThat(curve.scaleMicros()).isBetween(10_000.0, 20_000.0);
    assertThat(curve.shape()).isEqualTo(10.0);
  }

  @Test
  void threeDigitsAreKept() {
    assertThat(PriceCounts.rounded(999)).isEqualTo(999);
    assertThat(PriceCounts.rounded(227_000)).isEqualTo(227_000);
    assertThat(PriceCounts.rounded(12_345)).isEqualTo(12_300);
    assertThat(PriceCounts.rounded(99_960)).isEqualTo(100_000);
    assertThatThrownBy(() -> new PriceCounts().add(PriceEvidence.PRICE, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mergedPartsGiveTheSameCurve() {
    SplittableRandom random = new SplittableRandom(6L);
    PriceCounts whole = new PriceCounts();
    PriceCounts[] parts = {new PriceCounts(), new PriceCounts()};
    for (int i = 0; i < 1_000; i++) {
      long price = price(random);
      PriceEvidence told = List.of(PriceEvidence.values()).get(random.nextInt(3));
      whole.add(told, price);
      parts[random.nextInt(2)].add(told, price);
    }
    parts[1].merge(parts[0]);

    assertThat(MarketCurveFit.fit(parts[1])).isEqualTo(MarketCurveFit.fit(whole));
  }
}
