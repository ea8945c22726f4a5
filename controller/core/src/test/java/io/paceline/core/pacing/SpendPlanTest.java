package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.PacingMode;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class SpendPlanTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<Integer> ALL = List.of();
  private static final BudgetPeriod DAY = period("2026-06-10T00:00", "2026-06-11T00:00");

  @Test
  void anEvenPlanGrowsWithTimeAndIsCompleteShortlyBeforeTheEnd() {
    assertThat(even(DAY, "2026-06-10T00:00")).isZero();
    assertThat(even(DAY, "2026-06-10T12:00")).isCloseTo(0.5 / 0.995, within(1e-9));
    assertThat(even(DAY, "2026-06-10T23:52")).isLessThan(1);
    assertThat(even(DAY, "2026-06-10T23:53")).isEqualTo(1);
    assertThat(even(DAY, "2026-06-11T05:00")).isEqualTo(1);
  }

  @Test
  void aTrafficPlanFollowsTheCurveWithinItsQuarterHours() {
    double[] weights = new double[96];
    weights[40] = 3;
    weights[48] = 1;
    TrafficCurve curve = TrafficCurve.ofShares(weights);
    assertThat(plan(PacingMode.TRAFFIC, curve, DAY, "2026-06-10T10:00", ALL)).isZero();
    assertThat(plan(PacingMode.TRAFFIC, curve, DAY, "2026-06-10T10:05", ALL))
        .isCloseTo(0.25 / 0.995, within(1e-9));
    assertThat(plan(PacingMode.TRAFFIC, curve, DAY, "2026-06-10T11:00", ALL))
        .isCloseTo(0.75 / 0.995, within(1e-9));
  }

  @Test
  void everyDayOfALongFlightCountsAlike() {
    BudgetPeriod flight = period("2026-06-10T00:00", "2026-06-20T00:00");
    assertThat(plan(PacingMode.TRAFFIC, ToyMarket.traffic(), flight, "2026-06-13T00:00", ALL))
        .isCloseTo(0.3 / 0.995, within(1e-9));
  }

  @Test
  void theRepeatedHourOfAutumnCountsTwice() {
    BudgetPeriod day = period("2026-10-25T00:00", "2026-10-26T00:00");
    assertThat(day.endMillis() - day.startMillis()).isEqualTo(25 * 3_600_000L);
    assertThat(even(day, "2026-10-25T04:00")).isCloseTo(5 / 25.0 / 0.995, within(1e-9));
    double night =
        plan(PacingMode.EVEN, TrafficCurve.uniform(), day, "2026-10-25T04:00", List.of(2, 12));
    assertThat(night).isCloseTo(2 / 3.0 / 0.995, within(1e-9));
  }

  @Test
  void theMissingHourOfSpringDoesNotCount() {
    BudgetPeriod day = period("2026-03-29T00:00", "2026-03-30T00:00");
    assertThat(even(day, "2026-03-29T04:00")).isCloseTo(3 / 23.0 / 0.995, within(1e-9));
  }

  @Test
  void everyWeekdayFollowsItsOwnCurveAndWeighsItsOwnTraffic() {
    // Friday has three times Saturday's traffic, in the morning; Saturday's comes in the evening.
    TrafficWeek week = fridaysInTheMorningSaturdaysInTheEvening();
    BudgetPeriod both = period("2026-06-12T00:00", "2026-06-14T00:00");
    assertThat(plan(week, both, "2026-06-12T09:00")).isCloseTo(0.75 / 0.995, within(1e-9));
    assertThat(plan(week, both, "2026-06-13T00:00")).isCloseTo(0.75 / 0.995, within(1e-9));
    assertThat(plan(week, both, "2026-06-13T20:00")).isCloseTo(0.75 / 0.995, within(1e-9));
    assertThat(plan(week, both, "2026-06-13T20:30")).isCloseTo(0.875 / 0.995, within(1e-9));
    BudgetPeriod saturday = period("2026-06-13T00:00", "2026-06-14T00:00");
    assertThat(plan(week, saturday, "2026-06-13T20:00")).isZero();
    BudgetPeriod longer = period("2026-06-05T00:00", "2026-06-14T00:00");
    assertThat(plan(week, longer, "2026-06-12T00:00")).isCloseTo(0.5 / 0.995, within(1e-9));
  }

  @Test
  void theWeekdayIsThatOfTheCampaignsZoneNotOfGreenwich() {
    TrafficWeek week = fridaysInTheMorningSaturdaysInTheEvening();
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    long friday = LocalDateTime.parse("2026-06-12T00:00").atZone(tokyo).toInstant().toEpochMilli();
    BudgetPeriod day = new BudgetPeriod(friday, friday, friday + 86_400_000, 1);
    // Half past eight on Friday in Tokyo is still Thursday in Greenwich.
    long halfPastEight = friday + 8 * 3_600_000L + 1_800_000;
    assertThat(
            SpendPlan.targetSpendShare(
                PacingMode.TRAFFIC, week, tokyo, day, friday, halfPastEight, ALL))
        .isCloseTo(0.5 / 0.995, within(1e-9));
  }

  @Test
  void aSundayOnWhichClocksChangeHasItsOwnCurveOnce() {
    double[] shares = new double[TrafficWeek.SLOTS];
    Arrays.fill(shares, 1.0);
    int sunday = TrafficWeek.firstSlot(DayOfWeek.SUNDAY);
    for (int slot = sunday + 8; slot < sunday + 12; slot++) {
      shares[slot] = 10; // from two to three, the hour that repeats
    }
    TrafficWeek week = new TrafficWeek(scaled(shares));
    BudgetPeriod days = period("2026-10-24T00:00", "2026-10-27T00:00");
    double whole = 96 + (96 + 8 * 9 + 4) + 96;
    assertThat(plan(week, days, "2026-10-25T02:00"))
        .isCloseTo((96 + 8) / whole / 0.995, within(1e-9));
    assertThat(plan(week, days, "2026-10-25T03:00"))
        .isCloseTo((96 + 8 + 80) / whole / 0.995, within(1e-9));
    assertThat(plan(week, days, "2026-10-26T00:00"))
        .isCloseTo((whole - 96) / whole / 0.995, within(1e-9));
  }

  private static TrafficWeek fridaysInTheMorningSaturdaysInTheEvening() {
    double[] shares = new double[TrafficWeek.SLOTS];
    for (int slot = 32; slot < 36; slot++) {
      shares[TrafficWeek.firstSlot(DayOfWeek.FRIDAY) + slot] = 3;
      shares[TrafficWeek.firstSlot(DayOfWeek.SATURDAY) + 48 + slot] = 1;
    }
    return new TrafficWeek(scaled(shares));
  }

  private static double[] scaled(double[] shares) {
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share * TrafficWeek.DAYS / sum).toArray();
  }

  private static double plan(TrafficWeek week, BudgetPeriod period, String now) {
    return SpendPlan.targetSpendShare(
        PacingMode.TRAFFIC, week, BERLIN, period, period.startMillis(), at(now), ALL);
  }

  @Test
  void onlyAllowedHoursCount() {
    List<Integer> office = List.of(8, 9, 10, 11);
    TrafficCurve flat = TrafficCurve.uniform();
    assertThat(plan(PacingMode.TRAFFIC, flat, DAY, "2026-06-10T08:00", office)).isZero();
    assertThat(plan(PacingMode.TRAFFIC, flat, DAY, "2026-06-10T10:00", office))
        .isCloseTo(0.5 / 0.995, within(1e-9));
    assertThat(plan(PacingMode.TRAFFIC, flat, DAY, "2026-06-10T12:00", office)).isEqualTo(1);
  }

  @Test
  void aFlightThatStartsLateCountsFromItsStart() {
    long start = at("2026-06-10T18:00");
    double half =
        SpendPlan.targetSpendShare(
            PacingMode.EVEN,
            TrafficWeek.uniform(),
            BERLIN,
            DAY,
            start,
            at("2026-06-10T21:00"),
            ALL);
    assertThat(half).isCloseTo(0.5 / 0.995, within(1e-9));
    assertThat(
            SpendPlan.targetSpendShare(
                PacingMode.ASAP, TrafficWeek.uniform(), BERLIN, DAY, start, start - 1, ALL))
        .isZero();
  }

  @Test
  void aFrontLoadedPlanIsThreeQuartersDoneAtHalfTime() {
    double half = 1 - 0.5 / 0.995;
    assertThat(plan(PacingMode.FRONT_LOADED, TrafficCurve.uniform(), DAY, "2026-06-10T12:00", ALL))
        .isCloseTo(1 - half * half, within(1e-9));
  }

  @Test
  void asSoonAsPossibleWantsEverythingAtOnce() {
    assertThat(plan(PacingMode.ASAP, TrafficCurve.uniform(), DAY, "2026-06-10T00:00", ALL))
        .isEqualTo(1);
  }

  @Test
  void hoursWithoutAnyTrafficFallBackToEven() {
    double[] weights = new double[96];
    weights[0] = 1;
    TrafficCurve midnight = TrafficCurve.ofShares(weights);
    assertThat(plan(PacingMode.TRAFFIC, midnight, DAY, "2026-06-10T11:00", List.of(10, 11)))
        .isCloseTo(0.5 / 0.995, within(1e-9));
    BudgetPeriod noon = period("2026-06-10T12:00", "2026-06-10T14:00");
    assertThat(plan(PacingMode.TRAFFIC, midnight, noon, "2026-06-10T13:00", List.of(3)))
        .isCloseTo(0.5 / 0.995, within(1e-9));
  }

  @Property(tries = 200, seed = "20")
  void everyPlanGrowsFromZeroToOne(
      @ForAll PacingMode mode,
      @ForAll @Size(96) List<@DoubleRange(min = 0, max = 1) Double> weights,
      @ForAll @IntRange(min = 1, max = 400) int hoursLong,
      @ForAll @IntRange(min = 0, max = 8_000) int startHour,
      @ForAll @UniqueElements @Size(max = 5) List<@IntRange(min = 0, max = 23) Integer> hours) {
    TrafficCurve curve =
        TrafficCurve.ofShares(weights.stream().mapToDouble(Double::doubleValue).toArray());
    long start = at("2026-01-01T00:00") + startHour * 3_600_000L + 123_456;
    BudgetPeriod period = new BudgetPeriod(start, start, start + hoursLong * 3_600_000L, 1);
    double last = 0;
    for (int i = -1; i <= 41; i++) {
      long now = start + (period.endMillis() - start) * i / 40;
      double share =
          SpendPlan.targetSpendShare(
              mode, TrafficWeek.everyDay(curve), BERLIN, period, start, now, hours);
      assertThat(share).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(last - 1e-12);
      last = share;
    }
    assertThat(last).isEqualTo(1);
  }

  private static double even(BudgetPeriod period, String now) {
    return plan(PacingMode.EVEN, TrafficCurve.uniform(), period, now, ALL);
  }

  private static double plan(
      PacingMode mode, TrafficCurve curve, BudgetPeriod period, String now, List<Integer> hours) {
    return SpendPlan.targetSpendShare(
        mode, TrafficWeek.everyDay(curve), BERLIN, period, period.startMillis(), at(now), hours);
  }

  private static BudgetPeriod period(String from, String to) {
    return new BudgetPeriod(at(from), at(from), at(to), 1_000_000);
  }

  private static long at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant().toEpochMilli();
  }
}
