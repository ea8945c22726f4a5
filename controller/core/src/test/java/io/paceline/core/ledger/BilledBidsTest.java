package io.paceline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.BudgetPeriod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BilledBidsTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final LedgerSettings WINDOWS = LedgerSettings.of(60_000, HOUR, DAY);

  /** When the bids of the second hour are forgotten. */
  private static final long OVER = 2 * HOUR + WINDOWS.billedWithinMillis() + DAY;

  private final MapLedgerStore store = new MapLedgerStore();
  private final Ledger ledger = new Ledger(store, WINDOWS);

  private static Notice notice(NoticeType type, String bidId, long at) {
    return Notices.of(type, TokenBuilder.token(bidId).bid(5, at).build(), 5, at);
  }

  private Settlement settle(NoticeType type, String bidId, long bidAt, long now) {
    return settle(notice(type, bidId, bidAt), now).settlement();
  }

  private SettledNotice settle(Notice notice, long nowMillis) {
    return settle(ledger, notice, nowMillis);
  }

  private static SettledNotice settle(Ledger books, Notice notice, long nowMillis) {
    return books.settle(notice, notice.token().bidAtMillis(), nowMillis);
  }

  @Test
  void aTickRemovesAFewPagesAndAllAreGoneInTheEnd() {
    for (int i = 0; i < 10_000; i++) {
      settle(NoticeType.BILLING, "bid" + i, HOUR, HOUR);
    }
    ledger.tick(OVER - 1, OVER - 1, 0);
    assertThat(store.size()).isEqualTo(10_000);

    int before = store.pages();
    for (int ticks = 0; store.pages() > 0; ticks++) {
      ledger.tick(OVER, OVER, 0);
      assertThat(before - store.pages()).isLessThanOrEqualTo(BilledBids.PAGES_REMOVED_PER_TICK);
      assertThat(ticks).isLessThan(3);
      before = store.pages();
    }

    assertThat(ledger.account().memory().billed()).isEmpty();
    assertThat(settle(NoticeType.BILLING, "bid0", HOUR, OVER)).isEqualTo(Settlement.IGNORED);
    assertThat(ledger.account().totalBilledMicros()).isEqualTo(50_000);
  }

  @Test
  void whoeverClosesABudgetHearsWhetherItsBidsAreStillRememberedOrBeingRemoved() {
    assertThat(ledger.forgetBilled(HOUR, HOUR)).isEqualTo(BilledBidsLeft.NONE);
    for (int i = 0; i < 10_000; i++) {
      settle(NoticeType.BILLING, "bid" + i, HOUR, HOUR);
    }

    assertThat(ledger.forgetBilled(OVER - 1, OVER - 1)).isEqualTo(BilledBidsLeft.REMEMBERED);
    assertThat(ledger.forgetBilled(OVER, OVER - 1)).isEqualTo(BilledBidsLeft.REMEMBERED);
    assertThat(ledger.forgetBilled(OVER, OVER)).isEqualTo(BilledBidsLeft.FORGOTTEN);
    settle(NoticeType.BILLING, "young", OVER, OVER);
    BilledBidsLeft left = BilledBidsLeft.FORGOTTEN;
    for (int looks = 0; left == BilledBidsLeft.FORGOTTEN; looks++) {
      left = ledger.forgetBilled(OVER, OVER);
      assertThat(looks).isLessThan(3);
    }
    assertThat(left).isEqualTo(BilledBidsLeft.REMEMBERED);
    assertThat(store.size()).isEqualTo(1);
    assertThat(ledger.forgetBilled(2 * OVER, 2 * OVER)).isEqualTo(BilledBidsLeft.NONE);
  }

  @Test
  void whatIsStillToBeRemovedIsForgottenAlready() {
    for (int i = 0; i < 10_000; i++) {
      settle(NoticeType.BILLING, "bid" + i, HOUR, HOUR);
    }
    ledger.tick(OVER, OVER, 0);
    assertThat(store.pages()).isPositive();

    for (int i = 0; i < 10_000; i++) {
      assertThat(settle(NoticeType.BILLING, "bid" + i, HOUR, OVER)).isEqualTo(Settlement.IGNORED);
    }
    assertThat(settle(NoticeType.BILLING, "new", OVER, OVER)).isEqualTo(Settlement.BOOKED);
    assertThat(settle(NoticeType.BILLING, "new", OVER, OVER)).isEqualTo(Settlement.DUPLICATE);
  }

  @Test
  void noNoticeNorTickTouchesMoreOfTheStoreWhenMoreIsRemembered() {
    int few = mostTouchedBeside(100);

    assertThat(mostTouchedBeside(100_000)).isLessThanOrEqualTo(few);
    assertThat(few).isLessThanOrEqualTo(8);
  }

  /** How often the store of pages is read or written at most for one notice, bid or tick. */
  private static int mostTouchedBeside(int remembered) {
    CountingStore counting = new CountingStore();
    Ledger many = new Ledger(counting, WINDOWS);
    for (int i = 0; i < remembered; i++) {
      settle(many, notice(NoticeType.BILLING, "bid" + i, i * DAY / remembered), DAY);
    }
    int most = 0;
    BudgetPeriod period = new BudgetPeriod(0, 0, DAY, 1_000);
    for (int i = 0; i < 1_000; i++) {
      counting.touched = 0;
      settle(many, notice(NoticeType.BILLING, "more" + i, DAY), DAY);
      most = Math.max(most, counting.touched);
      counting.touched = 0;
      long again = (long) i * (remembered / 100) % remembered;
      settle(many, notice(NoticeType.CLICK, "bid" + again, again * DAY / remembered), DAY);
      most = Math.max(most, counting.touched);
      counting.touched = 0;
      many.tick(DAY, DAY, 0);
      many.reserve("bid" + i, "adx", 1, null, period, 0, DAY, 1);
      most = Math.max(most, counting.touched);
    }
    return most;
  }

  private static final class CountingStore extends MapLedgerStore {
    private int touched;

    @Override
    public long[] billedPage(long key) {
      touched++;
      return super.billedPage(key);
    }

    @Override
    public void putBilledPage(long key, long[] page) {
      touched++;
      super.putBilledPage(key, page);
    }

    @Override
    public void removeBilledPage(long key) {
      touched++;
      super.removeBilledPage(key);
    }
  }

  @Test
  void aBidThatWasMadeAgainForTheSameRequestIsBilledOnce() {
    assertThat(settle(NoticeType.BILLING, "a", HOUR, HOUR)).isEqualTo(Settlement.BOOKED);
    long again = HOUR + 600_000;
    assertThat(settle(NoticeType.BILLING, "a", again, again)).isEqualTo(Settlement.DUPLICATE);

    long before = 3 * HOUR - 1;
    assertThat(settle(NoticeType.BILLING, "b", before + 600_000, 4 * HOUR))
        .isEqualTo(Settlement.BOOKED);
    assertThat(settle(NoticeType.BILLING, "b", before, 4 * HOUR)).isEqualTo(Settlement.DUPLICATE);
  }

  @Test
  void aBidThatIsStillOpenWhenThoseOfItsAgeAreForgottenIsBilledOnce() {
    settle(NoticeType.BILLING, "young", HOUR, HOUR);
    BudgetPeriod period = new BudgetPeriod(0, 0, DAY, 1_000);
    ledger.requestCommitRate(1_000_000, 0, 0, 1);
    ledger.requestCommitRate(1_000_000, 1_000, 0, 1);
    assertThat(ledger.reserve("old", "adx", 5, null, period, 0, HOUR, 1))
        .isEqualTo(Reservation.HELD);
    ledger.restore(HOUR, OVER + HOUR);
    ledger.tick(OVER + HOUR, OVER, 0);
    long back = OVER + HOUR;
    settle(NoticeType.WIN, "old", HOUR, back);
    ledger.tick(back + 3 * HOUR, back, 0);

    settle(NoticeType.BILLING, "old", HOUR, back);
    long billed = ledger.account().totalBilledMicros();
    for (long at = HOUR; at < OVER; at += HOUR / 6) {
      settle(NoticeType.BILLING, "old", Math.min(at, HOUR + 900_000), back);
    }

    assertThat(ledger.account().totalBilledMicros()).isEqualTo(billed);
  }

  @Property(tries = 100)
  void nothingIsEverBilledTwiceHoweverNoticesRepeatAndWindowsChange(@ForAll long seed) {
    Random random = new Random(seed);
    MapLedgerStore played = new MapLedgerStore();
    Ledger running = new Ledger(played, WINDOWS);
    Map<String, Long> bidAt = new HashMap<>();
    Set<String> booked = new HashSet<>();
    long now = DAY;
    long readUpTo = 0;
    for (int i = 0; i < 4_000; i++) {
      now += random.nextInt(200_000);
      if (random.nextInt(400) == 0) {
        running =
            new Ledger(
                played, LedgerSettings.of(60_000, HOUR, 1_000 + random.nextInt(2 * (int) DAY)));
      }
      if (random.nextInt(10) == 0) {
        readUpTo = Math.max(readUpTo, now - random.nextInt((int) HOUR));
        running.tick(now, readUpTo, 0);
      }
      String bidId = "bid" + (random.nextInt(3) > 0 ? i : random.nextInt(i + 1));
      // Clocks differ, and a bid that is made again has another time.
      long made = now - random.nextInt((int) HOUR) + (random.nextInt(20) == 0 ? 60_000 : 0);
      long at =
          bidAt.computeIfAbsent(bidId, unseen -> made) + (random.nextInt(9) == 0 ? 300_000 : 0);
      NoticeType type = random.nextInt(9) == 0 ? NoticeType.CLICK : NoticeType.BILLING;
      // The record of a notice that is published again carries any time since the bid.
      long received = at + random.nextInt((int) HOUR);
      Settlement settlement =
          settle(
                  running,
                  Notices.of(type, TokenBuilder.token(bidId).bid(5, at).build(), 5, received),
                  now)
              .settlement();
      if (type == NoticeType.BILLING && settlement == Settlement.BOOKED) {
        assertThat(booked.add(bidId)).as("%s at step %s", bidId, i).isTrue();
      } else if (type == NoticeType.BILLING && at > now - HOUR) {
        assertThat(booked).as("young bids are never taken for forgotten ones").contains(bidId);
      }
    }
    assertThat(running.account().totalBilledMicros()).isEqualTo(5L * booked.size());
    now += 500 * DAY;
    running.tick(now, now, 0);
    running.tick(now, now, 0);
    assertThat(played.size()).isZero();
    assertThat(played.pages()).isZero();
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
      assertThat(ledger.account().memory().billed()).hasSizeLessThanOrEqualTo(28);
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

  @Test
  void aClickOnABidThatWasBilledLateCountsOnce() {
    settle(NoticeType.BILLING, "young", HOUR, HOUR);
    settle(NoticeType.WIN, "old", HOUR, OVER);
    ledger.tick(OVER, OVER, 0);

    assertThat(settle(NoticeType.BILLING, "old", HOUR, OVER)).isEqualTo(Settlement.BOOKED);
    assertThat(settle(NoticeType.BILLING, "old", HOUR, OVER)).isEqualTo(Settlement.DUPLICATE);
    assertThat(settle(NoticeType.CLICK, "old", HOUR, OVER)).isEqualTo(Settlement.BOOKED);
    assertThat(settle(NoticeType.CLICK, "old", HOUR, OVER)).isEqualTo(Settlement.DUPLICATE);
  }

  @Test
  void aBidThatIsMadeAgainAfterItsBudgetWasClosedByAClockAheadIsBilledOnce() {
    ledger.close(3 * HOUR);
    BudgetPeriod period = new BudgetPeriod(0, 0, DAY, 1_000);
    long behind = 3 * HOUR - 1_200_000;
    ledger.requestCommitRate(1_000_000, behind - 2_000, 0, 1);
    ledger.requestCommitRate(1_000_000, behind - 1_000, 0, 1);
    assertThat(ledger.reserve("a", "adx", 5, null, period, 0, behind, 1))
        .isEqualTo(Reservation.HELD);
    assertThat(settle(NoticeType.BILLING, "a", behind, behind)).isEqualTo(Settlement.BOOKED);

    assertThat(ledger.reserve("a", "adx", 5, null, period, 0, behind + 1, 1))
        .isEqualTo(Reservation.ALREADY_MADE);
  }

  @Test
  void fewPagesAreReadForABidUnderAnyWindows() {
    for (long memory : new long[] {1_000, 60_000, HOUR, 4 * HOUR, DAY, 30 * DAY, 400 * DAY}) {
      for (long billing : new long[] {1_000, 60_000, HOUR}) {
        LedgerSettings windows = LedgerSettings.of(1_000, billing, memory);
        CountingStore counting = new CountingStore();
        Ledger books = new Ledger(counting, windows);
        for (int i = 0; i < 3_000; i++) {
          long at = DAY + i * 1_000L;
          settle(books, notice(NoticeType.BILLING, "bid" + i, at), at);
        }
        counting.touched = 0;
        long now = DAY + 1_500_000;
        books.reserve("new", "adx", 1, null, new BudgetPeriod(0, 0, DAY, 1_000), 0, now, 1);
        assertThat(counting.touched)
            .as("pages, remembered for %s ms", windows.memoryMillis())
            .isLessThanOrEqualTo(4);
      }
    }
  }

  @Property(tries = 150)
  void everyBidIsBilledOnceDespiteCrashesStallsAndChangedWindows(@ForAll long seed) {
    Random random = new Random(seed);
    BudgetPeriod period = new BudgetPeriod(0, 0, DAY, Long.MAX_VALUE / 4);
    MapLedgerStore played = new MapLedgerStore();
    LedgerSettings windows = randomWindows(random);
    Ledger books = new Ledger(played, windows);
    Map<String, Long> madeAt = new HashMap<>();
    Set<String> booked = new HashSet<>();
    MapLedgerStore checkpoint = played.copy();
    Set<String> bookedThen = new HashSet<>();
    long barrier = DAY;
    long now = DAY;
    long readUpTo = DAY;
    int step = (int) Math.min(10 * HOUR, 1_000L << random.nextInt(16));
    for (int i = 0; i < 3_000; i++) {
      now += random.nextInt(step);
      switch (random.nextInt(200)) {
        case 0 -> {
          windows = randomWindows(random);
          books = new Ledger(played, windows);
        }
        case 1, 2 -> {
          checkpoint = played.copy();
          bookedThen = new HashSet<>(booked);
          barrier = now;
        }
        case 3 -> {
          played = checkpoint.copy();
          booked = new HashSet<>(bookedThen);
          books = new Ledger(played, windows);
          readUpTo = Math.min(readUpTo, barrier);
          now += random.nextInt(4) == 0 ? DAY : 0;
          books.restore(barrier, now);
        }
        default -> {
          if (random.nextInt(5) == 0) {
            // Sometimes the reading stands still for a day and then goes on at once.
            boolean stalls = i / 300 % 3 == 1;
            readUpTo = stalls ? readUpTo : Math.max(readUpTo, now - random.nextInt(60_000));
            books.requestCommitRate(1_000_000_000, now, 1, 2);
            books.tick(now, readUpTo, 0);
          }
        }
      }
      boolean fresh = random.nextInt(3) > 0;
      String bidId = "bid" + (fresh ? i : Math.max(0, i - random.nextInt(300)));
      if (fresh && random.nextBoolean()) {
        madeAt.putIfAbsent(bidId, now);
        books.reserve(bidId, "adx", 5, null, period, 0, now, 2);
      } else {
        Long made = madeAt.get(bidId);
        if (made != null && Math.abs(now - made) <= 900_000) {
          Reservation again = books.reserve(bidId, "adx", 5, null, period, 0, now, 2);
          if (booked.contains(bidId)) {
            assertThat(again).isEqualTo(Reservation.ALREADY_MADE);
          }
        }
      }
      // A notice that is read now entered its topic after all that was read before.
      long received = readUpTo + (long) (random.nextDouble() * (now - readUpTo));
      long newest = madeAt.computeIfAbsent(bidId, unseen -> received - random.nextInt(3_000_000));
      boolean inTime =
          received >= newest && received <= newest + windows.billedWithinMillis() && newest >= DAY;
      long again = newest + random.nextInt(3) * (random.nextInt(3) == 0 ? 450_000L : 0L);
      Settlement settlement =
          settle(
                  books,
                  Notices.of(
                      NoticeType.BILLING,
                      TokenBuilder.token(bidId).bid(5, again).build(),
                      5,
                      random.nextInt(4) == 0 ? again : Math.max(received, again)),
                  now)
              .settlement();
      if (settlement == Settlement.BOOKED) {
        assertThat(booked.add(bidId)).as("%s at step %s", bidId, i).isTrue();
      } else if (inTime) {
        assertThat(booked).as("the first notice counts, step %s", i).contains(bidId);
      }
    }
    assertThat(books.account().totalBilledMicros()).isEqualTo(5L * booked.size());
  }

  private static LedgerSettings randomWindows(Random random) {
    long remembered =
        switch (random.nextInt(4)) {
          case 0 -> 60_000L * (1 + random.nextInt(30));
          case 1 -> 30 * DAY;
          default -> 1_000L + random.nextInt(2 * (int) DAY);
        };
    return LedgerSettings.of(60_000, HOUR, remembered);
  }
}
