package io.paceline.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketCurveTest {

  @Test
  void halfOfTheAuctionsAreWonAtTheMedianPrice() {
    MarketCurve curve = new MarketCurve(1_000, 2);
    assertThat(curve.winProbability(1_000)).isEqualTo(0.5);
    assertThat(curve.winProbability(2_000)).isCloseTo(0.8, within(1e-12));
    assertThat(curve.winProbability(0)).isZero();
    assertThat(curve.winProbability(-5)).isZero();
    assertThat(curve.winProbability(1e300)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "-1, 2", "1000, 0", "NaN, 2", "1000, NaN", "Infinity, 2", "1000, Infinity"})
  void scaleAndShapeArePositiveNumbers(double scaleMicros, double shape) {
    assertThatIllegalArgumentException().isThrownBy(() -> new MarketCurve(scaleMicros, shape));
  }
}
