package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final LedgerSettings WINDOWS = LedgerSettings.of(2_000, 10_000, 86_400_000);
  private static final long NOON = 1_000_000_000L;
  private static final long TODAY = 0;
  private static final long YESTERDAY = -86_400_000L;
  private static final BudgetPeriod DAY = new BudgetPeriod(TODAY, TODAY, 86_400_000, 10_000);
  private static final long NO_TOTAL = 0;
  private static final long CHECKPOINT = 1;

  private final MapLedgerStore store = new MapLedgerStore();
  private final Ledger ledger = new Ledger(store, WINDOWS);

  @BeforeEach
  void aRateThatACompletedCheckpointHolds() {
    ledger.requestCommitRate(1_000_000, NOON - 20_000, 0, 0);
    ledger.requestCommitRate(1_000_000, NOON - 10_000, 0, CHECKPOINT);
  }

  private Reservation reserve(String bidId, long micros, long now) {
    return ledger.reserve(bidId, "adx", micros, null, DAY, NO_TOTAL, now, CHECKPOINT);
  }

  private static Notice notice(NoticeType type, String bidId, long price) {
    return notice(type, bidId, price, TODAY);
  }

  private static Notice notice(NoticeType type, String bidId, long price, long period) {
    NoticeToken token = TokenBuilder.token(bidId).period(period).bid(4_000, NOON).build();
    return Notices.of(type, token, price, NOON);
  }

  /** A tick when all notices have been read. */
  private void tick(long now) {
    ledger.tick(now, now, TODAY);
  }

  private long available() {
    return ledger.availableMicros(DAY, NO_TOTAL);
  }

  private SettledNotice settle(Notice notice, long nowMillis) {
    return ledger.settle(notice, notice.token().bidAtMillis(), nowMillis);
  }

  @Test
  void anOpenBidHoldsItsMoney() {
    assertThat(reserve("a", 4_000, NOON)).isEqualTo(Reservation.HELD);

    assertThat(available()).isEqualTo(6_000);
  }

  @Test
  void aBidThatCouldBreakTheBudgetIsRefused() {
    reserve("a", 7_000, NOON);

    assertThat(reserve("b", 3_001, NOON)).isEqualTo(Reservation.OVER_BUDGET);
    assertThat(reserve("c", 3_000, NOON)).isEqualTo(Reservation.HELD);
  }

  @Test
  void theFlightsBudgetBindsBesideThePeriods() {
    assertThat(ledger.reserve("a", "adx", 4_000, null, DAY, 5_000, NOON, CHECKPOINT))
        .isEqualTo(Reservation.HELD);

    assertThat(ledger.reserve("b", "adx", 1_001, null, DAY, 5_000, NOON, CHECKPOINT))
        .isEqualTo(Reservation.OVER_BUDGET);
  }

  @Test
  void billingDebitsThePriceAndReleasesTheRest() {
    reserve("a", 4_000, NOON);
    settle(notice(NoticeType.WIN, "a", 2_500), NOON + 50);
    settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 100);

    assertThat(available()).isEqualTo(7_500);
    assertThat(ledger.account().period(TODAY).billedMicros()).isEqualTo(2_500);
    assertThat(ledger.account().totalHeldMicros()).isZero();
  }

  @Test
  void anUnbilledWinHoldsWhatWasBid() {
    reserve("a", 4_000, NOON);
    settle(notice(NoticeType.WIN, "a", 2_500), NOON + 50);

    assertThat(available()).isEqualTo(6_000);
    assertThat(ledger.account().period(TODAY).spendMicros()).isEqualTo(2_500);
  }

  @Test
  void aNoticeCountsOnceInAnyOrder() {
    reserve("a", 4_000, NOON);
    settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 50);

    assertThat(settle(notice(NoticeType.WIN, "a", 2_500), NOON + 60).settlement())
        .isEqualTo(Settlement.DUPLICATE);
    assertThat(settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 70).settlement())
        .isEqualTo(Settlement.DUPLICATE);
    assertThat(settle(notice(NoticeType.LOSS, "a", 0), NOON + 80).settlement())
        .isEqualTo(Settlement.IGNORED);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(2_500);
    assertThat(ledger.account().counters().wins()).isEqualTo(1);
  }

  @Test
  void aLossReleasesAtOnce() {
    reserve("a", 4_000, NOON);

    settle(notice(NoticeType.LOSS, "a", 0), NOON + 50);

    assertThat(available()).isEqualTo(10_000);
  }

  @Test
  void aLossNoticeOfTheWinnerReleasesNothing() {
    reserve("a", 4_000, NOON);
    NoticeToken token = TokenBuilder.token("a").period(TODAY).bid(4_000, NOON).build();

    assertThat(settle(Notice.loss(token, 0, Notice.BID_WON, NOON), NOON + 50).settlement())
        .isEqualTo(Settlement.IGNORED);
    assertThat(available()).isEqualTo(6_000);
    settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 100);
    assertThat(available()).isEqualTo(7_500);
  }

  @Test
  void silenceReleasesAfterTheWindowAndNotBefore() {
    reserve("a", 4_000, NOON);

    tick(NOON + 1_999);
    assertThat(available()).isEqualTo(6_000);
    tick(NOON + 2_400);
    assertThat(available()).isEqualTo(10_000);
    assertThat(ledger.account().counters().expired()).isEqualTo(1);
  }

  @Test
  void aWinThatIsNeverBilledReleasesAfterItsWindow() {
    reserve("a", 4_000, NOON);
    settle(notice(NoticeType.WIN, "a", 2_500), NOON + 50);

    tick(NOON + 5_000);
    assertThat(available()).isEqualTo(6_000);
    tick(NOON + 10_400);
    assertThat(available()).isEqualTo(10_000);
    assertThat(ledger.account().period(TODAY).spendMicros()).isZero();
    assertThat(ledger.account().counters().unbilled()).isEqualTo(1);
  }

  @Test
  void noMoneyIsReleasedInSilenceWhileNoticesWaitUnread() {
    reserve("a", 4_000, NOON);
    reserve("b", 4_000, NOON);
    settle(notice(NoticeType.WIN, "b", 2_500), NOON + 50);

    // The job stands still for a minute. What it read last entered the topic before the windows of
    // both bids ended.
    ledger.tick(NOON + 60_000, NOON + 1_900, TODAY);

    assertThat(available()).isEqualTo(2_000);
    settle(notice(NoticeType.BILLING, "a", 4_000), NOON + 60_000);
    settle(notice(NoticeType.BILLING, "b", 2_500), NOON + 60_000);
    ledger.tick(NOON + 60_001, NOON + 60_000, TODAY);
    assertThat(available()).isEqualTo(3_500);
    assertThat(ledger.account().counters().expired()).isZero();
  }

  @Test
  void onlyWhatHasBeenReadUpToTheEndOfAWindowReleases() {
    reserve("a", 4_000, NOON);

    ledger.tick(NOON + 60_000, Long.MIN_VALUE, TODAY);
    assertThat(available()).as("nothing is known of the reading").isEqualTo(6_000);
    ledger.tick(NOON + 60_000, NOON + 1_999, TODAY);
    assertThat(available()).as("read up to the window's last moment").isEqualTo(6_000);
    ledger.tick(NOON + 60_000, NOON + 2_400, TODAY);
    assertThat(available()).isEqualTo(10_000);
  }

  @Test
  void aReaderWhoseClockIsAheadReleasesNothingEarly() {
    reserve("a", 4_000, NOON);

    ledger.tick(NOON + 1_999, NOON + 60_000, TODAY);

    assertThat(available()).isEqualTo(6_000);
  }

  @Test
  void moneyOfForgottenBidsIsHeldUntilTheirNoticesHaveBeenRead() {
    ledger.requestCommitRate(1_000, NOON, CHECKPOINT, CHECKPOINT);
    ledger.restore(NOON, NOON + 3_000);

    ledger.tick(NOON + 60_000, NOON + 3_000 + 1_999, TODAY);

    assertThat(ledger.account().forgottenMicros()).isEqualTo(5_000);
    ledger.tick(NOON + 60_000, NOON + 3_000 + 2_000, TODAY);
    assertThat(ledger.account().forgottenMicros()).isZero();
  }

  @Test
  void aBillingAfterItsWindowStillDebits() {
    reserve("a", 4_000, NOON);
    tick(NOON + 2_400);

    settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 60_000);

    assertThat(ledger.account().totalBilledMicros()).isEqualTo(2_500);
    assertThat(ledger.account().totalHeldMicros()).isZero();
  }

  @Test
  void aLateNoticeDebitsItsBidsPeriod() {
    settle(notice(NoticeType.BILLING, "old", 2_500, YESTERDAY), NOON);

    assertThat(ledger.account().period(YESTERDAY).billedMicros()).isEqualTo(2_500);
    assertThat(available()).isEqualTo(10_000);
  }

  @Test
  void theSameBidIsNotMadeTwice() {
    reserve("a", 4_000, NOON);

    assertThat(reserve("a", 3_000, NOON + 1)).isEqualTo(Reservation.ALREADY_MADE);
    assertThat(available()).isEqualTo(6_000);
  }

  @Test
  void aClickCountsOnce() {
    reserve("a", 4_000, NOON);
    settle(notice(NoticeType.CLICK, "a", 0), NOON + 10);
    settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 20);

    assertThat(settle(notice(NoticeType.CLICK, "a", 0), NOON + 30).settlement())
        .isEqualTo(Settlement.DUPLICATE);
    assertThat(ledger.account().counters().clicks()).isEqualTo(1);
  }

  @Test
  void billedBidsAreForgottenAfterTheDuplicatesWindow() {
    reserve("a", 4_000, NOON);
    settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 50);

    tick(NOON + 2 * 86_400_000L);

    assertThat(store.size()).isZero();
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(2_500);
  }

  @Test
  void aNewBudgetBidsOnlyAfterACheckpointThatHoldsIt() {
    Ledger fresh = new Ledger(new MapLedgerStore(), WINDOWS);
    fresh.requestCommitRate(1_000_000, NOON - 1, 7, 7);

    assertThat(fresh.reserve("a", "adx", 100, null, DAY, NO_TOTAL, NOON, 7))
        .isEqualTo(Reservation.OVER_RATE);
    assertThat(fresh.reserve("a", "adx", 100, null, DAY, NO_TOTAL, NOON + 1, 8))
        .isEqualTo(Reservation.OVER_RATE);
    assertThat(fresh.reserve("a", "adx", 100, null, DAY, NO_TOTAL, NOON + 2, 8))
        .isEqualTo(Reservation.HELD);
  }

  @Test
  void commitmentsAreNoFasterThanTheRate() {
    ledger.requestCommitRate(1_000, NOON, CHECKPOINT, CHECKPOINT);

    assertThat(reserve("a", 2_000, NOON)).isEqualTo(Reservation.HELD);
    assertThat(reserve("b", 1_000, NOON + 999)).isEqualTo(Reservation.OVER_RATE);
    assertThat(reserve("c", 1_000, NOON + 1_000)).isEqualTo(Reservation.HELD);
  }

  @Test
  void aRestoreCountsWhatTheCrashMayHaveForgottenAsOpen() {
    ledger.requestCommitRate(1_000, NOON, CHECKPOINT, CHECKPOINT);
    reserve("a", 2_000, NOON);

    ledger.restore(NOON, NOON + 3_000);

    assertThat(ledger.account().forgottenMicros()).isEqualTo(3_000);
    assertThat(available()).isEqualTo(10_000 - 2_000 - 3_000);
    tick(NOON + 3_000 + 1_999);
    assertThat(ledger.account().forgottenMicros()).isEqualTo(3_000);
    tick(NOON + 3_000 + 2_400);
    assertThat(available()).isEqualTo(10_000);
  }

  @Test
  void aRateThatWasRaisedAfterAnOlderCheckpointCountsForTheBidsThatTheRestoreForgot() {
    ledger.requestCommitRate(500, NOON, CHECKPOINT, CHECKPOINT);
    reserve("a", 1_000, NOON);
    ledger.restore(NOON, NOON + 3_000);
    assertThat(ledger.account().forgottenMicros()).isEqualTo(1_500);

    ledger.requestCommitRate(1_000, NOON + 3_100, CHECKPOINT, CHECKPOINT);
    assertThat(ledger.account().forgottenMicros()).isEqualTo(3_000);
    ledger.requestCommitRate(400, NOON + 3_200, CHECKPOINT, CHECKPOINT);
    assertThat(ledger.account().forgottenMicros()).isEqualTo(3_000);
    settle(notice(NoticeType.BILLING, "forgotten", 2_000), NOON + 3_300);
    assertThat(ledger.account().forgottenMicros()).as("less what was bid").isZero();
    assertThat(available()).isEqualTo(10_000 - 1_000 - 2_000);
    ledger.edited();
    assertThat(available()).isZero();
    assertThat(isUnmatched(NoticeType.WIN, "another", NOON + 3_300)).isFalse();
    assertThat(available()).isZero();

    tick(NOON + 3_000 + 2_400);
    ledger.edited();
    assertThat(ledger.account().forgottenMicros()).isZero();
    assertThat(available()).as("less the win").isEqualTo(10_000 - 2_000 - 4_000);
  }

  @Test
  void aForgottenBidThatShowsUpIsNotCountedTwice() {
    ledger.requestCommitRate(2_000, NOON, CHECKPOINT, CHECKPOINT);
    ledger.restore(NOON - 1, NOON + 3_000);
    long before = available();

    settle(notice(NoticeType.BILLING, "forgotten", 4_000), NOON + 3_100);

    assertThat(available()).isEqualTo(before);
  }

  @Test
  void aRestoreRestartsTheWindowsOfOpenBids() {
    reserve("a", 4_000, NOON);

    ledger.restore(NOON + 100, NOON + 60_000);
    tick(NOON + 60_001);

    assertThat(store.bid("a")).isNotNull();
    tick(NOON + 62_400);
    assertThat(store.bid("a")).isNull();
  }

  @Test
  void aWinHoldsWhatTheExchangeWasBidEvenIfTheRepeatedRequestHeldLess() {
    reserve("a", 1_000, NOON);

    settle(notice(NoticeType.WIN, "a", 2_500), NOON + 50);

    assertThat(available()).isEqualTo(6_000);
    settle(notice(NoticeType.BILLING, "a", 2_500), NOON + 60);
    assertThat(available()).isEqualTo(7_500);
  }

  private boolean isUnmatched(NoticeType type, String bidId, long now) {
    return settle(notice(type, bidId, 2_500), now).unmatched();
  }

  @Test
  void aBillingOfABidThatWasNeverMadeIsUnmatchedWithOrWithoutItsWin() {
    reserve("a", 2_500, NOON);
    reserve("b", 2_500, NOON);

    assertThat(isUnmatched(NoticeType.BILLING, "a", NOON + 50)).isFalse();
    assertThat(isUnmatched(NoticeType.WIN, "b", NOON + 50)).isFalse();
    assertThat(isUnmatched(NoticeType.BILLING, "b", NOON + 60)).isFalse();
    assertThat(isUnmatched(NoticeType.BILLING, "unknown", NOON + 50)).isTrue();
    assertThat(isUnmatched(NoticeType.BILLING, "unknown", NOON + 60)).as("a copy").isFalse();
    assertThat(isUnmatched(NoticeType.WIN, "won", NOON + 50)).as("not billed yet").isFalse();
    assertThat(isUnmatched(NoticeType.CLICK, "won", NOON + 55)).isFalse();
    assertThat(isUnmatched(NoticeType.BILLING, "won", NOON + 60)).isTrue();
  }

  @Test
  void aBillingAfterItsWindowIsUnmatchedBecauseItsMoneyMayBeSpentAgain() {
    reserve("a", 4_000, NOON);
    tick(NOON + 2_400);

    assertThat(isUnmatched(NoticeType.BILLING, "a", NOON + 60_000)).isTrue();
  }

  @Test
  void whatACrashMayHaveForgottenIsMatchedUpToWhatItCanHaveForgotten() {
    ledger.requestCommitRate(2_000, NOON, CHECKPOINT, CHECKPOINT);
    ledger.restore(NOON - 1, NOON + 3_000);

    assertThat(isUnmatched(NoticeType.WIN, "won", NOON + 3_100)).isFalse();
    assertThat(isUnmatched(NoticeType.BILLING, "won", NOON + 3_200)).isFalse();
    for (int i = 0; ledger.account().forgottenMicros() > 0; i++) {
      assertThat(isUnmatched(NoticeType.BILLING, "billed-" + i, NOON + 3_100)).isFalse();
    }
    assertThat(isUnmatched(NoticeType.BILLING, "one-too-many", NOON + 3_100)).isTrue();
  }
}
