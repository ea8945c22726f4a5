package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UncoveredSpendTest {

  @Property(tries = 200)
  void howeverMuchIsBilledFewSumsAreKeptAndNoneIsTooSmall(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<Long, Long> exact = new TreeMap<>();
    UncoveredSpend kept = UncoveredSpend.NONE;
    long now = 1_000;
    for (int i = 0; i < 2_000; i++) {
      now += random.nextInt(50);
      long at = now - random.nextInt(200);
      long micros = 1L + random.nextInt(1_000);
      if (random.nextInt(10) == 0 && kept.totalMicros() > micros) {
        kept = kept.minus(at, micros);
        exact.merge(at, -micros, Long::sum);
      } else {
        kept = kept.plus(at, micros);
        exact.merge(at, micros, Long::sum);
      }
      assertThat(kept.micros().length).isLessThanOrEqualTo(UncoveredSpend.MOST);
      assertThat(kept.totalMicros()).isEqualTo(exact.values().stream().mapToLong(v -> v).sum());
      assertThat(Arrays.stream(kept.micros()).min().orElse(0)).isNotNegative();
    }
    assertThat(kept.after(now).totalMicros()).isZero();
  }

  @Property(tries = 200)
  void aReportNeverFindsLessUncoveredThanThereIs(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<Long, Long> exact = new TreeMap<>();
    UncoveredSpend kept = UncoveredSpend.NONE;
    for (int i = 0; i < 500; i++) {
      long at = (long) i + random.nextInt(20);
      kept = kept.plus(at, 1 + at % 7);
      exact.merge(at, 1 + at % 7, Long::sum);
      long upTo = random.nextInt(i + 20);
      assertThat(kept.afterMicros(upTo))
          .isGreaterThanOrEqualTo(
              exact.tailMap(upTo, false).values().stream().mapToLong(v -> v).sum());
      assertThat(kept.after(upTo).totalMicros()).isEqualTo(kept.afterMicros(upTo));
    }
    // The newest sums are kept as they came.
    assertThat(kept.afterMicros(500))
        .isEqualTo(exact.tailMap(500L, false).values().stream().mapToLong(v -> v).sum());
  }

  /** A billing a minute for twenty hours; reports come three hours behind. */
  @Test
  void aReportThatLagsFindsLittleMoreUncoveredThanThereIs() {
    UncoveredSpend kept = UncoveredSpend.NONE;
    for (int minute = 1; minute <= 1_200; minute++) {
      kept = kept.plus(minute, 1);
      for (int lag : new int[] {1, 10, 60, 180, 600}) {
        int exact = Math.min(minute, lag);
        assertThat(kept.afterMicros(minute - lag) - exact)
            .as("minute %d, %d behind", minute, lag)
            .isBetween(0L, 1L + minute / 10);
      }
    }
  }

  @Property(tries = 200)
  void theExcessIsAtMostATenthOfWhatIsUncovered(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<Long, Long> exact = new TreeMap<>();
    UncoveredSpend kept = UncoveredSpend.NONE;
    int most = 1 + random.nextInt(1_000);
    for (int i = 0; i < 1_000; i++) {
      long micros = 1L + random.nextInt(most);
      kept = kept.plus(i, micros);
      exact.merge((long) i, micros, Long::sum);
    }
    long total = kept.totalMicros();
    for (long upTo = -1; upTo <= 1_000; upTo++) {
      long uncovered = exact.tailMap(upTo, false).values().stream().mapToLong(v -> v).sum();
      assertThat(kept.afterMicros(upTo) - uncovered).isBetween(0L, total / 10);
    }
  }
}
