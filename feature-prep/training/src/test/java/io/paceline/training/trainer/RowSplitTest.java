package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RowSplitTest {

  private static final long DAY_MILLIS = 86_400_000L;

  @Test
  void aLogOfDaysIsJudgedByItsLaterFifth() {
    RowSplit split = RowSplit.of(100, 5 * DAY_MILLIS);

    assertThat(split.training()).isEqualTo(IntStream.range(0, 80).toArray());
    assertThat(split.stopping()).hasSize(10).contains(80, 98);
    assertThat(split.judging()).hasSize(10).contains(81, 99);
  }

  @Test
  void aShortLogIsJudgedByRowsOfAllHours() {
    RowSplit split = RowSplit.of(100, 5 * DAY_MILLIS - 1);

    assertThat(split.training()).hasSize(80).contains(0, 7, 90, 97);
    assertThat(split.stopping()).containsExactly(8, 18, 28, 38, 48, 58, 68, 78, 88, 98);
    assertThat(split.judging()).containsExactly(9, 19, 29, 39, 49, 59, 69, 79, 89, 99);
  }

  @Test
  void noRowIsInTwoParts() {
    for (long days : new long[] {0, 9}) {
      RowSplit split = RowSplit.of(1_003, days * DAY_MILLIS);

      assertThat(
              IntStream.concat(
                  Arrays.stream(split.training()),
                  IntStream.concat(
                      Arrays.stream(split.stopping()), Arrays.stream(split.judging()))))
          .hasSize(1_003)
          .doesNotHaveDuplicates();
    }
  }
}
