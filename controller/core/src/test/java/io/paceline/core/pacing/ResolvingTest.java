package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.bidding.MarketCurve;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResolvingTest {

  private static final long DAY = 86_400_000;
  private static final long MAX_BID = 100_000;
  private static final long BUDGET = 1_000_000_000;

  /**
   * Prices of 1 to 100 units of 1,000 micros, all equally likely. At a score of 1, a multiplier
   * wins all prices up to its own amount.
   */
  private static final MarketPrior EVEN = even(100);

  private final PacingLaw law = new Resolving(EVEN);

  @Test
  void startsAtAFifthOfTheMaximumBidAndLearnsNothingFromNothing() {
    PacingState start = law.start(seen(0, 0, 0, null));
    assertThat(start.pacingMultiplier()).isEqualTo(20_000);

    PacingState next = law.next(start, seen(60_000, 0, 0.001, null));
    assertThat(next.pacingMultiplier()).isEqualTo(20_000);
  }

  @Test
  void theMultiplierIsWhereTheCurveMeetsTheMoney() {
    // In units, G(λ) = ∫ p / 100 dp from 0 to λ = λ² / 200, so money for 12.5 units an auction asks
    // for a multiplier of 50.
    PacingState state = law.start(seen(0, 0, 0, null));
    Random random = new Random(5);
    long spend = 0;
    for (int tick = 1; tick <= 100; tick++) {
      AuctionOutcomes outcomes = auctions(random, 100, state.pacingMultiplier());
      for (int i = 0; i < outcomes.count(); i++) {
        spend += outcomes.priceMicros()[i];
      }
      double plan = tick / 1_000.0;
      // The day has 1,000 ticks of 100 auctions; there are 12,500 micros for each that is to come.
      long budget = spend + 100L * (1_000 - tick) * 12_500;
      state =
          law.next(
              state,
              PacingObservation.ofSpend(tick * 60_000L, 0, DAY, budget, spend, 1, plan, MAX_BID)
                  .with(outcomes, 0));
    }
    assertThat(state.pacingMultiplier()).isCloseTo(50_000, within(3_000.0));
  }

  @Test
  void moreSpentMeansALowerMultiplier() {
    PacingState state = law.start(seen(0, 0, 0, null));
    AuctionOutcomes outcomes = auctions(new Random(5), 500, 20_000);
    double little = law.next(state, seen(3_600_000, 1_000_000, 0.1, outcomes)).pacingMultiplier();
    double much = law.next(state, seen(3_600_000, 900_000_000, 0.1, outcomes)).pacingMultiplier();
    assertThat(much).isLessThan(little);
  }

  @Test
  void aTickThatComesTwiceOrLateChangesNothing() {
    PacingState state =
        law.next(
            law.start(seen(0, 0, 0, null)), seen(60_000, 5, 0.1, auctions(new Random(1), 9, 5)));
    assertThat(law.next(state, seen(60_000, 9, 0.2, null))).isSameAs(state);
    assertThat(law.next(state, seen(30_000, 9, 0.2, null))).isSameAs(state);
  }

  @Test
  void stateIsNeverChangedInPlace() {
    PacingState state = law.start(seen(0, 0, 0, null));
    double[] before = state.memory().clone();
    law.next(state, seen(60_000, 500, 0.1, auctions(new Random(1), 50, 20_000)));
    law.roll(state, seen(60_000, 500, 0.1, auctions(new Random(1), 50, 20_000)));
    assertThat(state.memory()).containsExactly(before);
  }

  @Test
  void aNewPeriodKeepsTheMarketAndForgetsTheAuctions() {
    PacingState evening =
        law.next(
            law.start(seen(0, 0, 0, null)),
            seen(DAY - 60_000, 500_000_000, 0.999, auctions(new Random(1), 500, 30_000)));
    PacingObservation morning =
        PacingObservation.ofSpend(DAY, DAY, 2 * DAY, BUDGET, 0, 0, 0, MAX_BID).with(null, 0);

    PacingState rolled = law.next(evening, morning);

    assertThat(rolled.pacingMultiplier()).isEqualTo(evening.pacingMultiplier());
    assertThat(rolled.spendMicros()).isZero();
    assertThat(rolled.memory()[0]).as("won at the lowest bin").isEqualTo(evening.memory()[0]);
    PacingObservation silent =
        PacingObservation.ofSpend(DAY + 60_000, DAY, 2 * DAY, BUDGET, 0, 0, 0.1, MAX_BID)
            .with(null, 0);
    assertThat(law.next(rolled, silent).pacingMultiplier()).isEqualTo(evening.pacingMultiplier());
  }

  @Test
  void auctionsAreSatOutWhereEvenTheLowestMultiplierCostsTooMuch() {
    // Scores are so high that even the lowest multiplier wins, at the full price of 50 units.
    int n = 2_000;
    AuctionOutcomes outcomes = outcomes(n);
    for (int i = 0; i < n; i++) {
      outcomes.score()[i] = 1e9;
      outcomes.reachMicros()[i] = 10;
      outcomes.won()[i] = true;
      outcomes.priceMicros()[i] = 50_000;
    }
    PacingState state =
        law.next(law.start(seen(0, 0, 0, null)), seen(DAY / 2, BUDGET - 10_000_000, 0.5, outcomes));
    assertThat(state.pacingMultiplier()).isCloseTo(MAX_BID * 1e-4, within(2.0));
    // 10,000,000 micros for 2,000 auctions are a tenth of what they cost. The prior expects less
    // cost, so the share is not exactly 0.9.
    assertThat(state.skipShare()).isBetween(0.87, 0.93);
  }

  @Test
  void lostAuctionsRaiseTheMultiplierAgainstThePrior() {
    // By the prior, half of the prices lie below 50 units; here all bids of 50 units are lost.
    int n = 5_000;
    AuctionOutcomes lost = outcomes(n);
    for (int i = 0; i < n; i++) {
      lost.score()[i] = 1;
      lost.reachMicros()[i] = 50_000;
    }
    PacingState state = law.next(law.start(seen(0, 0, 0, null)), seen(DAY / 2, 0, 0.5, lost));
    assertThat(state.pacingMultiplier()).isGreaterThan(50_000);
  }

  @Test
  void aRevealedPriceTeachesWhatAWinDoes() {
    int n = 2_000;
    AuctionOutcomes won = outcomes(n);
    AuctionOutcomes revealed = outcomes(n);
    for (int i = 0; i < n; i++) {
      won.score()[i] = 1;
      won.reachMicros()[i] = 90_000;
      won.won()[i] = true;
      won.priceMicros()[i] = 40_000;
      revealed.score()[i] = 1;
      revealed.reachMicros()[i] = 1_000;
      revealed.priceMicros()[i] = 40_000;
    }
    PacingState start = law.start(seen(0, 0, 0, null));
    assertThat(law.next(start, seen(DAY / 2, 0, 0.5, revealed)).pacingMultiplier())
        .isEqualTo(law.next(start, seen(DAY / 2, 0, 0.5, won)).pacingMultiplier());
  }

  @Test
  void theLastMoneyIsKeptForTheBest() {
    EndReserve reserve = new EndReserve(EVEN);
    SpendCurve curve = SpendCurve.ofPrior(EVEN, MAX_BID, 0);
    assertThat(reserve.lowered(30_000, curve, 10 * MAX_BID, 500)).isEqualTo(30_000);
    double some = reserve.lowered(30_000, curve, 60_000, 50);
    double many = reserve.lowered(30_000, curve, 60_000, 500);
    assertThat(some).isLessThan(30_000);
    assertThat(many).as("more auctions to come").isLessThan(some);
  }

  @Test
  void thePriorSpendsWhatItWasAskedFor() {
    MarketPrior prior = MarketPrior.of(new MarketCurve(20_000, 2));
    double multiplier = prior.multiplierFor(3_000, MAX_BID);
    assertThat(SpendCurve.ofPrior(prior, MAX_BID, 0).costAt(multiplier))
        .isCloseTo(3_000, within(1e-6));
    assertThat(prior.multiplierFor(6_000, MAX_BID)).isGreaterThan(multiplier);
    assertThat(prior.elasticity(3_000, MAX_BID)).isBetween(0.5, 4.0);
    assertThat(prior.winShare(3_000, MAX_BID)).isBetween(0.01, 0.9);
  }

  private static AuctionOutcomes auctions(Random random, int count, double multiplier) {
    AuctionOutcomes outcomes = outcomes(count);
    for (int i = 0; i < count; i++) {
      long price = 1_000L * (1 + random.nextInt(100));
      outcomes.score()[i] = 1;
      outcomes.reachMicros()[i] = multiplier;
      outcomes.won()[i] = price <= multiplier;
      outcomes.priceMicros()[i] = price <= multiplier ? price : 0;
    }
    return outcomes;
  }

  private static AuctionOutcomes outcomes(int count) {
    return AuctionOutcomes.settledAtOnce(
        count, new double[count], new double[count], new boolean[count], new long[count]);
  }

  private static MarketPrior even(int prices) {
    double[] price = new double[prices];
    double[] probability = new double[prices];
    for (int k = 0; k < prices; k++) {
      price[k] = 1_000.0 * (k + 1);
      probability[k] = 1.0 / prices;
    }
    return MarketPrior.ofLandscape(price, probability);
  }

  private static PacingObservation seen(
      long now, long spend, double plan, AuctionOutcomes outcomes) {
    return PacingObservation.ofSpend(now, 0, DAY, BUDGET, spend, 1, plan, MAX_BID)
        .with(outcomes, 0);
  }
}
