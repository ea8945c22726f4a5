package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Tests {@link MoneyAhead} with an outlook, as the live job gives one. */
class MoneyAheadTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long BUDGET = 1_000_000;

  private final double[] memory = new double[MoneyAhead.NUMBERS];
  private final MoneyAhead ahead = new MoneyAhead(memory, 0);

  @Test
  void auctionsAreCountedByUsualTrafficSoAPeakIsMetWhenItBegins() {
    // 100 auctions in a thousandth of a usual day; the hour ahead brings twentyfold traffic.
    PacingObservation now = seen(MINUTE, 100, new Outlook(0.001, 0.02, 0.1), 0);
    ahead.count(state(0), now);
    assertThat(ahead.auctions(state(0), now)).isCloseTo(2_000, within(1e-6));
  }

  @Test
  void moneyIsThePlansAtTheHorizonLessSpendAndWhatOpenBidsWillCost() {
    PacingObservation now = seen(MINUTE, 100, new Outlook(0.001, 0.02, 0.1), 30_000);
    assertThat(ahead.money(state(0), now, 20_000)).isCloseTo(50_000, within(1e-6));
    assertThat(ahead.money(state(0), now, 200_000)).as("never negative").isZero();
  }

  @Test
  void aLongGapWithoutAuctionsTellsNothingOfTheTraffic() {
    ahead.count(state(0), seen(MINUTE, 100, new Outlook(0.001, 0.02, 0.1), 0));
    double[] before = memory.clone();
    ahead.count(state(MINUTE), seen(3 * HOUR, 2, new Outlook(0.1, 0.02, 0.2), 0));
    assertThat(memory[1]).isEqualTo(before[1]);
    assertThat(memory[2]).isEqualTo(before[2]);

    ahead.count(state(3 * HOUR), seen(4 * HOUR, 4_000, new Outlook(0.04, 0.02, 0.2), 0));
    assertThat(memory[1]).as("a late tick that saw auctions counts").isGreaterThan(4_000);
  }

  @Test
  void beforeTheFirstAuctionNothingIsKnown() {
    PacingObservation silent = seen(MINUTE, 0, new Outlook(0.001, 0.02, 0.1), 0);
    ahead.count(state(0), silent);
    assertThat(ahead.unknown(silent)).isTrue();
    PacingObservation first = seen(2 * MINUTE, 1, new Outlook(0.001, 0.02, 0.1), 0);
    ahead.count(state(MINUTE), first);
    assertThat(ahead.unknown(first)).isFalse();
    assertThat(ahead.auctions(state(MINUTE), first)).as("one in two minutes").isBetween(9.0, 11.0);
  }

  private static PacingState state(long at) {
    return PacingState.inEveryAuction(1_000, 0, 0, at);
  }

  private static PacingObservation seen(long now, long proposed, Outlook outlook, long spend) {
    AuctionOutcomes outcomes =
        new AuctionOutcomes(
            0, new double[0], new double[0], new boolean[0], new long[0], 0, proposed, 0);
    return new PacingObservation(
        now, 0, DAY, BUDGET, spend, 1, 0.05, 5_000, HOUR, outcomes, outlook, null);
  }
}
