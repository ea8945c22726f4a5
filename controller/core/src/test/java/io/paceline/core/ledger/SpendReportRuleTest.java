package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import org.junit.jupiter.api.Test;

/** Tests the rule that combines a spend report with the notices. */
class SpendReportRuleTest {

  private static final long AUCTION = 2_000;
  private static final long BILLING = 10_000;
  private static final long DAY = 86_400_000;
  private static final long NOON = 1_000_000_000L;
  private static final long HOUR = 3_600_000L;
  private static final long TODAY = 0;

  private final MapLedgerStore store = new MapLedgerStore();
  private final Ledger ledger = new Ledger(store, LedgerSettings.of(AUCTION, BILLING, DAY));

  /** Settles a billing notice that came at {@code toldAt} for a bid made at {@code bidAt}. */
  private void billed(String bidId, long price, long bidAt, long toldAt) {
    settle(notice(bidId, "adx", price, bidAt, toldAt), toldAt);
  }

  private static Notice notice(String bidId, String exchange, long price, long bidAt, long told) {
    NoticeToken token =
        TokenBuilder.token(bidId)
            .campaign("shoes")
            .period(TODAY)
            .bid(4_000, bidAt)
            .exchange(exchange)
            .build();
    return Notice.billing(token, price, told);
  }

  private Settlement reported(long micros, long upTo) {
    return report("adx", "shoes", TODAY, micros, upTo, false);
  }

  private Settlement report(
      String exchange, String campaign, long period, long micros, long upTo, boolean isFinal) {
    return ledger.report(
        new ReportScope(
            exchange,
            campaign,
            period,
            CorrectionPlace.in(period),
            period,
            period,
            period + DAY,
            period + DAY + AUCTION + BILLING),
        micros,
        upTo,
        isFinal);
  }

  private long spend() {
    assertThat(ledger.account().period(TODAY).billedMicros())
        .isEqualTo(ledger.account().totalBilledMicros());
    return ledger.account().totalBilledMicros();
  }

  private SettledNotice settle(Notice notice, long nowMillis) {
    return ledger.settle(notice, notice.token().bidAtMillis(), nowMillis);
  }

  @Test
  void whatLostNoticesCarriedIsBookedByTheReport() {
    billed("a", 1_000, NOON, NOON + 100);

    assertThat(reported(1_700, NOON + HOUR)).isEqualTo(Settlement.BOOKED);

    assertThat(spend()).isEqualTo(1_700);
  }

  @Test
  void aReportMayWriteTheNameOfItsExchangeInAnotherCase() {
    billed("a", 1_000, NOON, NOON + 100);

    report("AdX", "shoes", TODAY, 1_000, NOON + HOUR, false);

    assertThat(spend()).isEqualTo(1_000);
  }

  @Test
  void noReportMeetsTheRecordOfAnAdjustment() {
    assertThat(ledger.adjust("credit", TODAY, TODAY, 500)).isEqualTo(Settlement.BOOKED);

    // Exchange and campaign of this report spell what once was the key of adjustments.
    report("adjustments\u0000", "credit", 0, 300, NOON + HOUR, false);

    assertThat(ledger.knowsAdjustment("credit")).isTrue();
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(800);
  }

  @Test
  void aReportThatSaysNothingNewChangesNothing() {
    billed("a", 1_000, NOON, NOON + 100);
    reported(1_700, NOON + HOUR);

    assertThat(reported(1_700, NOON + HOUR)).isEqualTo(Settlement.DUPLICATE);
    assertThat(reported(1_200, NOON + 500)).as("an older one").isEqualTo(Settlement.IGNORED);

    assertThat(spend()).isEqualTo(1_700);
  }

  @Test
  void theNewestStatementHolds() {
    billed("a", 1_000, NOON, NOON + 100);
    reported(1_700, NOON + HOUR);
    reported(1_500, NOON + 2 * HOUR);

    assertThat(spend()).isEqualTo(1_500);
  }

  @Test
  void aLateNoticeOfWhatWasReportedCountsOnce() {
    billed("a", 1_000, NOON, NOON + 100);
    reported(1_700, NOON + HOUR);

    // Its windows had closed before the report's upTo, so the impression was billed before that.
    billed("late", 700, NOON, NOON + 2 * HOUR);

    assertThat(spend()).isEqualTo(1_700);
    billed("later", 100, NOON, NOON + 3 * HOUR);
    assertThat(spend()).as("more than was reported").isEqualTo(1_800);
  }

