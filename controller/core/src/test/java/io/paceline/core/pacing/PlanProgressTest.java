package io.paceline.core.pacing;

import static io.paceline.core.pacing.Bookings.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlanProgressTest {

  private static final Campaign DAY = Bookings.booked("2026-06-10T00:00", "2026-06-11T00:00", 0, 1);
  private static final TrafficWeek WEEK = TrafficWeek.everyDay(ToyMarket.traffic());
  private static final BudgetPeriod PERIOD =
      new BudgetPeriod(at("2026-06-10T00:00"), at("2026-06-10T00:00"), at("2026-06-11T00:00"), 1);
  private static final long QUARTER = 900_000;

  /**
   * The plan's progress at the end of each quarter hour of a day.
   *
   * @param auctions how many auctions each quarter hour brings, by its number from 0
   */
  private static double[] day(IntUnaryOperator auctions) {
    PlanProgress plan = PlanProgress.from(PERIOD.startMillis(), 0);
    double[] shares = new double[96];
    for (int slot = 0; slot < 96; slot++) {
      plan = looked(plan, auctions.applyAsInt(slot), PERIOD.startMillis() + (slot + 1) * QUARTER);
      shares[slot] = plan.share();
    }
    return shares;
  }

  private static PlanProgress looked(PlanProgress plan, long auctions, long now) {
    return plan.next(
        now,
        auctions,
        SpendPlan.trafficByLag(DAY, WEEK, plan.atMillis(), now),
        SpendPlan.trafficLeftByLag(DAY, WEEK, PERIOD, now),
        forecast(now),
        forecast(now - PlanProgress.latestMillis(now, PERIOD.endMillis())),
        forecast(now + PlanProgress.BOUND_MILLIS));
  }

  private static double forecast(long now) {
    return SpendPlan.targetSpendShare(
        PacingMode.TRAFFIC,
        WEEK,
        Bookings.BERLIN,
        PERIOD,
        PERIOD.startMillis(),
        now,
        DAY.targeting().hours());
  }

  private static double forecastAfter(int slot) {
    return forecast(PERIOD.startMillis() + (slot + 1) * QUARTER);
  }

  private static int usual(int slot, double auctionsOfDay) {
    return (int) Math.round(auctionsOfDay * ToyMarket.traffic().shares()[Math.max(0, slot)]);
  }

  @Test
  void onADayAsExpectedThePlanIsTheForecastsWhateverItsLevel() {
    for (double auctions : new double[] {10_000, 100_000}) {
      double[] shares = day(slot -> usual(slot, auctions));
      for (int slot = 0; slot < 96; slot++) {
        assertThat(shares[slot]).isCloseTo(forecastAfter(slot), within(0.02));
      }
    }
  }

  @Test
  void anHourWithoutItsTrafficLeavesThePlanWhereItIsAndTheRestOfTheDayTakesItsShare() {
    double[] shares = day(slot -> slot >= 40 && slot < 44 ? 0 : usual(slot, 10_000));
    double[] ordinary = day(slot -> usual(slot, 10_000));
    assertThat(shares[43]).isCloseTo(shares[39], within(0.005));
    assertThat(ordinary[43]).isGreaterThan(ordinary[39] + 0.03);
    assertThat(shares[95]).isEqualTo(1);
  }

  @Test
  void aDozenAuctionsDoNotBendThePlan() {
    Random random = new Random(1);
    double[] shares = day(slot -> random.nextInt(8) == 0 ? 1 : 0);
    for (int slot = 0; slot < 96; slot++) {
      assertThat(shares[slot]).isCloseTo(forecastAfter(slot), within(0.08));
    }
  }

  @Test
  void whereNoAuctionComesThePlanIsFourHoursLateAndNoMore() {
    double[] shares = day(slot -> slot < 20 ? usual(slot, 10_000) : 0);
    for (int slot = 48; slot < 80; slot++) {
      assertThat(shares[slot]).isGreaterThanOrEqualTo(forecastAfter(slot - 16) - 1e-9);
    }
    assertThat(shares[95]).isEqualTo(1);
  }

  @Test
  void aLookThatComesLateFollowsTheForecast() {
    PlanProgress plan = PlanProgress.from(PERIOD.startMillis(), 0);

    PlanProgress late = looked(plan, 0, at("2026-06-10T10:00"));

    assertThat(late.share()).isCloseTo(forecast(at("2026-06-10T10:00")), within(1e-9));
    assertThat(late.usual()[8]).isZero();
  }

  @Test
  void whatOneDayTaughtIsKnownOnTheNextMorning() {
    PlanProgress plan = PlanProgress.from(PERIOD.startMillis(), 0);
    for (int slot = 0; slot < 96; slot++) {
      plan = looked(plan, usual(slot - 12, 10_000), PERIOD.startMillis() + (slot + 1) * QUARTER);
    }
    PlanProgress next = plan.restarted(PERIOD.startMillis());

    assertThat(next.share()).isZero();
    double[] noon =
        SpendPlan.trafficByLag(DAY, WEEK, at("2026-06-10T12:00"), at("2026-06-10T13:00"));
    assertThat(next.expected(noon)).isCloseTo(noon[8 + 6], within(0.01));
  }

  @Property(tries = 300)
  void noDayTurnsAPlanBackOrCarriesItAwayFromTheForecast(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1) double busy,
      @ForAll @IntRange(min = 1, max = 5_000) int most) {
    Random random = new Random(seed);
    double[] shares = day(slot -> random.nextDouble() < busy ? random.nextInt(most) : 0);
    double last = 0;
    for (int slot = 0; slot < 96; slot++) {
      long now = PERIOD.startMillis() + (slot + 1) * QUARTER;
      assertThat(shares[slot])
          .isGreaterThanOrEqualTo(last)
          .isBetween(
              forecast(now - PlanProgress.latestMillis(now, PERIOD.endMillis())) - 1e-9,
              forecast(now + PlanProgress.BOUND_MILLIS) + 1e-9);
      last = shares[slot];
    }
    assertThat(last).isEqualTo(1);
  }
}
