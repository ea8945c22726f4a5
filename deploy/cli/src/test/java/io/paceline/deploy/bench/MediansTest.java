package io.paceline.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MediansTest {

  @Test
  void theMiddleValueIsTakenWhateverTheOrder() {
    double[] values = {9, 1, 5};

    assertThat(Medians.of(values)).isEqualTo(5);
    assertThat(values).containsExactly(9, 1, 5);
  }

  @Test
  void ofAnEvenNumberTheMeanOfTheTwoMiddleOnesIsTaken() {
    assertThat(Medians.of(4, 100, 1, 2)).isEqualTo(3);
  }

  @Test
  void oneWildRoundDoesNotMoveTheMedian() {
    assertThat(Medians.of(10, 11, 1e9, 9, 10)).isEqualTo(10);
  }

  @Test
  void nothingMeasuredHasNoMedian() {
    assertThatThrownBy(Medians::of).hasMessage("nothing was measured");
  }

  @Test
  void figuresAreRoundedToThreeDecimals() {
    assertThat(Medians.rounded(2.0 / 3)).isEqualTo(0.667);
  }

  @Test
  void percentilesAreMillisecondsOfAHistogramOfMicroseconds() {
    Histogram micros = new Histogram(60_000_000L, 3);
    for (int i = 1; i <= 1_000; i++) {
      micros.recordValue(i);
    }

    assertThat(Percentiles.of(micros)).isEqualTo(new Percentiles(0.5, 0.95, 0.99));
  }

  @Test
  void eachPercentileHasAMedianOfItsOwn() {
    assertThat(
            Percentiles.median(
                List.of(
                    new Percentiles(1, 20, 300),
                    new Percentiles(3, 10, 200),
                    new Percentiles(2, 30, 100))))
        .isEqualTo(new Percentiles(2, 20, 200));
  }
}