  @Test
  void whatMayHaveBeenBilledAfterTheReportCountsInAdditionUntilTheNextOne() {
    billed("a", 1_000, NOON, NOON + 100);
    reported(1_700, NOON + 5_000);

    // The bid came before the report's upTo, its notice after it: the time of billing is unknown.
    billed("b", 700, NOON + 1_000, NOON + 6_000);
    assertThat(spend()).isEqualTo(2_400);

    reported(1_700, NOON + 7_000);
    assertThat(spend()).isEqualTo(1_700);
  }

  @Test
  void aReportBelowWhatIsBookedTakesNothingBackUnlessItIsFinal() {
    billed("a", 1_000, NOON, NOON + 100);
    billed("b", 500, NOON + HOUR, NOON + HOUR + 100);

    reported(800, NOON + 1_000);
    assertThat(spend()).isEqualTo(1_500);

    report("adx", "shoes", TODAY, 800, NOON + 1_000, true);
    assertThat(spend()).as("b is not in it").isEqualTo(1_300);
    billed("late", 300, NOON - HOUR, NOON + HOUR + 200);
    assertThat(spend()).as("a final report knows it").isEqualTo(1_300);
  }

  @Test
  void exchangesCampaignsAndPeriodsAreReportedEachOnItsOwn() {
    billed("a", 1_000, NOON, NOON + 100);
    settle(notice("b", "other", 400, NOON, NOON + 100), NOON + 100);

    report("other", "shoes", TODAY, 600, NOON + HOUR, false);
    assertThat(spend()).isEqualTo(1_600);
    report("adx", "boots", TODAY, 50, NOON + HOUR, false);
    assertThat(spend()).isEqualTo(1_650);
    report("adx", "shoes", -DAY, 30, NOON + HOUR, false);
    assertThat(ledger.account().period(-DAY).billedMicros()).isEqualTo(30);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(1_680);
  }

  @Test
  void aReportThatReachesBackFurtherThanTheMemoryIsRefused() {
    long day = NOON - DAY;
    settle(onDay("a", 1_000, day), NOON + 100);
    ledger.tick(NOON + 43 * DAY, NOON + 43 * DAY, day + 43 * DAY);

    assertThat(report("adx", "shoes", day, 1_700, NOON + 50, false))
        .isEqualTo(Settlement.BEYOND_MEMORY);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(1_000);
    assertThat(report("adx", "shoes", day, 1_700, NOON + 200, false)).isEqualTo(Settlement.BOOKED);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(1_700);
    ledger.tick(NOON + 43 * DAY, NOON + 43 * DAY, day + 43 * DAY);

    ledger.tick(NOON + 500 * DAY, NOON + 500 * DAY, day + 500 * DAY);
    settle(onDay("b", 10, day + 500 * DAY), NOON + 500 * DAY);
    ledger.tick(NOON + 543 * DAY, NOON + 543 * DAY, day + 543 * DAY);
    assertThat(report("adx", "shoes", day, 1_700, NOON + 200, true))
        .as("its record is gone")
        .isEqualTo(Settlement.BEYOND_MEMORY);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(1_710);
  }

  private static Notice onDay(String bidId, long price, long day) {
    long bidAt = day + DAY;
    NoticeToken token =
        TokenBuilder.token(bidId)
            .campaign("shoes")
            .period(day)
            .bid(4_000, bidAt)
            .exchange("adx")
            .build();
    return Notice.billing(token, price, bidAt + 100);
  }

  @Test
  void aReportOfADayCountsAgainstTheFlightsReportAndTheOtherWayRound() {
    long monday = NOON;
    long tuesday = NOON + DAY;
    settle(onDay("a", 1_000, monday), monday + DAY + 100);
    report("adx", "shoes", monday, 1_500, tuesday + DAY, true);
    report("adx", "shoes", tuesday, 600, tuesday + 2 * DAY, true);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(2_100);

    report("adx", "shoes", TODAY, 2_100, tuesday + 3 * DAY, false);
    report("adx", "shoes", TODAY, 2_100, tuesday + 3 * DAY, false);
    assertThat(ledger.account().totalBilledMicros()).as("the flight's total").isEqualTo(2_100);
    report("adx", "shoes", TODAY, 2_500, tuesday + 4 * DAY, false);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(2_500);

    report("adx", "shoes", tuesday, 800, tuesday + 5 * DAY, true);
    assertThat(ledger.account().totalBilledMicros())
        .as("the flight's report told of it already")
        .isEqualTo(2_500);
    assertThat(ledger.account().period(tuesday).billedMicros()).isEqualTo(800);
    report("adx", "shoes", TODAY, 2_300, tuesday + 6 * DAY, true);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(2_300);
  }

