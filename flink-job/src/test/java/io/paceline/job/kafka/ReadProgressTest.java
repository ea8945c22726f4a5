package io.paceline.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.job.ManualClock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadProgressTest {

  private static final long NOON = 1_000_000;

  private final ManualClock clock = ManualClock.at(NOON);
  private final FakeEnds ends = new FakeEnds();
  private final ReadProgress progress = new ReadProgress("notices", ends, clock, 250);

  /** A topic as a test sets it. */
  private static final class FakeEnds implements TopicEnds {
    final Map<Integer, Long> ends = new HashMap<>();
    final Set<Integer> gaps = new HashSet<>();
    boolean reachable = true;
    boolean closed;
    int looks;

    @Override
    public Map<Integer, Long> ends() {
      if (!reachable) {
        throw new IllegalStateException("no broker");
      }
      return new HashMap<>(ends);
    }

    @Override
    public boolean isEmpty(int partition, long from, long to) {
      looks++;
      return gaps.contains(partition);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private long readUpTo() throws InterruptedException {
    progress.round();
    return progress.readUpToMillis();
  }

  @Test
  void timeAdvancesWhereNothingComes() throws Exception {
    ends.ends.put(0, 3L);
    progress.assigned(0, 3);
    assertThat(readUpTo()).isEqualTo(NOON - 1);

    clock.set(NOON + 60_000);

    assertThat(readUpTo()).isEqualTo(NOON + 60_000 - 1);
  }

  @Test
  void timeStandsStillWhileTheReaderDoes() throws Exception {
    ends.ends.put(0, 3L);
    progress.assigned(0, 3);
    readUpTo();
    ends.ends.put(0, 4L);
    for (int i = 1; i < 100; i++) {
      clock.set(NOON + i * 250L);
      assertThat(readUpTo()).isEqualTo(NOON - 1);
    }

    progress.read(0, 3);

    assertThat(readUpTo()).isEqualTo(clock.millis() - 1);
  }

  @Test
  void timeStandsStillWhileBrokersDoNotAnswer() throws Exception {
    ends.ends.put(0, 3L);
    progress.assigned(0, 3);
    readUpTo();
    ends.reachable = false;
    clock.set(NOON + 60_000);
    assertThat(readUpTo()).isEqualTo(NOON - 1);

    ends.reachable = true;

    assertThat(readUpTo()).isEqualTo(NOON + 60_000 - 1);
  }

  @Test
  void aNewPartitionIsWaitedFor() throws Exception {
    ends.ends.put(0, 3L);
    progress.assigned(0, 3);
    readUpTo();
    ends.ends.put(1, 2L);
    clock.set(NOON + 60_000);
    assertThat(readUpTo()).isEqualTo(NOON - 1);

    progress.assigned(1, -2);
    assertThat(readUpTo()).isEqualTo(NOON - 1);
    progress.read(1, 0);
    progress.read(1, 1);
    assertThat(readUpTo()).isEqualTo(NOON + 60_000 - 1);
  }

  @Test
  void offsetsWithoutRecordsAreSkippedAtTheSecondLook() throws Exception {
    ends.ends.put(0, 3L);
    ends.gaps.add(0);
    progress.assigned(0, -2);
    assertThat(readUpTo()).isEqualTo(Long.MIN_VALUE);
    assertThat(ends.looks).isZero();

    assertThat(readUpTo()).isEqualTo(NOON - 1);
    assertThat(ends.looks).isEqualTo(1);
  }

  @Test
  void offsetsWithRecordsAreNotSkipped() throws Exception {
    ends.ends.put(0, 3L);
    progress.assigned(0, 2);

    for (int i = 0; i < 10; i++) {
      assertThat(readUpTo()).isEqualTo(Long.MIN_VALUE);
    }
    assertThat(ends.looks).isPositive();
  }

  @Test
  void aTopicThatWasMadeAnewHasNotBeenRead() throws Exception {
    ends.ends.put(0, 3L);
    progress.assigned(0, 3);
    readUpTo();
    ends.ends.put(0, 1L);
    clock.set(NOON + 60_000);
    assertThat(readUpTo()).isEqualTo(NOON - 1);

    progress.read(0, 0);

    assertThat(readUpTo()).isEqualTo(NOON + 60_000 - 1);
  }

  @Test
  void aTopicWithoutPartitionsHasNotBeenRead() throws Exception {
    assertThat(readUpTo()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void whoWaitsForNewsIsToldOfIt() throws Exception {
    ends.ends.put(0, 0L);
    progress.assigned(0, 0);
    CompletableFuture<Void> news = progress.news();
    assertThat(news).isNotDone();

    progress.round();

    assertThat(news).isCompleted();
    assertThat(progress.news()).isNotDone();
  }

  @Test
  void closingEndsTheThreadAndClosesTheClientsOfTheBrokers() throws Exception {
    progress.start();

    progress.close();

    assertThat(ends.closed).isTrue();
  }
}
