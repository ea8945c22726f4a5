package io.paceline.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {

  private static final long MICRO = 1_000;

  private long now = 5_000_000_000L;
  private final List<Long> rests = new ArrayList<>();
  private final CheckpointPace pace =
      new CheckpointPace(
          () -> now,
          nanos -> {
            rests.add(nanos);
            now += nanos;
          });

  @Test
  void aQuarterOfTheTimeIsWork() {
    long start = now;
    long worked = 0;
    pace.worked();
    for (int i = 0; i < 50_000; i++) {
      now += 5 * MICRO;
      worked += 5 * MICRO;
      pace.worked();
    }
    assertThat((double) worked / (now - start)).isEqualTo(0.25);
    assertThat(rests).containsOnly(1_500 * MICRO);
  }

  @Test
  void littleWorkNeedsNoRest() {
    pace.worked();
    for (int i = 0; i < 99; i++) {
      now += 5 * MICRO;
      pace.worked();
    }
    assertThat(rests).isEmpty();
  }

  @Test
  void whoWasAwayHasRestedAlready() {
    pace.worked();
    for (int i = 0; i < 100; i++) {
      now += 400 * MICRO;
      pace.worked();
      now += 10_000 * MICRO;
      pace.worked();
    }
    assertThat(rests).isEmpty();
  }

  @Test
  void muchStateIsWrittenWithoutRestsAfterTwoSeconds() {
    write(2_000);
    int first = rests.size();
    assertThat(first).isEqualTo(1_000);
    write(500);
    assertThat(rests).hasSize(first);

    now += 5_000_000 * MICRO;
    write(100);
    assertThat(rests).as("the next checkpoint").hasSizeGreaterThan(first);
  }

  /** Writes for so many milliseconds, rests aside. */
  private void write(int millis) {
    for (int i = 0; i < 10 * millis; i++) {
      now += 100 * MICRO;
      pace.worked();
    }
  }
}
