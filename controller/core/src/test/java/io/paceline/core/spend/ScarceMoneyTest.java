package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.ledger.PeriodTotals;
import org.junit.jupiter.api.Test;

class ScarceMoneyTest {

  /** Half of the auctions are won at 1,000 micros, a fifth at 500, four fifths at 2,000. */
  private static final MarketCurve CURVE = new MarketCurve(1_000, 2);

  private static boolean isWorth(long price, long held, long won, long available) {
    PeriodTotals totals = new PeriodTotals(50_000, won, held, 0);
    return ScarceMoney.isWorth(price, (double) price, CURVE, totals, available);
  }

  @Test
  void whileHalfOfTheMoneyIsAtHandEveryBidIsWorthIt() {
    assertThat(isWorth(10, 5_000, 0, 5_000)).isTrue();
    assertThat(isWorth(10, 5_001, 0, 4_999)).isFalse();
  }

  @Test
  void theLessIsAtHandTheSurerABidMustBeToWin() {
    assertThat(isWorth(500, 5_900, 0, 4_100)).isTrue();
    assertThat(isWorth(500, 6_100, 0, 3_900)).isFalse();
    assertThat(isWorth(1_000, 7_400, 0, 2_600)).isTrue();
    assertThat(isWorth(1_000, 7_600, 0, 2_400)).isFalse();
    assertThat(isWorth(2_000, 8_900, 0, 1_100)).isTrue();
  }

  @Test
  void whatIsWonAndNotYetBilledIsNotHeldBack() {
    assertThat(isWorth(500, 8_000, 6_000, 3_000)).isTrue();
    assertThat(isWorth(500, 8_000, 0, 3_000)).isFalse();
  }

  @Test
  void aBidThatPaysLessThanItsValueHoldsLessForIt() {
    PeriodTotals totals = new PeriodTotals(50_000, 0, 7_600, 0);

    assertThat(ScarceMoney.isWorth(1_000, 1_500, CURVE, totals, 2_400)).isTrue();
  }

  @Test
  void theLastMoneyIsBidOnceNothingIsOpen() {
    assertThat(isWorth(10, 0, 0, 10)).isTrue();
  }
}
