package io.paceline.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.bidding.MarketCurve;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogLogisticFitTest {

  @ParameterizedTest
  @CsvSource({"1000,2", "40,0.7", "250000,9"})
  void aBeliefAloneGivesTheBelievedCurveBack(double scale, double shape) {
    CensoredPrices sample = new CensoredPrices();
    PriorPrices.add(sample, new MarketCurve(scale, shape), 50);

    MarketCurve fitted = LogLogisticFit.fit(sample).curve();

    assertThat(fitted.scaleMicros()).isCloseTo(scale, within(scale * 1e-3));
    assertThat(fitted.shape()).isCloseTo(shape, within(shape * 1e-3));
  }

  @Test
  void theDeviationIsThatOfManySamples() {
    MarketCurve curve = new MarketCurve(5_000, 3);
    SplittableRandom random = new SplittableRandom(7);
    int samples = 400;
    int prices = 300;
    double squares = 0;
    double told = 0;
    for (int s = 0; s < samples; s++) {
      CensoredPrices sample = new CensoredPrices();
      for (int i = 0; i < prices; i++) {
        sample.add(PriceEvidence.PRICE, Math.log((double) TestMarket.price(curve, random)), 1);
      }
      FittedCurve fit = LogLogisticFit.fit(sample);
      double error = curve.shape() * Math.log(fit.curve().scaleMicros() / curve.scaleMicros());
      squares += error * error / samples;
      told += fit.deviation() / samples;
    }

    assertThat(told).isCloseTo(Math.sqrt(3.0 / prices), within(0.003));
    assertThat(Math.sqrt(squares)).isCloseTo(told, within(0.012));
  }

  @Test
  void bidsThatAllWonOrAllLostGiveNoCurve() {
    CensoredPrices sample = new CensoredPrices();
    sample.add(PriceEvidence.ABOVE, 3, 100);

    assertThatIllegalArgumentException().isThrownBy(() -> LogLogisticFit.fit(sample));
  }
}
