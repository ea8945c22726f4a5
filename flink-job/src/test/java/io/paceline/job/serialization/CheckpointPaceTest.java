package io.paceline.job.serialization;

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
  void aTwentiethOfTheTimeIsWork() {
    long start = now;
    pace.worked();
    work(10_000, 5 * MICRO);
    assertThat(10_000 * 5 * MICRO / (double) (now - start)).isEqualTo(0.05);
    assertThat(rests).containsOnly(1_900 * MICRO);
  }

  @Test
  void littleWorkNeedsNoRest() {
    pace.worked();
    work(19, 5 * MICRO);
    assertThat(rests).isEmpty();
  }

  @Test
  void whoWasAwayHasRestedAlready() {
    pace.worked();
    for (int i = 0; i < 100; i++) {
      now += 80 * MICRO;
      pace.worked();
      now += 10_000 * MICRO;
      pace.worked();
    }
    assertThat(rests).isEmpty();
  }

  @Test
  void muchStateIsWrittenWithoutRestsAfterTwoSeconds() {
    work(20_000, 100 * MICRO);
    int first = rests.size();
    assertThat(first).isEqualTo(1_000);
    work(5_000, 100 * MICRO);
    assertThat(rests).hasSize(first);

    now += 5_000_000 * MICRO;
    work(1_000, 100 * MICRO);
    assertThat(rests).as("the next checkpoint").hasSizeGreaterThan(first);
  }

  private void work(int pieces, long nanosEach) {
    for (int i = 0; i < pieces; i++) {
      now += nanosEach;
      pace.worked();
    }
  }
}
