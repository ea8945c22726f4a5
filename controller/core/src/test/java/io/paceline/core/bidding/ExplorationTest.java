package io.paceline.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ExplorationTest {

  private static String bidId(SplittableRandom random) {
    return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
  }

  @Test
  void theShareOfBidsThatExploreIsTheOneAskedForAndTheyGoAnyDistance() {
    SplittableRandom random = new SplittableRandom(5);
    int bids = 200_000;
    int explored = 0;
    double distance = 0;
    for (int i = 0; i < bids; i++) {
      double exploration = Exploration.of(bidId(random), 0.01);
      assertThat(exploration).isBetween(0.0, 1.0);
      explored += exploration > 0 ? 1 : 0;
      distance += exploration;
    }

    assertThat((double) explored / bids).isCloseTo(0.01, within(0.001));
    assertThat(distance / explored).isCloseTo(0.5, within(0.03));
  }

  @Test
  void aReplayExploresWithTheSameBids() {
    String bidId = "0123456700000000" + "8000000000000000";

    assertThat(Exploration.of(bidId, 0.01)).isEqualTo(Exploration.of(bidId, 0.01));
    assertThat(Exploration.of(bidId, 0.01)).isCloseTo(0.5, within(1e-6));
    assertThat(Exploration.of(bidId, 0)).isZero();
    assertThat(Exploration.of("0".repeat(8) + "ffffffff" + "0".repeat(16), 1)).isPositive();
  }
}
