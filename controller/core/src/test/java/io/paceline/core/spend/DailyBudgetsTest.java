package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.TrafficWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Tests what a day may spend after edits, pauses and late bookings. Amounts are in micros. */
class DailyBudgetsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LedgerSettings WINDOWS =
      LedgerSettings.of(60_000, 3_600_000, LedgerSettings.ONE_DAY_MILLIS);

  private final SpendController controller =
      new SpendController(CampaignClock.REAL_TIME, new DualMirrorDescent(), WINDOWS);
  private final MapBudgetStore store = new MapBudgetStore();
  private long version;
  private int bids;
  private boolean stopped;

  /** An instant of October 2026; its 25th has 25 hours. */
  private static long at(int day, int hour) {
    return LocalDateTime.of(2026, 10, 1, hour, 0)
        .plusDays(day - 1L)
        .atZone(BERLIN)
        .toInstant()
        .toEpochMilli();
  }

  private CampaignBuilder october(String id, long total, long daily) {
    return CampaignBuilder.campaign(id)
        .version(++version)
        .flight(at(1, 0), at(32, 0))
        .timeZone(BERLIN.getId())
        .budgetId("budget")
        .totalMicros(total)
        .dailyMicros(daily);
  }

  private void put(CampaignBuilder campaign, long now) {
    controller.put(store, campaign.build(), stopped, now);
  }

  /** What may be spent in the period that runs now, as the last tick tells it. */
  private long cap(long now) {
    return tick(now).period().budgetMicros();
  }

  private PacingUpdate tick(long now) {
    return controller.tick(store, TrafficWeek.uniform(), stopped, now, now, 1, 1);
  }

  private long left(long now) {
    return new Ledger(store, WINDOWS)
        .availableMicros(period(now), store.campaigns().get(0).budget().totalMicros());
  }

  private BudgetPeriod period(long now) {
    return RunningPeriod.of(store, store.campaigns().get(0), store.account(), now);
  }

  /** An impression of the running period is billed. */
  private void spend(long micros, long now) {
    notice(NoticeType.BILLING, micros, now);
  }

  private void notice(NoticeType type, long micros, long now) {
    controller.settle(
        store,
        Notices.of(
            type,
            TokenBuilder.token("bid-" + bids++)
                .budgetId("budget")
                .period(period(now).key())
                .bid(micros, now)
                .build(),
            micros,
            now),
        now);
  }

  /** Spends the whole cap of each of these days, with a tick every six hours. */
  private void spendInFull(int firstDay, int lastDay) {
    for (int day = firstDay; day <= lastDay; day++) {
      for (int hour = 0; hour < 24; hour += 6) {
        cap(at(day, hour));
      }
      spend(cap(at(day, 20)), at(day, 20));
    }
  }

  @Test
  void aRaiseOnTheLastDayRaisesThatDayOnly() {
    put(october("c", 0, 100), at(1, 0));
    spendInFull(1, 30);

    put(october("c", 0, 200), at(31, 9));

    assertThat(cap(at(31, 10))).isEqualTo(200);
    assertThat(store.account().totalBilledMicros()).isEqualTo(3_000);
  }

  @Test
  void aRaiseWithATotalRaisesTheRunningDayByTheRaiseAlone() {
    put(october("c", 100_000, 100).flight(at(1, 0), at(11, 0)), at(1, 0));
    spendInFull(1, 4);

    put(october("c", 100_000, 1_000).flight(at(1, 0), at(11, 0)), at(5, 9));

    assertThat(cap(at(5, 10))).isEqualTo(1_000);
  }

  @Test
  void aCampaignThatIsBookedLateHasOneDaysBudgetADay() {
    put(october("c", 100_000, 100).carryOver(10_000), at(31, 9));

    assertThat(cap(at(31, 10))).isEqualTo(100);
  }

  @Test
  void aCampaignThatIsResumedHasOneDaysBudgetADay() {
    put(october("c", 100_000, 100).paused(true), at(1, 0));
    for (int day = 1; day < 31; day++) {
      cap(at(day, 12));
    }

    put(october("c", 100_000, 100), at(31, 9));

    assertThat(cap(at(31, 10))).isEqualTo(100);
  }

  @Test
  void aDayInWhichACampaignRanForAMomentIsWorthItsBudget() {
    put(october("c", 100_000, 100).paused(true), at(1, 0));
    put(october("c", 100_000, 100), at(30, 9));
    put(october("c", 100_000, 100).paused(true), at(30, 10));

    put(october("c", 100_000, 100), at(31, 9));

    assertThat(cap(at(31, 10))).isEqualTo(200);
  }

  @Test
  void aStartThatIsMovedIntoThePastGivesNothingMore() {
    put(october("c", 100_000, 100).flight(at(20, 0), at(32, 0)), at(20, 0));
    spendInFull(20, 23);

    put(october("c", 100_000, 100).flight(at(-10, 0), at(32, 0)), at(24, 9));

    assertThat(cap(at(24, 10))).isEqualTo(100);
    assertThat(cap(at(25, 10))).isEqualTo(100 + 100 / 7);
  }

  @Test
  void aBudgetBelowWhatIsSpentLeavesNothingThatDayAndTakesNothingOffTheNext() {
    put(october("c", 0, 100), at(1, 0));
    spend(80, at(1, 8));

    put(october("c", 0, 50), at(1, 9));

    assertThat(cap(at(1, 10))).isEqualTo(50);
    assertThat(left(at(1, 10))).isZero();
    assertThat(cap(at(2, 10))).isEqualTo(50);
    assertThat(left(at(2, 10))).isEqualTo(50);
  }

  @Test
  void ofSeveralEditsInADayTheLastOneHolds() {
    put(october("c", 0, 100).carryOver(10_000), at(1, 0));
    for (long daily : new long[] {900, 50, 4_000, 120}) {
      put(october("c", 0, daily).carryOver(10_000), at(1, 9));
      assertThat(cap(at(1, 10))).isEqualTo(daily);
    }
    spend(20, at(1, 11));

    assertThat(cap(at(2, 10))).isEqualTo(120 + 100);
  }

  @Test
  void nothingIsCarriedOverWithoutATotalUnlessTheCampaignSaysSo() {
    put(october("c", 0, 100), at(1, 0));
    spend(40, at(1, 9));
    assertThat(cap(at(2, 9))).isEqualTo(100);

    put(october("c", 0, 100).carryOver(500), at(2, 10));
    assertThat(cap(at(2, 11))).isEqualTo(150);

    put(october("c", 0, 100).carryOver(1_000), at(2, 12));
    assertThat(cap(at(2, 13))).isEqualTo(160);

    put(october("c", 100_000, 100).carryOver(0), at(2, 14));
    assertThat(cap(at(2, 15))).isEqualTo(100);
  }

  @Test
  void aDayThatEndedBetweenTwoTicksCountsFromItsEnd() {
    put(october("c", 0, 100).carryOver(1_000), at(24, 0));
    spend(40, at(24, 9));
    cap(at(24, 23));

    assertThat(period(at(25, 0) - 1).budgetMicros()).isEqualTo(100);
    assertThat(period(at(25, 0)).budgetMicros()).isEqualTo(160);
    // The 25th has 25 hours.
    assertThat(period(at(26, 0) - 1).budgetMicros()).isEqualTo(160);
    assertThat(at(26, 0) - at(25, 0)).isEqualTo(25 * 3_600_000L);
  }

  @Test
  void moneyThatIsHeldForYesterdayIsNotLeftOver() {
    put(october("c", 0, 100).carryOver(1_000), at(1, 0));
    long evening = at(1, 23);
    notice(NoticeType.WIN, 30, evening);

    assertThat(period(at(2, 0)).budgetMicros()).isEqualTo(170);
  }

  @Test
  void aSharedBudgetsDayCountsWhereAnyOfItsCampaignsRan() {
    put(october("one", 100_000, 100), at(1, 0));
    put(october("two", 100_000, 100).paused(true), at(1, 0));
    cap(at(1, 12));
    put(october("one", 100_000, 100).paused(true), at(2, 0));
    cap(at(2, 12));
    put(october("two", 100_000, 100), at(3, 9));
    put(october("two", 100_000, 100).paused(true), at(3, 10));
    cap(at(4, 12));

    put(october("one", 100_000, 100), at(31, 9));

    // The first and the third day are worth a day each, and no other day is.
    assertThat(store.dayWorth().worthMicros()).isEqualTo(200);
    assertThat(cap(at(31, 10))).isEqualTo(200);
  }

  @Test
  void aSharedBudgetHasOneCapThoughItsFlightsEndOnDifferentDays() {
    put(october("short", 100_000, 100).flight(at(1, 0), at(3, 0)), at(1, 0));
    put(october("long", 100_000, 100).flight(at(1, 0), at(11, 0)), at(1, 0));
    spend(10, at(1, 9));
    cap(at(2, 9));

    for (Campaign campaign : store.campaigns()) {
      assertThat(RunningPeriod.of(store, campaign, store.account(), at(2, 9)).budgetMicros())
          .isEqualTo(100 + 90 / 9);
    }

    put(october("long", 100_000, 100).flight(at(1, 0), at(11, 0)).paused(true), at(2, 10));
    assertThat(cap(at(2, 11))).isEqualTo(100 + 90);
  }

  @Test
  void daysOfAnOutageAreJudgedByTheCampaignsAsTheyStoodThen() {
    put(october("c", 0, 100).carryOver(10_000), at(1, 0));
    cap(at(1, 1));

    put(october("c", 0, 1_000).carryOver(10_000), at(4, 9));

    assertThat(cap(at(4, 10))).isEqualTo(1_300);
  }

  @Test
  void aDateThatAZoneSkippedIsWorthNothing() {
    // Samoa had no 30 December 2011.
    ZoneId samoa = ZoneId.of("Pacific/Apia");
    long start = LocalDateTime.of(2011, 12, 28, 0, 0).atZone(samoa).toInstant().toEpochMilli();
    put(
        october("c", 0, 100)
            .flight(start, start + 30L * 86_400_000)
            .timeZone(samoa.getId())
            .carryOver(10_000),
        start);

    assertThat(cap(LocalDateTime.of(2012, 1, 1, 9, 0).atZone(samoa).toInstant().toEpochMilli()))
        .isEqualTo(100 + 300);
  }

  @Test
  void aBudgetThatWasNotDailyBeforeHasNothingToCarryOver() {
    put(october("c", 100_000, 0), at(1, 0));
    spend(70, at(1, 9));
    cap(at(9, 12));

    put(october("c", 100_000, 100), at(10, 9));
    assertThat(cap(at(10, 10))).isEqualTo(100);
    spend(90, at(10, 11));
    assertThat(cap(at(11, 10))).isEqualTo(100);
    spend(80, at(11, 11));
    assertThat(cap(at(31, 10))).isEqualTo(200);

    // The flight's period was not forgotten with days of its age.
    put(october("c", 100_000, 0), at(31, 11));
    assertThat(store.account().period(0).billedMicros()).isEqualTo(70);
    assertThat(cap(at(31, 12))).isEqualTo(100_000 - 170);
  }

  @Test
  void whatWasSpentBeforeADailyBudgetTakesNothingFromWhatItsDaysLeaveOver() {
    put(october("c", 100_000, 0), at(1, 0));
    spend(70, at(1, 9));

    put(october("c", 0, 100).carryOver(1_000), at(10, 9));
    spend(90, at(10, 11));

    assertThat(cap(at(11, 10))).isEqualTo(110);
  }

  @Test
  void aBudgetThatIsOverForOneCampaignGoesOnForAnother() {
    put(october("old", 100_000, 100).flight(at(1, 0), at(3, 0)), at(1, 0));
    put(october("new", 100_000, 100), at(1, 0));
    spendInFull(1, 2);
    put(october("new", 100_000, 100).paused(true), at(3, 1));

    assertThat(cap(at(4, 10))).isEqualTo(100 + 100 / 28);
  }

  @Test
  void whatTheFlightSpentTodayCountsAgainstTheCapOfADayThatBecomesDaily() {
    put(october("c", 100_000, 0), at(1, 0));
    spend(500, at(9, 9));
    cap(at(10, 0));
    spend(30, at(10, 9));

    assertThat(controller.flightOfDayMicros(store, at(10, 11))).isZero();

    put(october("c", 100_000, 100), at(10, 12));

    assertThat(cap(at(10, 13))).isEqualTo(70);
    assertThat(controller.flightOfDayMicros(store, at(10, 13))).isEqualTo(30);
    spend(60, at(10, 14));
    assertThat(left(at(10, 15))).isEqualTo(10);
    assertThat(controller.flightOfDayMicros(store, at(10, 15))).isEqualTo(30);
    assertThat(cap(at(11, 10))).isEqualTo(100);
    assertThat(controller.flightOfDayMicros(store, at(11, 10))).isZero();
    assertThat(controller.flightOfDayMicros(new MapBudgetStore(), at(11, 10))).isZero();
  }

  @Test
  void whatAReportTakesBackOfTheTimeBeforeADailyBudgetIsNotLeftOverByItsDays() throws Exception {
    put(october("c", 100_000, 0), at(1, 0));
    spend(500, at(9, 9));
    cap(at(10, 0));
    put(october("c", 0, 100).carryOver(3_000), at(10, 0));

    new SpendReports(CampaignClock.REAL_TIME, WINDOWS)
        .book(store, new SpendReport("adx", "c", "budget", null, at(10, 2), 200, true));

    assertThat(store.account().totalBilledMicros()).isEqualTo(200);
    assertThat(cap(at(11, 10))).as("no more than two days are worth").isEqualTo(200);
  }

  @Test
  void whatADayLeavesOverIsLessWhatTheFlightSpentOnIt() {
    put(october("c", 100_000, 0), at(1, 0));
    cap(at(10, 0));
    spend(30, at(10, 9));
    put(october("c", 0, 100).carryOver(1_000), at(10, 12));
    spend(60, at(10, 14));

    assertThat(cap(at(11, 10))).isEqualTo(100 + 10);
  }

  @Test
  void moneyThatTheFlightHoldsCountsAgainstTheDayUntilItIsSetFree() {
    put(october("c", 100_000, 0), at(1, 0));
    cap(at(10, 0));
    notice(NoticeType.WIN, 30, at(10, 9));

    put(october("c", 0, 100), at(10, 9) + 1);
    assertThat(cap(at(10, 9) + 2)).isEqualTo(70);

    // The win was never billed.
    assertThat(cap(at(10, 11))).isEqualTo(100);
  }

  @Test
  void aFlightThatSpentMoreTodayThanADayMayLeavesNothingForTheDay() {
    put(october("c", 100_000, 0), at(1, 0));
    cap(at(10, 0));
    spend(300, at(10, 9));

    put(october("c", 0, 100), at(10, 12));

    assertThat(period(at(10, 13)).budgetMicros()).isZero();
    assertThat(left(at(10, 13))).isZero();
    assertThat(cap(at(11, 10))).isEqualTo(100);
  }

  @Test
  void aDayThatLosesItsDailyAmountAndGetsItBackSpendsItOnce() {
    put(october("c", 100_000, 100), at(1, 0));
    spend(60, at(10, 9));
    put(october("c", 100_000, 0), at(10, 10));
    spend(25, at(10, 11));
    put(october("c", 100_000, 100), at(10, 12));

    assertThat(cap(at(10, 13))).isEqualTo(75);
    assertThat(left(at(10, 13))).isEqualTo(15);
  }

  @Test
  void aDayInWhichAllBiddingIsStoppedLeavesNothingOver() {
    put(october("c", 0, 100).carryOver(10_000), at(1, 0));
    cap(at(1, 23));
    stopped = true;
    cap(at(1, 23) + 1);
    cap(at(2, 12));
    cap(at(3, 12));
    stopped = false;

    // Nobody looked since the third day, when bidding was stopped.
    assertThat(cap(at(4, 0))).isEqualTo(100 + 100);
    assertThat(cap(at(5, 10))).isEqualTo(100 + 200);
  }

  @Test
  void anEditDuringAStopDoesNotMakeTheDayOneThatCouldBid() {
    put(october("c", 0, 100).carryOver(10_000), at(1, 0));
    stopped = true;
    cap(at(1, 1));

    put(october("c", 0, 200).carryOver(10_000), at(2, 12));

    assertThat(cap(at(3, 10))).isEqualTo(200 + 100);
  }

  @Test
  void duringAStopTheUpdateSaysPausedAndTheMultiplierStays() {
    put(october("c", 0, 100_000_000), at(1, 0));
    tick(at(1, 0));
    double before = tick(at(1, 1)).control().pacingMultiplier();
    stopped = true;

    for (int hour = 2; hour < 20; hour++) {
      PacingUpdate update = tick(at(1, hour));
      assertThat(update.control().pacingMultiplier()).isEqualTo(before);
      assertThat(update.control().canBid()).isFalse();
      assertThat(update.standing())
          .isEqualTo(new PacingUpdate.Standing(PacingStatus.PAUSED, "All bidding is stopped."));
    }
  }

  @Test
  void afterAStopThePlanCountsAnew() {
    put(october("c", 0, 100_000_000), at(1, 0));
    tick(at(1, 0));
    stopped = true;
    tick(at(1, 0) + 1);
    tick(at(1, 12));
    stopped = false;

    PacingUpdate update = tick(at(1, 18));

    assertThat(update.control().canBid()).isTrue();
    assertThat(update.progress().targetSpendShare()).isZero();
    assertThat(store.planStart().sinceMillis()).isEqualTo(at(1, 18));
  }
}
