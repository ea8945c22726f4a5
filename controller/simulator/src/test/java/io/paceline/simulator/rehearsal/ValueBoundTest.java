package io.paceline.simulator.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValueBoundTest {

  private static final long MOST = 100_000;

  /** Impressions of random prices and values, for two budgets that can buy some of them. */
  private static final class Impressions {
    private final SplittableRandom random = new SplittableRandom(1);
    private long sampled;

    double bound(ValueBound bound, long count) {
      for (long i = 0; i < count; i++) {
        long price = 20_000L + random.nextInt(80_000);
        double one = random.nextDouble(0.01);
        double other = random.nextDouble(0.01);
        if (bound.isNext()) {
          bound.add(price, Map.of("one", one, "other", other));
          sampled++;
        }
      }
      return bound.of(Map.of("one", 5_000 * count, "other", 3_000 * count));
    }
  }

  @Test
  void theSampleStaysSmallHoweverManyMoreImpressionsComeThanWereExpected() {
    Impressions impressions = new Impressions();

    impressions.bound(new ValueBound(1), 40 * MOST);

    // A full sample, and half of one for each doubling of the number of impressions.
    assertThat(impressions.sampled).isLessThan(5 * MOST);
  }

  @Test
  void theBoundIsTheSameWhetherOrNotTheNumberOfImpressionsWasExpected() {
    long count = 10 * MOST;

    double expected = new Impressions().bound(new ValueBound(count), count);
    assertThat(new Impressions().bound(new ValueBound(1), count))
        .isCloseTo(expected, within(0.01 * expected));
  }
}
