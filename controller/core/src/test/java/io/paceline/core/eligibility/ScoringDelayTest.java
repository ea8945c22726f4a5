package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoringDelayTest {

  private static final long MILLI = 1_000_000L;

  private final ScoringDelay delay = new ScoringDelay();

  private void waited(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      delay.waited(nanos);
    }
  }

  @Test
  void itIsNothingBeforeTheFirstScore() {
    assertThat(delay.millis()).isZero();
  }

  @Test
  void itRisesWithinAHandfulOfRequestsAndFallsOverHundreds() {
    waited(20, 40 * MILLI);
    assertThat(delay.millis()).isEqualTo(40);
    waited(20, MILLI);
    assertThat(delay.millis()).as("a few quick ones prove nothing").isGreaterThan(35);
    waited(2_000, MILLI);
    assertThat(delay.millis()).isLessThanOrEqualTo(2);
  }

  @Test
  void ofMixedWaitsTheLongOnesCount() {
    for (int i = 0; i < 1_000; i++) {
      delay.waited(i % 10 == 0 ? 30 * MILLI : MILLI);
    }
    assertThat(delay.millis()).isBetween(20L, 30L);
  }
}
