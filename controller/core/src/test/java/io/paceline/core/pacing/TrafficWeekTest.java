package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrafficWeekTest {

  @Test
  void aBundleWithoutAWeekHasTheSameCurveEveryDay() {
    double[] day = ToyMarket.traffic().shares();

    TrafficWeek week = TrafficWeek.of(day, null);

    for (DayOfWeek each : DayOfWeek.values()) {
      assertThat(week.level(each)).isCloseTo(1, within(1e-9));
      assertThat(week.shares()[TrafficWeek.firstSlot(each) + 50]).isEqualTo(day[50]);
    }
    assertThat(TrafficWeek.of(day, week.shares())).isNotNull();
  }

  @Test
  void levelsAreOfAMeanDayWhateverTheirUnit() {
    TrafficCurve[] curves = new TrafficCurve[7];
    Arrays.fill(curves, TrafficCurve.uniform());

    TrafficWeek week = TrafficWeek.ofDays(curves, new double[] {10, 10, 10, 10, 10, 40, 50});

    assertThat(week.level(DayOfWeek.MONDAY)).isCloseTo(0.5, within(1e-9));
    assertThat(week.level(DayOfWeek.SUNDAY)).isCloseTo(2.5, within(1e-9));
  }

  @Test
  void sharesThatAreNoWeekAreRefused() {
    double[] day = TrafficCurve.uniform().shares();
    assertThatIllegalArgumentException().isThrownBy(() -> new TrafficWeek(null));
    assertThatIllegalArgumentException().isThrownBy(() -> TrafficWeek.of(day, day));
    double[] tooMuch = TrafficWeek.uniform().shares();
    tooMuch[5] += 0.1;
    assertThatIllegalArgumentException().isThrownBy(() -> new TrafficWeek(tooMuch));
    double[] negative = TrafficWeek.uniform().shares();
    negative[5] = -negative[5];
    assertThatIllegalArgumentException().isThrownBy(() -> new TrafficWeek(negative));
  }
}
