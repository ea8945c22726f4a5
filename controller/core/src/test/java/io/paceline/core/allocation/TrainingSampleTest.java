package io.paceline.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingSampleTest {

  @Test
  void theFirstEightDigitsOfTheBidIdDecide() {
    TrainingSample quarter = new TrainingSample(0.25);

    assertThat(quarter.takes("3fffffff" + "ffffffff")).isTrue();
    assertThat(quarter.takes("40000000" + "00000000")).isFalse();
    assertThat(new TrainingSample(1).takes("ffffffff" + "0000")).isTrue();
    assertThat(new TrainingSample(0).takes("00000000" + "0000")).isFalse();
  }

  @Test
  void aShareOfTheBidsIsTakenAndNeverATest() {
    BidIds ids = new BidIds();
    TrainingSample quarter = new TrainingSample(0.25);
    int taken = 0;
    for (int i = 0; i < 400; i++) {
      ProposedBids bid = ProposedBids.bid(ids.bidId("adx", "r" + i, "1", "shoes"), 1_000);
      taken += quarter.takes(bid.build()) ? 1 : 0;
      assertThat(quarter.takes(bid.test().build())).isFalse();
    }

    assertThat(taken).isBetween(70, 130);
  }
}
