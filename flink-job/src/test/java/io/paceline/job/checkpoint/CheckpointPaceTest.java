package io.paceline.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointPaceTest {

  private static final long MICRO = 1_000;

  /** After this many bytes the pace looks at the clock. */
  private static final int LOOK = 2_048;

  private final FakeTime time = new FakeTime();
  private final CheckpointPace pace = new CheckpointPace(time, time.nanos());

  @Test
  void aTwentiethOfTheTimeIsWork() {
    long start = time.nanos();
    write(10_000, LOOK, 5 * MICRO);
    assertThat(10_000 * 5 * MICRO / (double) (time.nanos() - start)).isEqualTo(0.05);
    assertThat(time.rests()).containsOnly(1_900 * MICRO);
  }

  @Test
  void littleWorkNeedsNoRest() {
    write(19, LOOK, 5 * MICRO);
    assertThat(time.rests()).isEmpty();
    write(1, LOOK, 5 * MICRO);
    assertThat(time.rests()).hasSize(1);
  }

  @Test
  void theClockIsLookedAtEveryFewKilobytesOnly() {
    write(LOOK - 1, 1, MICRO);
    assertThat(time.rests()).as("before the first look").isEmpty();
    // The last look was longer ago than a rest takes, so the thread counts as rested.
    write(1, 1, MICRO);
    assertThat(time.rests()).isEmpty();

    write(100, 20, MICRO);
    assertThat(time.rests()).as("2,000 bytes").isEmpty();
    write(3, 20, MICRO);
    assertThat(time.rests()).as("2,060 bytes").hasSize(1);
  }

  @Test
  void whoWasAwayHasRestedAlready() {
    for (int i = 0; i < 100; i++) {
      write(1, LOOK, 80 * MICRO);
      write(1, LOOK, 10_000 * MICRO);
    }
    assertThat(time.rests()).isEmpty();
  }

  @Test
  void muchStateIsWrittenWithoutRestsTwoSecondsAfterItsCheckpointBegan() {
    write(20_000, LOOK, 100 * MICRO);
    assertThat(time.rests()).hasSize(1_000);

    CheckpointPace nextStream = new CheckpointPace(time, time.nanos() - 2_000_000 * MICRO);
    for (int i = 0; i < 100; i++) {
      time.pass(100 * MICRO);
      nextStream.wrote(LOOK);
    }
    assertThat(time.rests()).as("the next stream of the same checkpoint").hasSize(1_000);
  }

  private void write(int pieces, int bytesEach, long nanosEach) {
    for (int i = 0; i < pieces; i++) {
      time.pass(nanosEach);
      pace.wrote(bytesEach);
    }
  }
}
