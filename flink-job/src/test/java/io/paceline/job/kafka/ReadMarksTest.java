package io.paceline.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReadMarksTest {

  private static final long NOON = 1_000_000;

  private final ReadMarks marks = new ReadMarks();

  @Test
  void nothingIsKnownBeforeTheFirstMark() {
    marks.assigned(0, 0);
    marks.read(0, 0);

    assertThat(marks.readUpToMillis()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aMarkPassesOnceEveryPartitionIsReadUpToItsEnd() {
    marks.assigned(0, 5);
    marks.assigned(1, 0);
    marks.take(NOON, Map.of(0, 7L, 1, 1L));

    marks.read(0, 5);
    marks.read(0, 6);
    assertThat(marks.readUpToMillis()).isEqualTo(Long.MIN_VALUE);
    marks.read(1, 0);
    assertThat(marks.readUpToMillis()).isEqualTo(NOON);
  }

  @Test
  void aPartitionWithoutRecordsHoldsNothingBack() {
    marks.assigned(0, -2);
    marks.take(NOON, Map.of(0, 0L));

    assertThat(marks.readUpToMillis()).isEqualTo(NOON);
  }

  @Test
  void aPartitionThatWasReadToItsEndBeforeARestoreHoldsNothingBack() {
    marks.assigned(0, 700);
    marks.take(NOON, Map.of(0, 700L));

    assertThat(marks.readUpToMillis()).isEqualTo(NOON);
  }

  @Test
  void aTopicThatEndsEarlierThanItDidLeavesItsFormerMarksBehind() {
    marks.assigned(0, 1_000);
    marks.take(NOON, Map.of(0, 1_005L));
    assertThat(marks.readUpToMillis()).isEqualTo(Long.MIN_VALUE);

    marks.assigned(0, 0);
    marks.take(NOON + 1, Map.of(0, 2L));
    marks.read(0, 1);

    assertThat(marks.readUpToMillis()).isEqualTo(NOON + 1);
  }

  @Test
  void aPartitionThatNoReaderHasYetKeepsTimeFromAdvancing() {
    marks.assigned(0, 0);
    marks.take(NOON, Map.of(0, 0L, 1, 0L));

    assertThat(marks.readUpToMillis()).isEqualTo(Long.MIN_VALUE);
    assertThat(marks.behind()).containsExactly(Map.entry(1, 0L));
    marks.assigned(1, -2);
    assertThat(marks.readUpToMillis()).isEqualTo(NOON);
  }

  @Test
  void anOlderMarkPassesBeforeAYoungerOne() {
    marks.assigned(0, 0);
    marks.take(NOON, Map.of(0, 1L));
    marks.take(NOON + 10, Map.of(0, 3L));

    marks.read(0, 1);
    assertThat(marks.readUpToMillis()).isEqualTo(NOON);
    marks.read(0, 2);
    assertThat(marks.readUpToMillis()).isEqualTo(NOON + 10);
  }

  @Test
  void whatCannotBeReadIsSkippedUnlessTheReaderHasMoved() {
    marks.assigned(0, 4);
    marks.take(NOON, Map.of(0, 5L));

    marks.skip(0, 3, 5);
    assertThat(marks.readUpToMillis()).isEqualTo(Long.MIN_VALUE);
    marks.skip(0, 4, 5);
    assertThat(marks.readUpToMillis()).isEqualTo(NOON);
  }

  @Test
  void aStallOfHoursTakesNoMoreThanAFixedNumberOfMarks() {
    marks.assigned(0, 0);
    for (int i = 0; i < 10_000; i++) {
      marks.take(NOON + i, Map.of(0, 1L + i));
    }

    marks.read(0, 20_000);

    assertThat(marks.readUpToMillis()).isBetween(NOON, NOON + 1_000);
    marks.take(NOON + 30_000, Map.of(0, 20_001L));
    assertThat(marks.readUpToMillis()).isEqualTo(NOON + 30_000);
  }

  @Property(tries = 500)
  void nothingUnreadEverEnteredBeforeTheTimeThatIsTold(@ForAll long seed) {
    Random random = new Random(seed);
    ReadMarks told = new ReadMarks();
    int partitions = 1 + random.nextInt(4);
    // The times at which the records of each partition entered it, and how many of them are read.
    List<List<Long>> entered = new ArrayList<>();
    int[] read = new int[partitions];
    boolean[] assigned = new boolean[partitions];
    for (int p = 0; p < partitions; p++) {
      entered.add(new ArrayList<>());
    }
    for (long now = 1; now < 400; now++) {
      int p = random.nextInt(partitions);
      switch (random.nextInt(5)) {
        case 0, 1 -> entered.get(p).add(now);
        case 2 -> {
          if (!assigned[p]) {
            assigned[p] = true;
            told.assigned(p, random.nextBoolean() ? 0 : -2);
          }
        }
        case 3 -> {
          int most = assigned[p] ? random.nextInt(4) : 0;
          for (int i = 0; i < most && read[p] < entered.get(p).size(); i++) {
            told.read(p, read[p]++);
          }
        }
        default -> {
          Map<Integer, Long> ends = new HashMap<>();
          for (int q = 0; q < partitions; q++) {
            ends.put(q, (long) entered.get(q).size());
          }
          told.take(now, ends);
        }
      }
      long readUpTo = told.readUpToMillis();
      for (int q = 0; q < partitions; q++) {
        if (read[q] < entered.get(q).size()) {
          assertThat(entered.get(q).get(read[q])).isGreaterThan(readUpTo);
        }
      }
    }
  }
}
