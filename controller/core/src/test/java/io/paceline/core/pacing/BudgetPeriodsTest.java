package io.paceline.core.pacing;

import static io.paceline.core.pacing.Bookings.at;
import static io.paceline.core.pacing.Bookings.booked;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.money.Micros;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPeriodsTest {

  @Test
  void aTotalBudgetAloneHasTheFlightAsItsPeriod() {
    Campaign campaign = booked("2026-06-01T06:00", "2026-06-11T18:00", 1_000, 0);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-05T12:00"), 0, 0))
        .isEqualTo(new BudgetPeriod(0, at("2026-06-01T06:00"), at("2026-06-11T18:00"), 1_000));
  }

  @Test
  void aDailyBudgetHasTheLocalDayClippedToTheFlight() {
    Campaign campaign = booked("2026-06-01T18:00", "2026-06-03T06:00", 0, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-01T20:00"), 0, 0))
        .isEqualTo(
            new BudgetPeriod(
                at("2026-06-01T00:00"), at("2026-06-01T18:00"), at("2026-06-02T00:00"), 100));
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-02T00:00"), 100, 0))
        .isEqualTo(
            new BudgetPeriod(
                at("2026-06-02T00:00"), at("2026-06-02T00:00"), at("2026-06-03T00:00"), 100));
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-03T05:00"), 200, 0))
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
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-05-01T00:00"), 0, 0).startMillis())
        .isEqualTo(at("2026-06-01T00:00"));
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-07-01T00:00"), 0, 0).startMillis())
        .isEqualTo(at("2026-06-02T00:00"));
  }

  @Test
  void withoutATotalADayHasItsDailyBudgetWhateverEarlierDaysLeftOver() {
    Campaign campaign = booked("2026-06-01T00:00", "2026-06-05T00:00", 0, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-02T12:00"), 40, 60).budgetMicros())
        .isEqualTo(100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-04T12:00"), 200, 100).budgetMicros())
        .isEqualTo(100);
  }

  @Test
  void withATotalADayTakesOverWhatIsLeftForItUpToAWholeDay() {
    Campaign campaign = booked("2026-06-01T00:00", "2026-06-05T00:00", 1_000, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-02T12:00"), 40, 20).budgetMicros())
        .isEqualTo(120);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-04T12:00"), 200, 100).budgetMicros())
        .isEqualTo(200);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-04T12:00"), 0, 300).budgetMicros())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "1, 100", "295, 129", "300, 130", "1000, 130"})
  void carryOverAllowsItsFactorOfADay(int carryOver, long cap) {
    Campaign campaign =
        CampaignBuilder.campaign("shoes")
            .flight(at("2026-06-01T00:00"), at("2026-06-05T00:00"))
            .timeZone(Bookings.BERLIN.getId())
            .totalMicros(0)
            .dailyMicros(100)
            .carryOver(carryOver)
            .build();
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-02T12:00"), 70, 30).budgetMicros())
        .isEqualTo(cap);
  }

  @Test
  void theLargestAmountsLeaveNoWrongCap() {
    Campaign campaign =
        CampaignBuilder.campaign("shoes")
            .flight(at("2026-06-01T00:00"), at("2026-06-05T00:00"))
            .timeZone(Bookings.BERLIN.getId())
            .totalMicros(0)
            .dailyMicros(Micros.MAX)
            .carryOver(Campaign.Budget.MOST_CARRY_OVER)
            .build();
    assertThat(
            BudgetPeriods.periodAt(campaign, at("2026-06-02T12:00"), 0, Long.MAX_VALUE)
                .budgetMicros())
        .isEqualTo(11 * Micros.MAX);
    Campaign both = booked("2026-06-01T00:00", "2026-06-05T00:00", Micros.MAX, Micros.MAX);
    assertThat(
            BudgetPeriods.periodAt(both, at("2026-06-02T12:00"), Long.MAX_VALUE, Long.MAX_VALUE)
                .budgetMicros())
        .isZero();
    assertThat(
            BudgetPeriods.periodAt(both, at("2026-06-02T12:00"), Long.MIN_VALUE, Long.MAX_VALUE)
                .budgetMicros())
        .isEqualTo(2 * Micros.MAX);
  }

  @Test
  void aDayNeverExceedsWhatIsLeftOfTheTotal() {
    Campaign campaign = booked("2026-06-01T00:00", "2026-06-05T00:00", 250, 100);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-03T12:00"), 200, 0).budgetMicros())
        .isEqualTo(50);
    assertThat(BudgetPeriods.periodAt(campaign, at("2026-06-04T12:00"), 300, 0).budgetMicros())
        .isZero();
  }

  @Test
  void daysOfTwentyThreeAndTwentyFiveHoursAreWhole() {
    Campaign spring = booked("2026-03-28T00:00", "2026-03-31T00:00", 0, 100);
    BudgetPeriod shortDay = BudgetPeriods.periodAt(spring, at("2026-03-29T12:00"), 100, 0);
    assertThat(shortDay.endMillis() - shortDay.startMillis()).isEqualTo(23 * 3_600_000L);
    Campaign autumn = booked("2026-10-24T00:00", "2026-10-27T00:00", 0, 100);
    BudgetPeriod longDay = BudgetPeriods.periodAt(autumn, at("2026-10-25T12:00"), 100, 0);
    assertThat(longDay.endMillis() - longDay.startMillis()).isEqualTo(25 * 3_600_000L);
  }

  @Test
  void aDayThatClocksBringBackDoesNotRunAgain() {
    // In Newfoundland clocks went from 00:01 back to 23:01 of the day before.
    ZoneId zone = ZoneId.of("America/St_Johns");
    LocalDate day = LocalDate.of(2010, 11, 7);
    long midnight = day.atStartOfDay(zone).toInstant().toEpochMilli();
    Campaign campaign =
        CampaignBuilder.campaign("shoes")
            .timeZone(zone.getId())
            .totalMicros(0)
            .dailyMicros(100)
            .build();
    for (long now = midnight; now < midnight + 3 * 3_600_000; now += 60_000) {
      assertThat(BudgetPeriods.periodKey(campaign, now)).isEqualTo(midnight);
    }
    assertThat(BudgetPeriods.periodKey(campaign, midnight - 1))
        .isEqualTo(day.minusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
  }

  @Property(seed = "20")
  void daysTogetherNeverExceedTheFlight(
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long daily,
      @ForAll @LongRange(min = 0, max = 5_000_000_000L) long total,
      @ForAll @IntRange(min = 0, max = 10_000) int carryOver,
      @ForAll @IntRange(min = 1, max = 20) int days,
      @ForAll @Size(20) List<@DoubleRange(min = 0, max = 1) Double> shares) {
    LocalDateTime start = LocalDateTime.parse("2026-03-20T00:00");
    Campaign campaign =
        CampaignBuilder.campaign("shoes")
            .flight(at(start.toString()), at(start.plusDays(days).toString()))
            .timeZone(Bookings.BERLIN.getId())
            .totalMicros(total)
            .dailyMicros(daily)
            .carryOver(carryOver)
            .build();
    long spent = 0;
    long now = campaign.flight().startMillis();
    for (int day = 0; day < days; day++) {
      BudgetPeriod period =
          BudgetPeriods.periodAt(campaign, now, spent, Math.max(0, day * daily - spent));
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
