package io.paceline.simulator.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.pacing.AuctionOutcomes;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares PID, water level, LinkedIn's ±10 %, Lin and RLB's multiplier with results by hand. */
class BaselineLawsTest {

  private static final long DAY = 86_400_000;
  private static final long MINUTE = 60_000;
  private static final long BUDGET = 1_000_000;
  private static final long MAX_BID = 2_000;

  @Test
  void waterLevelMovesByTheLastMinutesError() {
    PacingLaw law = new WaterLevel(2);
    PacingState state = law.start(seen(0, 0, 0));
    // Half of the minute's plan was spent: e = ½, λ · exp(0.6 / 2 · ½).
    PacingState next = law.next(state, seen(MINUTE, 500, 0.001));
    assertThat(next.pacingMultiplier()).isCloseTo(400 * Math.exp(0.15), within(1e-9));
    assertThat(law.next(next, seen(MINUTE + 1_000, 900, 0.002)).pacingMultiplier())
        .as("within the round")
        .isEqualTo(next.pacingMultiplier());
  }

  @Test
  void pidAddsProportionIntegralAndDerivative() {
    PacingLaw law = new Pid(2);
    PacingState one = law.next(law.start(seen(0, 0, 0)), seen(MINUTE, 500, 0.001));
    // e = ½: (0.4 · ½ + 0.2 · ½ + 0.1 · ½) / 2
    assertThat(one.pacingMultiplier()).isCloseTo(400 * Math.exp(0.175), within(1e-9));
    PacingState two = law.next(one, seen(2 * MINUTE, 1_500, 0.002));
    // e = 0, Σ e = ½, Δe = −½
    assertThat(two.pacingMultiplier()).isCloseTo(400 * Math.exp(0.025), within(1e-9));
  }

  @Test
  void pidDoesNotWindUp() {
    PacingLaw law = new Pid(0.25);
    PacingState state = law.start(seen(0, 0, 0));
    for (int k = 1; k <= 600; k++) {
      state = law.next(state, seen(k * MINUTE, 0, k / 1_440.0));
    }
    assertThat(state.pacingMultiplier()).isLessThanOrEqualTo(400 * Math.exp(5) + 1);
    double stuck = state.pacingMultiplier();
    for (int k = 601; k <= 604; k++) {
      state = law.next(state, seen(k * MINUTE, (k - 600) * 5_000L, k / 1_440.0));
    }
    assertThat(state.pacingMultiplier()).isLessThan(stuck / 2);
  }

  @Test
  void linkedinMovesParticipationByATenthAMinute() {
    PacingLaw law = new TenPercentThrottle();
    PacingState state = law.start(seen(0, 0, 0));
    assertThat(state.skipShare()).isCloseTo(0.9, within(1e-12));
    PacingState behind = law.next(state, seen(MINUTE, 0, 0.001));
    assertThat(behind.skipShare()).isCloseTo(1 - 0.11, within(1e-12));
    PacingState ahead = law.next(behind, seen(2 * MINUTE, 500_000, 0.002));
    assertThat(ahead.skipShare()).isCloseTo(1 - 0.099, within(1e-12));
    assertThat(ahead.pacingMultiplier()).isEqualTo(state.pacingMultiplier());
    assertThat(law.next(ahead, seen(2 * MINUTE + 1_000, 500_000, 0.002)).skipShare())
        .isEqualTo(ahead.skipShare());
  }

  @Test
  void linNeverMoves() {
    PacingLaw law = new Lin();
    PacingState state = law.start(seen(0, 0, 0)).withMultiplier(123);
    assertThat(law.next(state, seen(MINUTE, 900_000, 0.001)).pacingMultiplier()).isEqualTo(123);
  }

  @Test
  void rlbsMultiplierGrowsWithTheMoneyForAnAuction() {
    PacingLaw law = valueFunction();
    PacingState state = law.start(seen(0, 0, 0));
    AuctionOutcomes hundred =
        AuctionOutcomes.settledAtOnce(
            100, new double[100], new double[100], new boolean[100], new long[100]);
    double poor = law.next(state, seen(DAY / 2, 990_000, 0.5, hundred)).pacingMultiplier();
    double rich = law.next(state, seen(DAY / 2, 970_000, 0.5, hundred)).pacingMultiplier();
    assertThat(poor).isPositive();
    assertThat(rich).isGreaterThan(poor);
  }

  @Test
  void aNewDayKeepsWhatTheMarketTaughtAndTicksTwiceDoNoHarm() {
    for (PacingLaw law :
        List.of(
            new Pid(2), new WaterLevel(2), new TenPercentThrottle(), new Lin(), valueFunction())) {
      PacingState state = law.next(law.start(seen(0, 0, 0)), seen(MINUTE, 500, 0.001));
      assertThat(law.next(state, seen(MINUTE, 900, 0.002))).isSameAs(state);
      PacingObservation morning =
          PacingObservation.ofSpend(DAY + 1_000, DAY, 2 * DAY, BUDGET, 0, 0, 0, MAX_BID);
      PacingState rolled = law.next(state, morning);
      assertThat(rolled.pacingMultiplier()).isEqualTo(state.pacingMultiplier());
      assertThat(rolled.spendMicros()).isZero();
      assertThat(rolled.skipShare()).isEqualTo(state.skipShare());
    }
  }

  @Test
  void aLawThatTakesOverFromAnotherBeginsWithItsMultiplier() {
    PacingState foreign = new PacingState(321, 0.1, 100, MINUTE, 0, new double[] {7, 8, 9});
    for (PacingLaw law : List.of(new Pid(2), new WaterLevel(2), new TenPercentThrottle())) {
      PacingState taken = law.takeOver(foreign, seen(2 * MINUTE, 100, 0.1));
      assertThat(taken.pacingMultiplier()).isEqualTo(321);
      assertThat(law.next(taken, seen(2 * MINUTE + 1, 100, 0.1)).pacingMultiplier()).isEqualTo(321);
    }
  }

  private static PacingLaw valueFunction() {
    double[] density = new double[11];
    Arrays.fill(density, 1.0 / 11);
    return new ValueFunctionPacing(density, 0.01, 100);
  }

  private static PacingObservation seen(long now, long spend, double plan) {
    return PacingObservation.ofSpend(now, 0, DAY, BUDGET, spend, 1, plan, MAX_BID);
  }

  private static PacingObservation seen(
      long now, long spend, double plan, AuctionOutcomes outcomes) {
    return PacingObservation.ofSpend(now, 0, DAY, BUDGET, spend, 1, plan, MAX_BID)
        .with(outcomes, 0);
  }
}
