package io.paceline.core.pacing;

import static io.paceline.core.pacing.Bookings.at;
import static io.paceline.core.pacing.Bookings.booked;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import java.time.LocalDateTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BudgetPeriodsTest {

  @Test
  void aTotalBudgetAloneHasTheFlightAsItsPeriod() {
    Campaign campaign = booked("2026-06-01T06:00", "2026-06-11T18:00", 1_000, 0);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-05T12:00"), 0))
        .isEqualTo(new BudgetPeriod(0, at("2026-06-01T06:00"), at("2026-06-11T18:00"), 1_000));
  }

  @Test
  void aDailyBudgetHasTheLocalDayClippedToTheFlight() {
    Campaign campaign = booked("2026-06-01T18:00", "2026-06-03T06:00", 0, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-01T20:00"), 0))
        .isEqualTo(
            new BudgetPeriod(
                at("2026-06-01T00:00"), at("2026-06-01T18:00"), at("2026-06-02T00:00"), 100));
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-02T00:00"), 100))
        .isEqualTo(
            new BudgetPeriod(
                at("2026-06-02T00:00"), at("2026-06-02T00:00"), at("2026-06-03T00:00"), 100));
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-03T05:00"), 200))
        .isEqualTo(
            new BudgetPeriod(
                at("2026-06-03T00:00"), at("2026-06-03T00:00"), at("2026-06-03T06:00"), 100));
  }

  @Test
  void anEditOfTheFlightDoesNotMoveWhatIsBookedForADay() {
    Campaign noon = booked("2026-06-01T12:00", "2026-06-03T06:00", 0, 100);
    Campaign evening = booked("2026-06-01T18:00", "2026-06-04T06:00", 0, 100);
    long at = at("2026-06-01T20:00");
    assertThat(BudgetPeriods.periodKey(noon, at))
        .isEqualTo(BudgetPeriods.periodKey(evening, at))
        .isEqualTo(at("2026-06-01T00:00"));
    assertThat(BudgetPeriods.periodKey(noon, at("2026-06-02T01:00")))
        .isEqualTo(at("2026-06-02T00:00"));
    Campaign whole = booked("2026-06-01T12:00", "2026-06-03T06:00", 100, 0);
    assertThat(BudgetPeriods.periodKey(whole, at)).isZero();
  }

  @Test
  void beforeAndAfterTheFlightItsFirstAndLastPeriodStand() {
    Campaign campaign = booked("2026-06-01T00:00", "2026-06-03T00:00", 0, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-05-01T00:00"), 0).startMillis())
        .isEqualTo(at("2026-06-01T00:00"));
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-07-01T00:00"), 0).startMillis())
        .isEqualTo(at("2026-06-02T00:00"));
  }

  @Test
  void whatADayLeavesOverIsSpreadOverTheRestOfTheFlight() {
    Campaign campaign = booked("2026-06-01T00:00", "2026-06-05T00:00", 0, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-02T12:00"), 40).budgetMicros())
        .isEqualTo(120);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-04T12:00"), 200).budgetMicros())
        .isEqualTo(200);
  }

  @Test
  void aDayNeverExceedsWhatIsLeftOfTheTotal() {
    Campaign campaign = booked("2026-06-01T00:00", "2026-06-05T00:00", 250, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-03T12:00"), 200).budgetMicros())
        .isEqualTo(50);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-04T12:00"), 300).budgetMicros())
        .isZero();
  }

  @Test
  void daysThatSpentMoreThanAnEditedBudgetAreNotTakenOffLaterOnes() {
    Campaign campaign = booked("2026-06-01T00:00", "2026-06-05T00:00", 0, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-02T12:00"), 500).budgetMicros())
        .isEqualTo(100);
  }

  @Test
  void daysOfTwentyThreeAndTwentyFiveHoursAreWhole() {
    Campaign spring = booked("2026-03-28T00:00", "2026-03-31T00:00", 0, 100);
    BudgetPeriod shortDay = BudgetPeriods.periodAt(spring, at("2026-03-29T12:00"), 100);
    assertThat(shortDay.endMillis() - shortDay.startMillis()).isEqualTo(23 * 3_600_000L);
    Campaign autumn = booked("2026-10-24T00:00", "2026-10-27T00:00", 0, 100);
    BudgetPeriod longDay = BudgetPeriods.periodAt(autumn, at("2026-10-25T12:00"), 100);
    assertThat(longDay.endMillis() - longDay.startMillis()).isEqualTo(25 * 3_600_000L);
  }

  @Property(seed = "20")
  void daysTogetherNeverExceedTheFlight(
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long daily,
      @ForAll @LongRange(min = 0, max = 5_000_000_000L) long total,
      @ForAll @IntRange(min = 1, max = 20) int days,
      @ForAll @Size(20) List<@DoubleRange(min = 0, max = 1) Double> shares) {
    LocalDateTime start = LocalDateTime.parse("2026-03-20T00:00");
    Campaign campaign = booked(start.toString(), start.plusDays(days).toString(), total, daily);
    long spent = 0;
    long now = campaign.flight().startMillis();
    for (int day = 0; day < days; day++) {
      BudgetPeriod period = BudgetPeriods.periodAt(campaign, now, spent);
      assertThat(period.budgetMicros()).isNotNegative();
      spent += (long) (period.budgetMicros() * shares.get(day));
      now = period.endMillis();
    }
    assertThat(now).isEqualTo(campaign.flight().endMillis());
    assertThat(spent).isLessThanOrEqualTo(daily * days);
    if (total > 0) {
      assertThat(spent).isLessThanOrEqualTo(total);
    }
  }
}
