package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.money.Micros;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import io.paceline.core.pacing.DualMirrorDescent;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdjustmentsTest {

  private static final long DAY = 86_400_000L;
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final LedgerSettings WINDOWS =
      LedgerSettings.of(60_000, 3_600_000, LedgerSettings.ONE_DAY_MILLIS);

  private final SpendController controller =
      new SpendController(CampaignClock.REAL_TIME, new DualMirrorDescent(), WINDOWS);
  private final Adjustments adjustments = new Adjustments(CampaignClock.REAL_TIME, WINDOWS);
  private final MapBudgetStore store = new MapBudgetStore();
  private int bids;

  /** Wall time of the bids, from which it differs by a few milliseconds. */
  private long bidAt = START + 1_000;

  private void daily() {
    controller.put(
        store,
        CampaignBuilder.campaign("shoes")
            .flight(START, START + 30 * DAY)
            .timeZone("UTC")
            .budgetId("feet")
            .totalMicros(50_000)
            .dailyMicros(10_000)
            .build(),
        false,
        START);
  }

  private void flight() {
    controller.put(
        store,
        CampaignBuilder.campaign("shoes")
            .flight(START, START + 30 * DAY)
            .timeZone("UTC")
            .budgetId("feet")
            .totalMicros(50_000)
            .dailyMicros(0)
            .build(),
        false,
        START);
  }

  private void bill(long micros, long period) {
    long now = bidAt + bids;
    controller.settle(
        store,
        Notice.billing(
            TokenBuilder.token("bid-" + bids++)
                .campaign("shoes")
                .budgetId("feet")
                .period(period)
                .bid(micros, now)
                .build(),
            micros,
            now),
        now);
  }

  private static Adjustment adjustment(String id, String day, long micros) {
    return new Adjustment(id, "feet", "shoes", day, micros, "a test says so", "anna");
  }

  private Settlement book(String id, String day, long micros) throws InvalidAdjustmentException {
    return adjustments.book(store, adjustment(id, day, micros), START + 2_000);
  }

  private void refuses(String told, String id, String day, long micros) {
    long before = store.account().totalBilledMicros();
    assertThatThrownBy(() -> book(id, day, micros))
        .isInstanceOf(InvalidAdjustmentException.class)
        .hasMessageContaining(told);
    assertThat(store.account().totalBilledMicros()).isEqualTo(before);
  }

  private long left() {
    return left(START);
  }

  private long left(long day) {
    return new Ledger(store, WINDOWS)
        .availableMicros(new BudgetPeriod(day, day, day + DAY, 10_000), 50_000);
  }

  @Test
  void anAdjustmentOfADayChangesThatDaysSpendOnceHoweverOftenItIsRead() throws Exception {
    daily();
    bill(4_000, START);

    assertThat(book("a", "2026-03-01", 1_500)).isEqualTo(Settlement.BOOKED);
    assertThat(book("a", "2026-03-01", 1_500)).isEqualTo(Settlement.DUPLICATE);
    assertThat(left()).isEqualTo(10_000 - 5_500);
    assertThat(book("b", "2026-03-01", -2_500)).isEqualTo(Settlement.BOOKED);
    assertThat(book("b", "2026-03-01", -2_500)).isEqualTo(Settlement.DUPLICATE);
    assertThat(left()).isEqualTo(10_000 - 3_000);
    assertThat(store.account().totalBilledMicros()).isEqualTo(3_000);
  }

  @Test
  void aDayThatTheClocksSkipIsRefused() {
    controller.put(
        store,
        CampaignBuilder.campaign("shoes")
            .flight(
                Instant.parse("2011-12-20T10:00:00Z").toEpochMilli(),
                Instant.parse("2012-01-20T10:00:00Z").toEpochMilli())
            .timeZone("Pacific/Apia")
            .budgetId("feet")
            .totalMicros(50_000)
            .dailyMicros(10_000)
            .build(),
        false,
        START);

    refuses("2011-12-30 never came in Pacific/Apia", "a", "2011-12-30", 1_500);
  }

  @Test
  void withoutADayTheFlightChangesAndNoDayDoes() throws Exception {
    daily();
    bill(4_000, START);

    book("a", null, -1_000);

    assertThat(store.account().totalBilledMicros()).isEqualTo(3_000);
    assertThat(store.account().period(START).billedMicros()).isEqualTo(4_000);
  }

  @Test
  void theDayThatBeginsAtTheEpochIsNotTakenForTheFlight() throws Exception {
    daily();
    bill(4_000, START);
    book("a", null, 1_000);

    refuses("day: 1970-01-01 is not a day of the flight", "b", "1970-01-01", -500);
  }

  @Test
  void aFlightWithoutDaysIsAdjustedAsAWhole() throws Exception {
    flight();
    bill(4_000, 0);

    refuses("day: must be left out", "a", "2026-03-01", 5);
    assertThat(book("a", null, 500)).isEqualTo(Settlement.BOOKED);
    assertThat(store.account().period(0).billedMicros()).isEqualTo(4_500);
  }

  @Test
  void whatDoesNotFitIsRefusedInWordsAndChangesNothing() throws Exception {
    daily();
    bill(4_000, START);
    bill(2_000, START + DAY);

    refuses("takes back more than the 4000 micros", "a", "2026-03-01", -4_001);
    refuses("takes back more than the 6000 micros", "a", null, -6_001);
    refuses("2026-02-28 is not a day of the flight", "a", "2026-02-28", 5);
    assertThatThrownBy(
            () ->
                adjustments.book(
                    store, new Adjustment("a", "feet", "hats", null, 5, "reason", "anna"), START))
        .hasMessageContaining("hats does not spend budget feet");
    book("a", "2026-03-01", -4_000);
    refuses("was booked before with another amount", "a", "2026-03-01", 5);
    refuses("was booked before with another amount", "a", "2026-03-02", -4_000);
    for (int i = 0; i < 92; i++) {
      book("large-" + i, null, Micros.MAX);
    }
    refuses("beyond what can be counted", "too-large", null, Micros.MAX);
  }

  @Test
  void afterReportsAreForgottenNothingIsBookedASecondTime() throws Exception {
    daily();
    bill(4_000, START);
    book("a", "2026-03-01", 1_000);
    new Ledger(store, WINDOWS).forgetReports(START + 40 * DAY);

    refuses("lies so far back", "a", null, 1_000);
  }

  @Test
  void aDayWhoseTotalsAreForgottenIsCreditedOnceUpToWhatWasBilledInAll() throws Exception {
    daily();
    bill(4_000, START);
    long late = START + 60 * DAY;
    new Ledger(store, WINDOWS).tick(late, late, late);
    assertThat(store.account().period(START).billedMicros()).as("forgotten").isZero();

    assertThat(adjustments.book(store, adjustment("a", "2026-03-01", -1_500), late))
        .isEqualTo(Settlement.BOOKED);
    assertThat(adjustments.book(store, adjustment("b", "2026-03-01", -1_500), late))
        .isEqualTo(Settlement.BOOKED);
    assertThat(adjustments.book(store, adjustment("a", "2026-03-01", -1_500), late + 60 * DAY))
        .isEqualTo(Settlement.DUPLICATE);
    assertThat(store.account().totalBilledMicros()).isEqualTo(1_000);
    assertThatThrownBy(() -> adjustments.book(store, adjustment("c", "2026-03-01", -1_001), late))
        .hasMessageContaining("takes back more than the 1000 micros");
  }

  @Test
  void aBudgetThatHasEndedIsStillCredited() throws Exception {
    daily();
    bill(4_000, START);
    controller.close(store, START + 31 * DAY);

    assertThat(adjustments.book(store, adjustment("a", "2026-03-01", -4_000), START + 31 * DAY))
        .isEqualTo(Settlement.BOOKED);
    assertThat(store.account().totalBilledMicros()).isZero();
  }

  @Test
  void aCreditAndAFinalReportTogetherLetNoMoreThanTheBudgetBeBilled() throws Exception {
    daily();
    bill(4_000, START);
    book("credit", "2026-03-01", -4_000);
    new SpendReports(CampaignClock.REAL_TIME, WINDOWS)
        .book(
            store,
            new SpendReport("adx", "shoes", "feet", "2026-03-01", START + 2 * DAY, 1_000, true));

    assertThat(store.account().period(START).billedMicros()).isEqualTo(-3_000);
    assertThat(left()).as("the day's budget, and not a micro more").isEqualTo(10_000);
    bidAt = START + 3 * DAY;
    bill(7_000, START);
    assertThat(left()).as("what is billed afterwards counts from its first micro").isEqualTo(3_000);
    bill(3_000, START);
    assertThat(left()).isZero();
    bill(10_000, START + DAY);
    bill(10_000, START + 2 * DAY);
    bill(10_000, START + 3 * DAY);
    bill(6_000, START + 4 * DAY);
    assertThat(left(START + 5 * DAY)).as("nor does the flight get more").isEqualTo(4_000);
  }

  @Test
  void aCreditOfTheFlightAndAFinalReportLetNoMoreThanTheFlightsBudgetBeBilled() throws Exception {
    flight();
    bill(4_000, 0);
    book("credit", null, -4_000);
    new SpendReports(CampaignClock.REAL_TIME, WINDOWS)
        .book(store, new SpendReport("adx", "shoes", "feet", null, START + 2 * DAY, 1_000, true));
    bidAt = START + 3 * DAY;

    bill(46_000, 0);

    assertThat(store.account().totalBilledMicros()).isEqualTo(43_000);
    assertThat(
            new Ledger(store, WINDOWS)
                .availableMicros(new BudgetPeriod(0, START, START + 30 * DAY, 50_000), 50_000))
        .as("the exchange has billed 47,000, of which 1,000 are credited")
        .isEqualTo(4_000);
  }

  @Test
  void whatIsCreditedTwiceIsNotLeftOverForLaterDays() throws Exception {
    controller.put(
        store,
        CampaignBuilder.campaign("shoes")
            .flight(START, START + 30 * DAY)
            .timeZone("UTC")
            .budgetId("feet")
            .totalMicros(0)
            .dailyMicros(10_000)
            .carryOver(3_000)
            .build(),
        false,
        START);
    bill(4_000, START);
    book("credit", "2026-03-01", -4_000);
    new SpendReports(CampaignClock.REAL_TIME, WINDOWS)
        .book(store, new SpendReport("adx", "shoes", "feet", "2026-03-01", START + DAY, 0, true));

    assertThat(
            RunningPeriod.of(store, store.campaigns().get(0), store.account(), START + DAY)
                .budgetMicros())
        .as("the whole of two days, and not a micro more")
        .isEqualTo(20_000);
  }

  @Test
  void whoeverUndoesACreditThatAReportHasTakenBackTooHasTheBudgetAsItWas() throws Exception {
    daily();
    bill(4_000, START);
    book("credit", "2026-03-01", -4_000);
    new SpendReports(CampaignClock.REAL_TIME, WINDOWS)
        .book(
            store, new SpendReport("adx", "shoes", "feet", "2026-03-01", START + 2 * DAY, 0, true));

    book("undone", "2026-03-01", 4_000);

    assertThat(store.account().totalBilledMicros()).isZero();
    bidAt = START + 3 * DAY;
    bill(2_500, START);
    assertThat(left()).isEqualTo(7_500);
  }

  /**
   * Whatever is billed, credited and taken back, in any order: a credit takes back no more than the
   * exchange has billed at any time since.
   */
  @Property(tries = 300)
  void creditsAndFinalReportsNeverTakeTheSameSpendBackTwice(
      @ForAll @IntRange(max = 1_000_000) int seed) throws Exception {
    // All tries of a property share one object, and each needs a ledger of its own.
    new AdjustmentsTest().playCredits(new Random(seed));
  }

  private void playCredits(Random random) throws Exception {
    daily();
    SpendReports reports = new SpendReports(CampaignClock.REAL_TIME, WINDOWS);
    long[] billed = new long[2];
    long[] credited = new long[3];
    long now = START + DAY + DAY / 2;
    for (int i = 0; i < 30; i++) {
      now += 600_000;
      int day = random.nextInt(2);
      long spent = billed[0] + billed[1] - credited[0] - credited[1] - credited[2];
      if (random.nextInt(3) == 0) {
        billed[day] = (long) (billed[day] * (random.nextInt(3) / 2.0));
        reports.book(
            store,
            new SpendReport(
                "adx", "shoes", "feet", "2026-03-0" + (day + 1), now, billed[day], true));
        credited[day] = Math.min(credited[day], billed[day]);
        credited[2] = Math.min(credited[2], billed[0] + billed[1] - credited[0] - credited[1]);
      } else if (random.nextInt(3) == 0) {
        int of = random.nextInt(3);
        long most =
            Math.min(
                store.account().totalBilledMicros(),
                of == 2 ? spent : store.account().period(START + of * DAY).billedMicros());
        if (most > 0) {
          long micros = 1L + random.nextInt((int) most);
          adjustments.book(
              store,
              adjustment("credit-" + i, of == 2 ? null : "2026-03-0" + (of + 1), -micros),
              now);
          credited[of] += micros;
        }
      } else {
        long micros = 1L + random.nextInt(3_000);
        billed[day] += micros;
        NoticeToken token =
            TokenBuilder.token("bid-" + bids++)
                .campaign("shoes")
                .budgetId("feet")
                .period(START + day * DAY)
                .bid(micros, now)
                .build();
        controller.settle(store, Notice.billing(token, micros, now), now);
      }

      long all = billed[0] + billed[1] - credited[0] - credited[1] - credited[2];
      for (int d = 0; d < billed.length; d++) {
        assertThat(left(START + d * DAY))
            .as("step %s, day %s", i, d + 1)
            .isEqualTo(Math.max(0, Math.min(10_000 - billed[d] + credited[d], 50_000 - all)));
      }
    }
  }

  /** In any order, and however often each is read, adjustments have the sum of those booked. */
  @Property(tries = 200)
  void adjustmentsAddUpInAnyOrder(@ForAll @IntRange(max = 1_000_000) int seed) throws Exception {
    Random random = new Random(seed);
    MapBudgetStore one = new MapBudgetStore();
    controller.put(
        one,
        CampaignBuilder.campaign("shoes")
            .flight(START, START + 30 * DAY)
            .timeZone("UTC")
            .budgetId("feet")
            .totalMicros(50_000)
            .dailyMicros(10_000)
            .build(),
        false,
        START);
    long[] days = new long[3];
    for (int i = 0; i < 60; i++) {
      int number = random.nextInt(20);
      int day = number % 3;
      long micros = number % 2 == 0 ? 500 + number : -300 - number;
      Adjustment adjustment = adjustment("n" + number, "2026-03-0" + (day + 1), micros);
      try {
        if (adjustments.book(one, adjustment, START) == Settlement.BOOKED) {
          days[day] += micros;
        }
      } catch (InvalidAdjustmentException e) {
        assertThat(days[day] + micros).as("refused only below zero").isNegative();
      }
      for (int d = 0; d < days.length; d++) {
        assertThat(days[d]).isNotNegative();
        assertThat(one.account().period(START + d * DAY).billedMicros()).isEqualTo(days[d]);
      }
    }
    assertThat(one.account().totalBilledMicros()).isEqualTo(days[0] + days[1] + days[2]);
  }
}
