package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import org.junit.jupiter.api.Test;

class BilledBidsTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final LedgerSettings WINDOWS = LedgerSettings.of(60_000, HOUR, DAY);

  private final MapLedgerStore store = new MapLedgerStore();
  private final Ledger ledger = new Ledger(store, WINDOWS);

  private static Notice notice(NoticeType type, String bidId, long at) {
    return Notices.of(type, TokenBuilder.token(bidId).bid(5, at).build(), 5, at);
  }

  private Settlement settle(NoticeType type, String bidId, long bidAt, long now) {
    return settle(notice(type, bidId, bidAt), now).settlement();
  }

  private SettledNotice settle(Notice notice, long nowMillis) {
    return ledger.settle(notice, notice.token().bidAtMillis(), nowMillis);
  }

  @Test
  void aTickRemovesNoMoreThanTwoThousandBidsAndAllAreGoneInTheEnd() {
    for (int i = 0; i < 7_000; i++) {
      settle(NoticeType.BILLING, "bid" + i, HOUR, HOUR);
    }
    long now = HOUR + DAY / 2 + DAY;

    for (int left = 7_000; left > 0; left -= 2_000) {
      assertThat(store.size()).isEqualTo(left);
      ledger.tick(now, now, 0);
    }

    assertThat(store.size()).isZero();
    assertThat(ledger.account().memory().billed()).isEmpty();
    assertThat(settle(NoticeType.BILLING, "bid0", HOUR, now)).isEqualTo(Settlement.IGNORED);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(35_000);
  }

  @Test
  void whatIsStillToBeRemovedIsForgottenAlready() {
    for (int i = 0; i < 7_000; i++) {
      settle(NoticeType.BILLING, "bid" + i, HOUR, HOUR);
    }
    long now = HOUR + DAY / 2 + DAY;
    ledger.tick(now, now, 0);

    for (int i = 0; i < 7_000; i++) {
      assertThat(settle(NoticeType.BILLING, "bid" + i, HOUR, now)).isEqualTo(Settlement.IGNORED);
    }
    assertThat(settle(NoticeType.BILLING, "new", now, now)).isEqualTo(Settlement.BOOKED);
    assertThat(settle(NoticeType.BILLING, "new", now, now)).isEqualTo(Settlement.DUPLICATE);
  }

  @Test
  void clicksAndOtherNoticesOfABilledBidCountAsBefore() {
    settle(NoticeType.BILLING, "a", HOUR, HOUR);

    assertThat(settle(NoticeType.LOSS, "a", HOUR, HOUR)).isEqualTo(Settlement.IGNORED);
    assertThat(settle(NoticeType.WIN, "a", HOUR, HOUR)).isEqualTo(Settlement.DUPLICATE);
    assertThat(settle(NoticeType.CLICK, "a", HOUR, HOUR)).isEqualTo(Settlement.BOOKED);
    assertThat(settle(NoticeType.CLICK, "a", HOUR, HOUR)).isEqualTo(Settlement.DUPLICATE);
    assertThat(ledger.account().counters().clicks()).isEqualTo(1);
    assertThat(ledger.reserve("a", "adx", 1, null, new BudgetPeriod(0, 0, DAY, 1_000), 0, HOUR, 1))
        .isEqualTo(Reservation.ALREADY_MADE);
  }

  @Test
  void everyBidIsRememberedForADayAtLeastAndTwoDaysAtMost() {
    for (int i = 0; i < 400; i++) {
      long now = DAY + i * HOUR;
      ledger.tick(now, now, 0);
      settle(NoticeType.BILLING, "bid" + i, now, now);
      for (int age = 0; age <= 24 && age <= i; age++) {
        long bidAt = now - age * HOUR;
        assertThat(settle(NoticeType.BILLING, "bid" + (i - age), bidAt, now))
            .as("%s after %s hours", i, age)
            .isEqualTo(Settlement.DUPLICATE);
      }
      for (int age = 25; age <= i; age++) {
        long bidAt = now - age * HOUR;
        assertThat(settle(NoticeType.BILLING, "bid" + (i - age), bidAt, now))
            .isNotEqualTo(Settlement.BOOKED);
      }
      assertThat(store.size()).isLessThanOrEqualTo(48);
      assertThat(ledger.account().memory().billed())
          .hasSizeLessThanOrEqualTo(LedgerStore.BILLED_SLOTS);
    }
  }

  @Test
  void afterALongStandstillThereIsRoomForNewBids() {
    for (int i = 0; i < 12_000; i++) {
      long now = DAY + i * 10_000L;
      settle(NoticeType.BILLING, "bid" + i, now, now);
      ledger.tick(now, now, 0);
    }
    long back = 60 * DAY;
    ledger.restore(2 * DAY, back);
    ledger.tick(back, back, 0);
    assertThat(settle(NoticeType.BILLING, "first", back, back)).isEqualTo(Settlement.BOOKED);
    ledger.tick(back + 2 * HOUR, back + 2 * HOUR, 0);

    for (int i = 0; i < 10; i++) {
      long now = back + 2 * HOUR + i * DAY / 3;
      assertThat(settle(NoticeType.BILLING, "new" + i, now, now)).isEqualTo(Settlement.BOOKED);
      assertThat(settle(NoticeType.BILLING, "new" + i, now, now)).isEqualTo(Settlement.DUPLICATE);
      ledger.tick(now, now, 0);
    }
    assertThat(store.size()).isLessThanOrEqualTo(11);
  }

  @Test
  void aStallOfDaysForgetsNoBilledBidWhoseNoticesWaitUnread() {
    settle(NoticeType.BILLING, "read", DAY, DAY);

    // The next notices entered the topic soon after, and are read three days later: one that comes
    // again, and the only one about a bid that a crash forgot.
    long back = 4 * DAY;
    ledger.tick(back, DAY, 0);

    assertThat(settle(NoticeType.BILLING, "read", DAY, back)).isEqualTo(Settlement.DUPLICATE);
    assertThat(settle(NoticeType.BILLING, "forgotten", DAY - HOUR, back))
        .isEqualTo(Settlement.BOOKED);
    ledger.tick(back, back, 0);
    ledger.tick(back + DAY, back + DAY, 0);
    ledger.tick(back + 2 * DAY, back + 2 * DAY, 0);
    assertThat(store.size()).isZero();
  }
}
