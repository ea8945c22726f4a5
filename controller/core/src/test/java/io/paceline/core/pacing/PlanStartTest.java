package io.paceline.core.pacing;

import static io.paceline.core.pacing.Bookings.at;
import static io.paceline.core.pacing.Bookings.booked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PlanStartTest {

  private static final Campaign WEEK = booked("2026-03-27T00:00", "2026-04-03T00:00", 0, 1_000);

  private static PlanStart start(PlanStart known, Campaign campaign, String at, long spent) {
    long now = at(at);
    return PlanStart.at(known, campaign, BudgetPeriods.periodAt(campaign, now, 0, 0), spent, now);
  }

  private static double even(PlanStart start, Campaign campaign, String at) {
    BudgetPeriod period = BudgetPeriods.periodAt(campaign, at(at), 0, 0);
    return start.targetSpendShare(
        PlanStart.forecast(whole(period, at(at)), whole(period, start.sinceMillis())),
        period.budgetMicros());
  }

  private static double whole(BudgetPeriod period, long atMillis) {
    return SpendPlan.targetSpendShare(
        WEEK.budget().pacing(),
        TrafficWeek.uniform(),
        Bookings.BERLIN,
        period,
        WEEK.flight().startMillis(),
        atMillis,
        WEEK.targeting().hours());
  }

  @Test
  void aCampaignKnownBeforeItsFlightIsPlannedFromItsStart() {
    PlanStart start = start(null, WEEK, "2026-03-26T12:00", 0);

    assertThat(start.sinceMillis()).isEqualTo(WEEK.flight().startMillis());
    assertThat(even(start, WEEK, "2026-03-27T12:00")).isCloseTo(0.5 / 0.995, within(1e-9));
    assertThat(start(start, WEEK, "2026-03-27T18:00", 700)).isEqualTo(start);
  }

  @Test
  void aCampaignBookedAtNoonSpreadsItsDayOverTheAfternoon() {
    PlanStart start = start(null, WEEK, "2026-03-27T12:00", 0);

    assertThat(even(start, WEEK, "2026-03-27T12:00")).isZero();
    assertThat(even(start, WEEK, "2026-03-27T18:00")).isCloseTo(0.5, within(0.01));
    assertThat(even(start, WEEK, "2026-03-27T23:59")).isEqualTo(1);
  }

  @Test
  void theNextDayIsPlannedAsAWholeAgainEvenTheOneOfTwentyThreeHours() {
    PlanStart late = start(null, WEEK, "2026-03-28T12:00", 0);
    PlanStart next = start(late, WEEK, "2026-03-29T00:10", 0);

    assertThat(next.sinceMillis()).isEqualTo(at("2026-03-29T00:00"));
    assertThat(even(next, WEEK, "2026-03-29T12:00")).isCloseTo(11 / 23.0 / 0.995, within(1e-9));
  }

  @Test
  void anEditOfTheAmountSpreadsWhatItAddsOverTheRestOfTheDay() {
    PlanStart start = start(null, WEEK, "2026-03-26T12:00", 0);
    Campaign doubled = booked("2026-03-27T00:00", "2026-04-03T00:00", 0, 2_000);

    PlanStart edited = start(start, doubled, "2026-03-27T12:00", 500);

    // A plan for the whole day would want 1,000 micros, half of the new amount, spent by noon.
    assertThat(even(edited, doubled, "2026-03-27T12:00")).isCloseTo(0.25, within(1e-9));
    assertThat(even(edited, doubled, "2026-03-27T18:00")).isCloseTo(0.625, within(0.01));
    assertThat(start(edited, doubled, "2026-03-27T13:00", 600)).isEqualTo(edited);
  }

  @Test
  void anEditOfWhatADayTakesOverStartsThePlanAnew() {
    PlanStart start = start(null, carrying(0), "2026-03-26T12:00", 0);

    assertThat(start(start, carrying(1_000), "2026-03-27T12:00", 500).spentMicros()).isEqualTo(500);
    assertThat(start(start, carrying(null), "2026-03-27T12:00", 500)).isEqualTo(start);
  }

  private static Campaign carrying(Integer carryOver) {
    return CampaignBuilder.campaign("shoes")
        .flight(WEEK.flight().startMillis(), WEEK.flight().endMillis())
        .timeZone(Bookings.BERLIN.getId())
        .totalMicros(0)
        .dailyMicros(1_000)
        .carryOver(carryOver)
        .build();
  }

  @Test
  void anEditBelowWhatIsSpentWantsNothingMore() {
    PlanStart start = start(null, WEEK, "2026-03-26T12:00", 0);
    Campaign halved = booked("2026-03-27T00:00", "2026-04-03T00:00", 0, 400);

    PlanStart edited = start(start, halved, "2026-03-27T12:00", 500);

    assertThat(even(edited, halved, "2026-03-27T12:00")).isEqualTo(1);
  }

  @Test
  void aPauseIsNotCaughtUp() {
    PlanStart start = start(null, WEEK, "2026-03-26T12:00", 0);
    PlanStart paused =
        start(
            start,
            booked("2026-03-27T00:00", "2026-04-03T00:00", 0, 1_000, true),
            "2026-03-27T06:00",
            250);
    PlanStart resumed = start(paused, WEEK, "2026-03-27T18:00", 250);

    assertThat(even(resumed, WEEK, "2026-03-27T18:00")).isCloseTo(0.25, within(1e-9));
    assertThat(even(resumed, WEEK, "2026-03-27T23:59")).isEqualTo(1);
  }

  @Property(tries = 200)
  void aPlanNeverFallsAndEndsComplete(
      @ForAll @DoubleRange(min = 0, max = 1) double since,
      @ForAll @LongRange(min = 0, max = 3_000) long spent,
      @ForAll @LongRange(min = 0, max = 2_000) long budget) {
    PlanStart start = PlanStart.withoutProgress(0, 0, 0, spent);
    double last = 0;
    for (int i = 0; i <= 20; i++) {
      double share = start.targetSpendShare(PlanStart.forecast(i / 20.0, since), budget);
      assertThat(share).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(last);
      last = share;
    }
    assertThat(last).isEqualTo(1);
  }
}
