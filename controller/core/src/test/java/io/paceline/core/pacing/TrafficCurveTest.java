package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrafficCurveTest {

  @Test
  void weightsBecomeShares() {
    double[] weights = new double[96];
    weights[3] = 30;
    weights[4] = 10;
    TrafficCurve curve = TrafficCurve.ofShares(weights);
    assertThat(curve.shares()[3]).isEqualTo(0.75);
    assertThat(Arrays.stream(curve.shares()).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void nothingCountedMeansEveryQuarterHourAlike() {
    assertThat(TrafficCurve.ofShares(new double[96]).shares())
        .isEqualTo(TrafficCurve.uniform().shares());
  }

  @Test
  void refusesWhatIsNoCurve() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TrafficCurve(null));
    assertThatIllegalArgumentException().isThrownBy(() -> new TrafficCurve(new double[95]));
    assertThatIllegalArgumentException().isThrownBy(() -> new TrafficCurve(new double[96]));
    double[] negative = TrafficCurve.uniform().shares();
    negative[7] = -negative[7];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrafficCurve.ofShares(negative))
        .withMessageContaining("share 7");
    double[] unknown = TrafficCurve.uniform().shares();
    unknown[0] = Double.NaN;
    assertThatIllegalArgumentException().isThrownBy(() -> TrafficCurve.ofShares(unknown));
  }
}
