package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.bidding.MarketCurve;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PriorStrengthTest {

  private static final MarketCurve PRIOR = new MarketCurve(10_000, 2);

  /**
   * Strength after 20 rounds over sites whose medians have this standard deviation, in log-odds.
   */
  private static double learned(double spread) {
    SplittableRandom random = new SplittableRandom(11);
    double auctions = 0;
    for (int round = 0; round < 20; round++) {
      PriorStrength strength = new PriorStrength(auctions);
      for (int site = 0; site < 60; site++) {
        MarketCurve own = new MarketCurve(10_000 * Math.exp(spread / 2 * random.nextGaussian()), 2);
        CensoredPrices sample = new CensoredPrices();
        PriorPrices.add(sample, PRIOR, strength.auctions());
        for (int i = 0; i < 400; i++) {
          sample.add(PriceEvidence.PRICE, Math.log((double) TestMarket.price(own, random)), 1);
        }
        strength.add(LogLogisticFit.fit(sample), PRIOR);
      }
      auctions = strength.next();
    }
    return auctions;
  }

  @Test
  void sitesThatAreAlikeMakeThePriorStrongAndUnlikeOnesMakeItWeak() {
    assertThat(learned(0)).isGreaterThan(200);
    // τ² = 0.5² makes 3 / 0.25 = 12 auctions.
    assertThat(learned(0.5)).isBetween(9.9, 20.0);
    assertThat(learned(2)).isLessThan(10.5);
  }

  @Test
  void aFewSitesTellNothing() {
    PriorStrength strength = new PriorStrength(77);
    for (int site = 0; site < 9; site++) {
      strength.add(new FittedCurve(new MarketCurve(90_000, 2), 0.05), PRIOR);
    }

    assertThat(strength.next()).isEqualTo(77);
  }
}
