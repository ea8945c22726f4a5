package io.paceline.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BidFunctionTest {

  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final MarketCurve CURVE = new MarketCurve(1_000, 2);

  @Test
  void aSecondPriceBidIsTheValueRoundedDown() {
    assertThat(BidFunction.priceMicros(SECOND, 1_234.9, CURVE, 100, 5_000)).isEqualTo(1_234);
  }

  @Test
  void aFirstPriceBidIsShaded() {
    long bid = BidFunction.priceMicros(FIRST, 3_000, CURVE, 100, 5_000);
    long best = bruteForce(3_000, CURVE, 100, 5_000);
    assertThat(bid).isBetween(best - 1, best).isLessThan(1_500);
  }

  @Test
  void shadingStopsAtTheFloor() {
    assertThat(BidFunction.priceMicros(FIRST, 3_000, CURVE, 2_500, 5_000)).isEqualTo(2_500);
  }

  @Test
  void theCapBinds() {
    assertThat(BidFunction.priceMicros(FIRST, 30_000, CURVE, 0, 700)).isEqualTo(700);
    assertThat(BidFunction.priceMicros(SECOND, 30_000, CURVE, 0, 700)).isEqualTo(700);
  }

  @Test
  void thereIsNoBidBelowTheFloorOrOneMicro() {
    for (int at : new int[] {FIRST, SECOND}) {
      assertThat(BidFunction.priceMicros(at, 99.9, CURVE, 100, 5_000)).isZero();
      assertThat(BidFunction.priceMicros(at, 1_000, CURVE, 100, 99)).isZero();
      assertThat(BidFunction.priceMicros(at, 1_000, CURVE, 0, 0)).isZero();
      assertThat(BidFunction.priceMicros(at, 1_000, CURVE, 0, -7)).isZero();
      assertThat(BidFunction.priceMicros(at, 0.9, CURVE, 0, 5_000)).isZero();
      assertThat(BidFunction.priceMicros(at, Double.NaN, CURVE, 0, 5_000)).isZero();
      assertThat(BidFunction.priceMicros(at, 100, CURVE, 100, 100)).isEqualTo(100);
    }
  }

  @Test
  void aSteepMarketIsBidJustAboveItsPrice() {
    long bid = BidFunction.priceMicros(FIRST, 1e9, new MarketCurve(1_000, 20), 0, 1_000_000);
    long best = bruteForce(1e9, new MarketCurve(1_000, 20), 0, 1_000_000);
    assertThat(bid).isBetween(best - 1, best).isLessThan(2_500);
  }

  @Property(tries = 300, seed = "20")
  void noBidIsAboveItsCapOrValueOrBelowItsFloor(
      @ForAll @DoubleRange(min = 0, max = 100_000) double value,
      @ForAll @DoubleRange(min = 1, max = 50_000) double scale,
      @ForAll @DoubleRange(min = 0.1, max = 20) double shape,
      @ForAll @LongRange(min = 0, max = 50_000) long floor,
      @ForAll @LongRange(min = 0, max = 100_000) long cap) {
    for (int at : new int[] {FIRST, SECOND}) {
      long bid = BidFunction.priceMicros(at, value, new MarketCurve(scale, shape), floor, cap);
      if (bid != 0) {
        assertThat(bid).isBetween(Math.max(1, floor), cap);
        assertThat((double) bid).isLessThanOrEqualTo(value);
      } else {
        assertThat(Math.min(value, (double) cap)).isLessThan((double) Math.max(1, floor));
      }
    }
  }

  @Property(tries = 300, seed = "20")
  void anExploringBidLiesBetweenTheBestOneAndValueAndCap(
      @ForAll @DoubleRange(min = 0, max = 100_000) double value,
      @ForAll @DoubleRange(min = 1, max = 50_000) double scale,
      @ForAll @DoubleRange(min = 0.1, max = 20) double shape,
      @ForAll @LongRange(min = 0, max = 50_000) long floor,
      @ForAll @LongRange(min = 0, max = 100_000) long cap,
      @ForAll @DoubleRange(min = 0, max = 1) double exploration) {
    MarketCurve curve = new MarketCurve(scale, shape);
    for (int at : new int[] {FIRST, SECOND}) {
      long best = BidFunction.priceMicros(at, value, curve, floor, cap);
      long bid = BidFunction.priceMicros(at, value, curve, floor, cap, exploration);
      if (best == 0 || at == SECOND) {
        assertThat(bid).isEqualTo(best);
      } else {
        assertThat(bid).isBetween(best, cap);
        assertThat((double) bid).isLessThanOrEqualTo(value);
        double room = Math.min(value, (double) cap) - (double) best;
        assertThat((double) (bid - best)).isCloseTo(exploration * room, within(2.0));
      }
    }
  }

  @Property(tries = 100, seed = "20")
  void noOtherBidHasAHigherSurplus(
      @ForAll @DoubleRange(min = 1, max = 3_000) double value,
      @ForAll @DoubleRange(min = 10, max = 3_000) double scale,
      @ForAll @DoubleRange(min = 0.2, max = 15) double shape,
      @ForAll @LongRange(min = 0, max = 500) long floor,
      @ForAll @LongRange(min = 500, max = 3_000) long cap) {
    MarketCurve curve = new MarketCurve(scale, shape);
    long bid = BidFunction.priceMicros(FIRST, value, curve, floor, cap);
    if (bid > 0) {
      long best = bruteForce(value, curve, floor, cap);
      // The bid is rounded down, so it may lie one micro below the best whole bid.
      assertThat(bid).isBetween(best - 1, best);
    }
  }

  private static long bruteForce(double value, MarketCurve curve, long floor, long cap) {
    long best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (long bid = Math.max(1, floor); bid <= cap && bid <= (long) value; bid++) {
      double surplus = (value - (double) bid) * curve.winProbability((double) bid);
      if (surplus > most) {
        most = surplus;
        best = bid;
      }
    }
    return best;
  }
}
