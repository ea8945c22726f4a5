package io.paceline.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CriticalValueTest {

  private static final MarketCurve CURVE = new MarketCurve(1_000, 2.5);
  private static final long NO_CAP = Long.MAX_VALUE / 2;
  private static final int DRAWS = 20_000;

  @Test
  void itIsTheInverseOfShading() {
    for (double value : new double[] {300, 1_000, 2_500, 9_000}) {
      long bid = BidFunction.priceMicros(1, value, CURVE, 0, NO_CAP);
      assertThat(CriticalValue.of(bid, CURVE)).isCloseTo(value, within(0.01 * value));
    }
  }

  @Test
  void drawnBelowAWinningBidItHasTheMeanOfWhatWasPaid() {
    for (double value : new double[] {600, 2_000, 9_000}) {
      long bid = BidFunction.priceMicros(1, value, CURVE, 0, NO_CAP);
      assertThat(mean(bid, 0)).isCloseTo(bid, within(0.02 * bid));
    }
  }

  @Test
  void aFloorThatRaisedTheBidIsPaidFromItsOwnValueOn() {
    long floor = 900;
    long bid = BidFunction.priceMicros(1, 1_000, CURVE, floor, NO_CAP);
    assertThat(bid).isEqualTo(floor);
    assertThat(mean(bid, floor)).isEqualTo(floor);

    long higher = BidFunction.priceMicros(1, 4_000, CURVE, floor, NO_CAP);
    assertThat(mean(higher, floor)).isCloseTo(higher, within(0.02 * higher));
  }

  @Test
  void itNeverLiesAboveTheValueOfTheBidThatWon() {
    long bid = BidFunction.priceMicros(1, 3_000, CURVE, 0, NO_CAP);
    assertThat(CriticalValue.drawn(bid, 0, CURVE, 0)).isZero();
    assertThat(CriticalValue.drawn(bid, 0, CURVE, 0.999999)).isLessThanOrEqualTo(3_001);
  }

  private static double mean(long bid, long floor) {
    Random random = new Random(3);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += CriticalValue.drawn(bid, floor, CURVE, random.nextDouble());
    }
    return sum / DRAWS;
  }
}
