package io.paceline.core.bidding;

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
      double bid = bid(value, 0);
      assertThat(CriticalValue.of(bid, CURVE)).isCloseTo(value, within(0.01 * value));
    }
  }

  @Test
  void drawnBelowAWinningBidItHasTheMeanOfWhatWasPaid() {
    for (double value : new double[] {600, 2_000, 9_000}) {
      double bid = bid(value, 0);
      assertThat(mean(bid, 0)).isCloseTo(bid, within(0.02 * bid));
    }
  }

  @Test
  void aFloorThatRaisedTheBidIsPaidFromItsOwnValueOn() {
    double floor = 900;
    double bid = bid(1_000, 900);
    assertThat(bid).isEqualTo(floor);
    assertThat(mean(bid, floor)).isEqualTo(floor);

    double higher = bid(4_000, 900);
    assertThat(mean(higher, floor)).isCloseTo(higher, within(0.02 * higher));
  }

  @Test
  void itNeverLiesAboveTheValueOfTheBidThatWon() {
    double bid = bid(3_000, 0);
    assertThat(CriticalValue.drawn(bid, 0, CURVE, 0)).isZero();
    assertThat(CriticalValue.drawn(bid, 0, CURVE, 0.999999)).isLessThanOrEqualTo(3_001);
  }

  private static double bid(double value, long floor) {
    return (double) BidFunction.priceMicros(1, value, CURVE, floor, NO_CAP);
  }

  private static double mean(double bid, double floor) {
    Random random = new Random(3);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += CriticalValue.drawn(bid, floor, CURVE, random.nextDouble());
    }
    return sum / DRAWS;
  }
}
