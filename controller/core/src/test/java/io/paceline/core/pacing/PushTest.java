package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PushTest {

  private static final long HOUR = 3_600_000;

  @Test
  void onPlanItReturnsToNeutral() {
    assertThat(Push.next(2, 0.5, 0.5, 5 * HOUR)).isCloseTo(Math.pow(2, Math.exp(-1)), within(1e-9));
    assertThat(Push.next(2, 0.5, 0.5, 100 * HOUR)).isCloseTo(1, within(1e-6));
    assertThat(Push.next(Push.NEUTRAL, 0.5, 0.5, HOUR)).isEqualTo(1);
  }

  @Test
  void farBehindItDoublesAndFarAheadItHalvesInTime() {
    assertThat(Push.next(1, 0.5, 0.1, 1_000 * HOUR)).isCloseTo(2, within(1e-6));
    assertThat(Push.next(1, 0.1, 0.5, 1_000 * HOUR)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void itIsSlow() {
    assertThat(Push.next(1, 0.5, 0.1, HOUR / 2)).isBetween(1.06, 1.08);
  }

  @Test
  void manyShortStepsLeadWhereOneLongOneLeads() {
    double push = 1;
    for (int i = 0; i < 3_600; i++) {
      push = Push.next(push, 0.55, 0.5, 1_000);
    }
    assertThat(push).isCloseTo(Push.next(1, 0.55, 0.5, HOUR), within(1e-6));
  }

  @Property(seed = "20")
  void staysWithinHalfAndTwo(
      @ForAll @DoubleRange(min = 0, max = 10) double push,
      @ForAll @DoubleRange(min = 0, max = 1) double plan,
      @ForAll @DoubleRange(min = 0, max = 3) double spend,
      @ForAll @LongRange(min = -HOUR, max = 1_000 * HOUR) long elapsed) {
    assertThat(Push.next(push, plan, spend, elapsed)).isBetween(Push.LOWEST, Push.HIGHEST);
  }
}
