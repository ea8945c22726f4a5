package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.pacing.ToyMarket.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Tests dual mirror descent in the toy market, with 600 and with 1,800 ticks a day, and notices
 * that are three ticks late.
 */
class ClosedLoopTest {

  private static final int[] TICKS = {600, 1_800};
  private static final double[] HINDSIGHT = {3, 6, 20};
  private static final int SEEDS = 2;

  @Test
  void budgetsOfHundredsOfImpressionsAreSpentOnPlan() {
    for (Outcome outcome : play(UnaryOperator.identity(), 300, 1_000, 5_000)) {
      assertThat(outcome.spendShare()).isBetween(0.97, 1.0);
      assertThat(outcome.farthest()).isLessThan(0.05);
    }
  }

  @Test
  void aHundredImpressionsStayWithinSevenOfThePlan() {
    for (Outcome outcome : play(UnaryOperator.identity(), 100)) {
      assertThat(outcome.spendShare()).isBetween(0.96, 1.0);
      assertThat(outcome.farthest()).isLessThan(0.07);
    }
  }

  @Test
  void tenImpressionsAreMostlySpentAndNeverOverspent() {
    List<Outcome> outcomes = play(UnaryOperator.identity(), 10);
    assertThat(outcomes).allSatisfy(o -> assertThat(o.spendShare()).isBetween(0.6, 1.0));
    assertThat(outcomes.stream().mapToDouble(Outcome::spendShare).average().orElseThrow())
        .isGreaterThan(0.88);
  }

  @Test
  void aStartTenTimesTooLowOrTooHighRecovers() {
    for (double factor : new double[] {0.1, 10}) {
      for (Outcome outcome : play(day -> day.startedAt(factor), 300, 1_000)) {
        assertThat(outcome.spendShare()).isBetween(0.97, 1.0);
        assertThat(outcome.farthest()).isLessThan(0.06);
      }
    }
  }

  @Test
  void anHourWithoutTrafficIsCaughtUp() {
    for (Outcome outcome : play(day -> day.paused(8, 9), 300, 1_000)) {
      assertThat(outcome.spendShare()).isBetween(0.97, 1.0);
      assertThat(outcome.farthest()).isLessThan(0.05);
    }
  }

  @Test
  void twoHoursWithoutTrafficAreCaughtUpByTheEvening() {
    for (Outcome outcome : play(day -> day.paused(8, 10), 300, 1_000)) {
      assertThat(outcome.spendShare()).isBetween(0.97, 1.0);
      assertThat(Math.abs(outcome.distances()[1])).isLessThan(0.10);
      assertThat(Math.abs(outcome.distances()[2])).isLessThan(0.05);
    }
  }

  @Test
  void pricesThatDoubleOrHalveAreFollowed() {
    for (double factor : new double[] {0.5, 2}) {
      for (Outcome outcome : play(day -> day.shifted(10, factor), 300, 1_000)) {
        if (factor > 1 && outcome.hindsight() > 0.35 * ToyMarket.MAX_BID) {
          continue; // doubled prices leave too little within the maximum bid
        }
        assertThat(outcome.spendShare()).isBetween(0.97, 1.0);
        assertThat(outcome.farthest()).isLessThan(0.05);
      }
    }
  }

  @Test
  void theMultiplierSettlesAroundTheHindsightOne() {
    for (Outcome outcome : play(UnaryOperator.identity(), 5_000)) {
      double[] afternoon =
          Arrays.copyOfRange(
              outcome.multipliers(),
              outcome.multipliers().length / 2,
              outcome.multipliers().length * 9 / 10);
      double mean = Arrays.stream(afternoon).average().orElseThrow();
      assertThat(mean / outcome.hindsight()).isBetween(0.8, 1.25);
    }
  }

  @Test
  void withoutPacingTheMoneyIsGoneBeforeNoon() {
    Outcome outcome = ToyMarket.day(1, 1_000, 20, 600).play(new NoPacing());
    assertThat(outcome.spendShare()).isBetween(0.97, 1.0);
    assertThat(outcome.distances()[1]).isGreaterThan(0.5);
  }

  private static List<Outcome> play(UnaryOperator<ToyMarket> change, double... impressions) {
    List<Outcome> outcomes = new ArrayList<>();
    PacingLaw law = new DualMirrorDescent();
    for (double budget : impressions) {
      for (double hindsight : HINDSIGHT) {
        for (int ticks : TICKS) {
          for (int seed = 0; seed < SEEDS; seed++) {
            outcomes.add(change.apply(ToyMarket.day(seed, budget, hindsight, ticks)).play(law));
          }
        }
      }
    }
    return outcomes;
  }
}
