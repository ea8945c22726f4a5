package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenBidsTest {

  private static final long NOON = 1_767_614_400_000L;

  @Test
  void beforeTheFirstWinEachOpenBidCounts() {
    OpenBids look = OpenBids.NONE.at(NOON, 40, 40).at(NOON + 60_000, 50, 45);

    assertThat(look.likely()).isEqualTo(45);
  }

  @Test
  void aBidThatIsOpenForMuchLongerThanWinsNeedHasLost() {
    OpenBids look = OpenBids.NONE.at(NOON, 0, 0).withWin(200).at(NOON + 100, 40, 40);
    assertThat(look.likely()).isBetween(30.0, 40.0);

    assertThat(look.at(NOON + 300, 40, 40).likely())
        .isCloseTo(look.likely() / Math.E, within(1e-9));
    assertThat(look.at(NOON + 2_000, 40, 40).likely()).isLessThan(0.01);
  }

  @Test
  void noMoreBidsMayWinThanAreOpen() {
    OpenBids look = OpenBids.NONE.at(NOON, 0, 0).withWin(60_000).at(NOON + 100, 40, 3);

    assertThat(look.likely()).isEqualTo(3);
  }

  @Test
  void inSteadyTrafficItCountsTheWinsThatAreOnTheirWayWhateverTheirDelaysLookLike() {
    Random random = new Random(7);
    OpenBids look = OpenBids.NONE.at(NOON, 0, 0);
    for (int i = 0; i < 1_000; i++) {
      // One win in ten takes long.
      look = look.withWin(i % 10 == 0 ? 2_000 : 50 + random.nextInt(101));
    }
    // Ten bids every 100 ms; losers hear nothing for a minute.
    long bids = 0;
    double sum = 0;
    for (int tick = 1; tick <= 600; tick++) {
      bids += 10;
      look = look.at(NOON + 100L * tick, bids, bids);
      sum += tick > 300 ? look.likely() : 0;
    }

    // 0.1 bids a millisecond, a mean delay of 0.9 · 100 + 0.1 · 2,000 ms.
    assertThat(sum / 300).isCloseTo(0.1 * 290, within(3.0));
  }

  @Test
  void aDelayThatGetsShorterIsFollowed() {
    OpenBids look = OpenBids.NONE.at(NOON, 0, 0);
    for (int i = 0; i < 500; i++) {
      look = look.withWin(10_000);
    }
    for (int i = 0; i < 1_000; i++) {
      look = look.withWin(100);
    }

    assertThat(look.delayMillis()).isBetween(100.0, 200.0);
  }
}