  @Test
  void aFinalReportIsNotTakenBackByAnEarlierFormOfIt() {
    billed("a", 1_000, NOON, NOON + 100);
    report("adx", "shoes", TODAY, 800, NOON + HOUR, true);

    assertThat(reported(800, NOON + HOUR)).isEqualTo(Settlement.IGNORED);

    assertThat(spend()).isEqualTo(800);
  }

  @Test
  void aBillingThatIsPublishedAgainWithItsOldTimeIsNotBookedTwice() {
    Notice first = notice("a", "adx", 1_000, NOON, NOON + 100);
    settle(first, NOON + 100);
    for (long now = NOON; now < NOON + 60 * HOUR; now += HOUR / 4) {
      ledger.tick(now, now, TODAY);
      settle(first, now);
    }
    assertThat(store.size()).isZero();

    settle(first, NOON + 60 * HOUR);

    assertThat(spend()).isEqualTo(1_000);
  }

  @Test
  void aReportThatTheSumsHaveNoRoomForChangesNothing() {
    billed("a", 1_000, NOON, NOON + 100);
    report("adx", "boots", TODAY, Long.MAX_VALUE - 1_500, NOON + HOUR, true);
    Account before = ledger.account();

    assertThatThrownBy(() -> report("adx", "shoes", TODAY, 1_700, NOON + HOUR, true))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> billed("b", 700, NOON, NOON + 100))
        .isInstanceOf(ArithmeticException.class);

    assertThat(ledger.account()).isEqualTo(before);
    assertThat(report("adx", "shoes", TODAY, 1_000, NOON + HOUR, true))
        .isEqualTo(Settlement.BOOKED);
    assertThat(ledger.account()).isEqualTo(before);
    assertThat(ledger.availableMicros(new BudgetPeriod(TODAY, TODAY, DAY, 2_000), 2_000)).isZero();
  }

  @Test
  void aNoticeThatMayHaveBeenBookedAndForgottenIsLeftToTheReport() {
    Notice first = notice("a", "adx", 1_000, NOON, NOON + 100);
    settle(first, NOON + 100);
    ledger.tick(NOON + 2 * DAY, NOON + 2 * DAY, TODAY);

    Notice again = notice("a", "adx", 1_000, NOON, NOON + 2 * DAY);
    assertThat(settle(again, NOON + 2 * DAY).settlement()).isEqualTo(Settlement.IGNORED);

    assertThat(spend()).isEqualTo(1_000);
    reported(1_000, NOON + 2 * DAY);
    assertThat(spend()).isEqualTo(1_000);
  }

  @Test
  void aReportInAnotherOrderThanTheNoticesGivesTheSameSum() {
    reported(1_700, NOON + HOUR);
    billed("a", 1_000, NOON, NOON + 100);
    billed("b", 300, NOON + 2 * HOUR, NOON + 2 * HOUR + 100);

    assertThat(spend()).isEqualTo(2_000);
  }

  @Test
  void duplicatesThatCameWhileTheJobWasDownAreRecognisedAfterTheRestore() {
    billed("a", 1_000, NOON, NOON + 100);
    long back = NOON + 3 * DAY;
    ledger.restore(NOON + 200, back);
    ledger.tick(back + 1, back + 1, TODAY);

    assertThat(settle(notice("a", "adx", 1_000, NOON, NOON + 5_000), back + 2).settlement())
        .isEqualTo(Settlement.DUPLICATE);

    ledger.tick(back + BILLING + 2 * HOUR, back + BILLING + 2 * HOUR, TODAY);
    assertThat(store.bid("a")).isNull();
  }

  @Test
  void whatIsReportedCannotBeSpentAgain() {
    BudgetPeriod day = new BudgetPeriod(TODAY, TODAY, DAY, 2_000);
    billed("a", 1_000, NOON, NOON + 100);
    reported(1_700, NOON + HOUR);

    assertThat(ledger.availableMicros(day, 0)).isEqualTo(300);
    reported(2_500, NOON + 2 * HOUR);
    assertThat(ledger.availableMicros(day, 0)).isZero();
  }
}
