package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DualMirrorDescentTest {

  private static final long DAY = 86_400_000;
  private static final long MINUTE = 60_000;
  private static final long BUDGET = 1_000_000;
  private static final long MAX_BID = 2_000;

  private final PacingLaw law = new DualMirrorDescent();

  @Test
  void startsAtAFifthOfTheMaximumBid() {
    assertThat(law.start(seen(0, 0, 0, 0)).pacingMultiplier()).isEqualTo(400);
  }

  @Test
  void onePercentTooMuchMovesTheMultiplierByAQuarterInTheLog() {
    PacingState state = PacingState.inEveryAuction(400, 0.5, 500_000, DAY / 2);
    PacingState next = law.next(state, seen(DAY / 2 + MINUTE, 510_000, 1_000, 0.5));
    assertThat(Math.log(next.pacingMultiplier() / 400)).isCloseTo(-0.25, within(1e-9));
  }

  @Test
  void oneImpressionOfASmallBudgetMovesTheLogByThreeTenths() {
    PacingState state = PacingState.inEveryAuction(400, 0.5, 5_000, DAY / 2);
    PacingObservation now =
        PacingObservation.ofSpend(DAY / 2 + MINUTE, 0, DAY, 10_000, 6_000, 6, 0.5, MAX_BID);
    assertThat(Math.log(law.next(state, now).pacingMultiplier() / 400))
        .isCloseTo(-0.3, within(1e-9));
  }

  @Test
  void onPlanTheMultiplierStands() {
    PacingState state = PacingState.inEveryAuction(400, 0.5, 500_000, DAY / 2);
    PacingState next = law.next(state, seen(DAY / 2 + MINUTE, 500_500, 1_000, 0.5005));
    assertThat(next.pacingMultiplier()).isCloseTo(400, within(1e-6));
  }

  @Test
  void aTickThatComesTwiceOrLateChangesNothing() {
    PacingState state = law.next(law.start(seen(0, 0, 0, 0)), seen(MINUTE, 100, 1, 0.001));
    assertThat(law.next(state, seen(MINUTE, 900_000, 900, 0.001))).isSameAs(state);
    assertThat(law.next(state, seen(MINUTE / 2, 900_000, 900, 0.9))).isSameAs(state);
  }

  @Test
  void aNewPeriodKeepsTheMultiplierAndForgetsTheSpend() {
    PacingState evening = PacingState.inEveryAuction(700, 1, 990_000, DAY - MINUTE);
    PacingObservation morning =
        PacingObservation.ofSpend(DAY + MINUTE, DAY, 2 * DAY, BUDGET, 0, 0, 0.001, MAX_BID);
    PacingState rolled = law.roll(evening, morning);
    assertThat(rolled).isEqualTo(PacingState.inEveryAuction(700, 0.001, 0, DAY + MINUTE));
    assertThat(law.next(evening, morning)).isEqualTo(rolled);
  }

  @Test
  void anEditedBudgetGivesNoKick() {
    PacingState state = PacingState.inEveryAuction(400, 0.5, 500_000, DAY / 2);
    PacingObservation halved =
        PacingObservation.ofSpend(
            DAY / 2 + 1_000, 0, DAY, BUDGET / 2, 500_000, 1_000, 0.5 + 1e-5, MAX_BID);
    double after = law.next(state, halved).pacingMultiplier();
    assertThat(after).isBetween(0.95 * 400, 400.0);
  }

  @Test
  void aLowerMaximumBidBindsAtOnce() {
    PacingState state = PacingState.inEveryAuction(30_000, 0.5, 500_000, DAY / 2);
    PacingObservation lowered =
        PacingObservation.ofSpend(DAY / 2 + MINUTE, 0, DAY, BUDGET, 500_000, 1_000, 0.5, 100);
    assertThat(law.next(state, lowered).pacingMultiplier()).isEqualTo(2_000);
  }

  @Test
  void withoutTrafficItRisesToItsBoundAndComesBackWithTheFirstMoney() {
    PacingState state = law.start(seen(0, 0, 0, 0));
    long now = 0;
    for (; now < DAY / 2; now += MINUTE) {
      state = law.next(state, seen(now, 0, 0, (double) now / DAY));
    }
    assertThat(state.pacingMultiplier()).isEqualTo(20.0 * MAX_BID);
    long spend = 0;
    long impressions = 0;
    while (state.pacingMultiplier() > MAX_BID) {
      now += MINUTE;
      spend += 20_000;
      impressions += 20;
      state = law.next(state, seen(now, spend, impressions, (double) now / DAY));
    }
    assertThat(spend).isLessThan(BUDGET / 4);
  }

  @Test
  void aBudgetOfNothingHoldsTheMultiplier() {
    PacingState state = PacingState.inEveryAuction(400, 0.5, 0, DAY / 2);
    PacingObservation nothing =
        PacingObservation.ofSpend(DAY / 2 + MINUTE, 0, DAY, 0, 0, 0, 0.5, MAX_BID);
    assertThat(law.next(state, nothing).pacingMultiplier()).isEqualTo(400);
  }

  @Test
  void refusesAGainThatIsNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DualMirrorDescent(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new DualMirrorDescent(Double.NaN));
  }

  @Property(tries = 300, seed = "20")
  void staysWithinItsBoundsWhateverItSees(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = -3_600_000, max = DAY) Long> times,
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long budget,
      @ForAll @LongRange(min = 0, max = 2_000_000_000_000L) long spend,
      @ForAll @DoubleRange(min = 0, max = 1) double plan,
      @ForAll @IntRange(min = 1, max = 1_000_000) int maxBid) {
    PacingState state = law.start(PacingObservation.ofSpend(0, 0, DAY, budget, 0, 0, 0, maxBid));
    for (int i = 0; i < times.size(); i++) {
      long now = state.atMillis() + times.get(i);
      long spent = i % 3 == 0 ? spend : spend / (i + 1);
      PacingState next =
          law.next(
              state,
              PacingObservation.ofSpend(now, 0, DAY, budget, spent, i, i % 2 * plan, maxBid));
      assertThat(next.pacingMultiplier()).isBetween(maxBid / 10_001.0, 20.001 * maxBid);
      assertThat(next.atMillis()).isGreaterThanOrEqualTo(state.atMillis());
      state = next;
    }
  }

  @Property(seed = "20")
  void moreSpendNeverRaisesTheMultiplier(
      @ForAll @LongRange(min = 0, max = BUDGET) long less,
      @ForAll @LongRange(min = 0, max = BUDGET) long more) {
    PacingState state = PacingState.inEveryAuction(400, 0.4, 400_000, DAY / 2);
    double after =
        law.next(state, seen(DAY / 2 + MINUTE, 400_000 + Math.min(less, more), 900, 0.401))
            .pacingMultiplier();
    double afterMore =
        law.next(state, seen(DAY / 2 + MINUTE, 400_000 + Math.max(less, more), 900, 0.401))
            .pacingMultiplier();
    assertThat(afterMore).isLessThanOrEqualTo(after);
  }

  private static PacingObservation seen(long now, long spend, long impressions, double plan) {
    return PacingObservation.ofSpend(now, 0, DAY, BUDGET, spend, impressions, plan, MAX_BID);
  }
}
