package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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

  private final MemoryLedgerStore store = new MemoryLedgerStore();
  private final Ledger ledger = new Ledger(store, new LedgerSettings(AUCTION, BILLING, DAY));

  /** Settles a billing notice that came at {@code toldAt} for a bid made at {@code bidAt}. */
  private void billed(String bidId, long price, long bidAt, long toldAt) {
    ledger.settle(notice(bidId, "adx", price, bidAt, toldAt), toldAt);
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
    return ledger.report("adx", "shoes", TODAY, micros, upTo, false);
  }

  private long spend() {
    assertThat(ledger.account().period(TODAY).billedMicros())
        .isEqualTo(ledger.account().totalBilledMicros());
    return ledger.account().totalBilledMicros();
  }

  @Test
  void whatLostNoticesCarriedIsBookedByTheReport() {
    billed("a", 1_000, NOON, NOON + 100);

    assertThat(reported(1_700, NOON + HOUR)).isEqualTo(Settlement.BOOKED);

    assertThat(spend()).isEqualTo(1_700);
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

    ledger.report("adx", "shoes", TODAY, 800, NOON + 1_000, true);
    assertThat(spend()).as("b is not in it").isEqualTo(1_300);
    billed("late", 300, NOON - HOUR, NOON + HOUR + 200);
    assertThat(spend()).as("a final report knows it").isEqualTo(1_300);
  }

  @Test
  void exchangesCampaignsAndPeriodsAreReportedEachOnItsOwn() {
    billed("a", 1_000, NOON, NOON + 100);
    ledger.settle(notice("b", "other", 400, NOON, NOON + 100), NOON + 100);

    ledger.report("other", "shoes", TODAY, 600, NOON + HOUR, false);
    assertThat(spend()).isEqualTo(1_600);
    ledger.report("adx", "boots", TODAY, 50, NOON + HOUR, false);
    assertThat(spend()).isEqualTo(1_650);
    ledger.report("adx", "shoes", -DAY, 30, NOON + HOUR, false);
    assertThat(ledger.account().period(-DAY).billedMicros()).isEqualTo(30);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(1_680);
  }

  @Test
  void aReportThatReachesBackFurtherThanTheMemoryIsRefused() {
    billed("a", 1_000, NOON, NOON + 100);
    ledger.tick(NOON + 2 * DAY, TODAY);

    assertThat(reported(1_700, NOON + 50)).isEqualTo(Settlement.BEYOND_MEMORY);
    assertThat(spend()).isEqualTo(1_000);
    assertThat(reported(1_700, NOON + 101)).isEqualTo(Settlement.BOOKED);
    assertThat(spend()).isEqualTo(1_700);
  }

  @Test
  void aNoticeThatMayHaveBeenBookedAndForgottenIsLeftToTheReport() {
    Notice first = notice("a", "adx", 1_000, NOON, NOON + 100);
    ledger.settle(first, NOON + 100);
    ledger.tick(NOON + 2 * DAY, TODAY);

    Notice again = notice("a", "adx", 1_000, NOON, NOON + 2 * DAY);
    assertThat(ledger.settle(again, NOON + 2 * DAY).settlement()).isEqualTo(Settlement.IGNORED);

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
    ledger.tick(back + 1, TODAY);

    assertThat(ledger.settle(notice("a", "adx", 1_000, NOON, NOON + 5_000), back + 2).settlement())
        .isEqualTo(Settlement.DUPLICATE);

    ledger.tick(back + BILLING + 2 * HOUR, TODAY);
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
