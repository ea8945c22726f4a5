package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.TrafficWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Compares a ledger with the exchanges' own books over two months in which notices are lost, come
 * late and come again at any age; reports come in any order, twice, late, final or not; the daily
 * budget is taken away and given back; and the ledger is restored from older states.
 */
class ReportedBooksTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final LedgerSettings WINDOWS = LedgerSettings.of(60_000, HOUR, DAY);
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final List<String> EXCHANGES = List.of("adx", "bidway");

  private final SpendController controller =
      new SpendController(CampaignClock.REAL_TIME, new DualMirrorDescent(), WINDOWS);
  private final SpendReports reports = new SpendReports(CampaignClock.REAL_TIME, WINDOWS);
  private MapBudgetStore store = new MapBudgetStore();

  private void campaign(boolean daily) {
    campaign(daily, START);
  }

  private void campaign(boolean daily, long flightStart) {
    for (String id : List.of("c0", "c1")) {
      store.put(
          CampaignBuilder.campaign(id)
              .flight(flightStart, START + 400 * DAY)
              .timeZone("UTC")
              .budgetId("budget")
              .totalMicros(daily ? 0 : 1_000_000_000)
              .dailyMicros(daily ? 1_000_000 : 0)
              .maxBidMicros(5_000)
              .build());
    }
  }

  private static String day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
  }

  private void report(String day, long amount, long upTo, boolean isFinal) {
    report(new SpendReport("adx", "c0", "budget", day, upTo, amount, isFinal));
  }

  private void report(SpendReport report) {
    try {
      reports.book(store, report);
    } catch (InvalidSpendReportException e) {
      throw new AssertionError(e);
    }
  }

  private void tick(long now) {
    controller.tick(store, TrafficWeek.uniform(), false, now, now, 1, 1);
  }

  private static Notice billing(String bidId, long period, long micros, long bidAt, long told) {
    return Notices.of(NoticeType.BILLING, token(bidId, "adx", "c0", period, bidAt), micros, told);
  }

  private static NoticeToken token(
      String bidId, String exchange, String campaign, long period, long bidAt) {
    return TokenBuilder.token(bidId)
        .campaign(campaign)
        .budgetId("budget")
        .period(period)
        .bid(5_000, bidAt)
        .exchange(exchange)
        .build();
  }

  private long total() {
    return store.account().totalBilledMicros();
  }

  @Test
  void aFinalReportOfADayLongAgoThatSaysWhatIsBookedChangesNothing() {
    campaign(true);
    controller.settle(store, billing("a", START, 100, START + HOUR, START + HOUR), START + HOUR);
    for (int day = 0; day <= 37; day++) {
      tick(START + day * DAY + HOUR);
    }
    for (int times = 0; times < 3; times++) {
      report(day(START), 100, START + 37 * DAY + times, true);
      tick(START + 37 * DAY + HOUR);
      assertThat(total()).isEqualTo(100);
    }
  }

  @Test
  void aReportOfTheFlightIsComparedWithTheDaysThatWereBookedBeforeTheDailyBudgetWasRemoved() {
    campaign(true);
    for (int day = 0; day < 10; day++) {
      long noon = START + day * DAY + 12 * HOUR;
      String bid = "bid" + day;
      controller.settle(store, billing(bid, START + day * DAY, 60, noon, noon), noon);
      report(day(noon), 100, noon + DAY, day % 2 == 0);
      tick(noon + DAY);
    }
    campaign(false);

    report(null, 1_000, START + 12 * DAY, true);

    assertThat(total()).isEqualTo(1_000);
  }

  @Test
  void aReportOfADayFromBeforeThereWasADailyBudgetIsRefusedAndOneOfTheFlightIsBooked() {
    campaign(false);
    for (int day = 0; day < 4; day++) {
      long noon = START + day * DAY + 12 * HOUR;
      controller.settle(store, billing("bid" + day, 0, 100, noon, noon), noon);
    }
    campaign(true);
    SpendReport ofDay =
        new SpendReport("adx", "c0", "budget", day(START + 2 * DAY), START + 5 * DAY, 100, false);

    assertThatThrownBy(() -> reports.book(store, ofDay))
        .isInstanceOf(InvalidSpendReportException.class)
        .hasMessageStartingWith("upTo: ");
    assertThat(total()).isEqualTo(400);
    report(day(START + 5 * DAY), 30, START + 6 * DAY, false);
    assertThat(total()).isEqualTo(430);
    report(null, 450, START + 7 * DAY, true);
    assertThat(total()).isEqualTo(450);
  }

  @Test
  void aCopyOfASmallerTotalOfTheSameTimeTakesNothingBack() {
    campaign(true);
    controller.settle(store, billing("a", START, 80, START, START), START);
    report(day(START), 100, START + DAY, false);
    report(day(START), 120, START + DAY, false);
    report(day(START), 100, START + DAY, false);

    assertThat(total()).isEqualTo(120);
  }

  @Test
  void whatAFinalReportTookBackStaysTakenBackWhenRunningTotalsFollow() {
    campaign(true);
    controller.settle(store, billing("a", START, 100, START, START), START);
    report(day(START), 90, START + 2 * DAY, true);
    report(day(START), 90, START + 3 * DAY, false);
    assertThat(total()).isEqualTo(90);
    report(day(START), 95, START + 4 * DAY, false);
    assertThat(total()).isEqualTo(95);
  }

  @Test
  void aReportUpToTheTimeByWhichAllOfTheDayIsBilledCoversANoticeThatIsReadLate() {
    campaign(true);
    long bidAt = START + DAY - 500;
    long billedBy = START + DAY + WINDOWS.billedWithinMillis();
    report(day(START), 100, billedBy, true);
    controller.settle(store, billing("a", START, 100, bidAt, billedBy + HOUR), billedBy + HOUR);

    assertThat(total()).isEqualTo(100);
  }

  @Test
  void theTimeOfANoticesRecordNeverMakesItsSpendCountTwiceOrNotAtAll() {
    campaign(true);
    report(day(START), 0, START + HOUR, false);
    controller.settle(store, billing("early", START, 7, START + 2 * HOUR, -1), START + 2 * HOUR);
    assertThat(total()).isEqualTo(7);
    report(day(START), 7, START + 2 * DAY, true);
    assertThat(total()).isEqualTo(7);
  }

  @Test
  void aFlightThatIsMovedAheadAndBackFindsTodaysMoneySpent() {
    campaign(true);
    long noon = START + 12 * HOUR;
    controller.settle(store, billing("a", START, 1_000_000, noon, noon), noon);
    for (long ahead : new long[] {40 * DAY, 390 * DAY}) {
      campaign(true, START + ahead);
      tick(noon + 1);
      tick(noon + 2);
      campaign(true);
      tick(noon + 3);
    }

    assertThat(store.account().period(START).billedMicros()).isEqualTo(1_000_000);
    report(day(START), 1_000_000, noon + DAY, false);
    assertThat(total()).isEqualTo(1_000_000);
  }

  @Test
  void aBudgetThatIsClosedOnADayOnWhichItSpentRemembersThatDay() {
    campaign(true);
    long noon = START + 12 * HOUR;
    controller.settle(store, billing("a", START, 1_000, noon, noon), noon);
    controller.close(store, noon + 2 * HOUR);

    assertThat(store.account().period(START).billedMicros()).isEqualTo(1_000);
    assertThat(store.account().totalHeldMicros()).isZero();
  }

  @Property(tries = 300)
  void ledgerAndBooksAgreeAfterTheLastFinalReportWhateverCameBefore(@ForAll long seed) {
    new World(seed).run();
  }

  private final class World {
    private record Impression(String exchange, String campaign, long day, long micros, long at) {}

    private record Logged(Notice notice, SpendReport report, Boolean daily) {}

    private final Random random;
    private final int days;
    private final List<Impression> books = new ArrayList<>();
    private final List<Logged> log = new ArrayList<>();
    private final List<Notice> sent = new ArrayList<>();
    private final List<SpendReport> reported = new ArrayList<>();
    private final Map<String, Long> told = new HashMap<>();
    private MapBudgetStore snapshot;
    private int snapshotAt;
    private boolean daily;
    private long now = START;
    private int bidNumber;

    World(long seed) {
      random = new Random(seed);
      days = 3 + random.nextInt(60);
      daily = random.nextBoolean();
    }

    void run() {
      store = new MapBudgetStore();
      read(new Logged(null, null, daily));
      snapshot = store.copy();
      snapshotAt = log.size();
      long end = START + days * DAY;
      while (now < end) {
        long before = now / DAY;
        now += 1 + random.nextInt(random.nextInt(8) == 0 ? (int) (20 * HOUR) : (int) HOUR);
        if (now / DAY != before && random.nextInt(8) == 0) {
          daily = !daily;
          read(new Logged(null, null, daily));
        }
        tick(now);
        for (int i = random.nextInt(3); i > 0; i--) {
          impression();
        }
        if (!sent.isEmpty() && random.nextInt(4) == 0) {
          again(sent.get(random.nextInt(sent.size())));
        }
        if (!books.isEmpty() && random.nextInt(6) == 0) {
          report(false);
        }
        if (!reported.isEmpty() && random.nextInt(6) == 0) {
          read(new Logged(null, reported.get(random.nextInt(reported.size())), null));
        }
        assertThat(total())
            .as("what billing notices have told")
            .isGreaterThanOrEqualTo(told.values().stream().mapToLong(v -> v).sum());
        if (random.nextInt(30) == 0) {
          snapshot = store.copy();
          snapshotAt = log.size();
        } else if (random.nextInt(60) == 0) {
          crash();
        }
      }
      now += 2 * DAY;
      tick(now);
      if (daily) {
        daily = false;
        read(new Logged(null, null, false));
      }
      for (int times = 0; times < 2; times++) {
        report(true);
        assertThat(total()).isEqualTo(books.stream().mapToLong(Impression::micros).sum());
      }
    }

    private void impression() {
      String exchange = EXCHANGES.get(random.nextInt(2));
      String campaign = "c" + random.nextInt(2);
      long day = now / DAY * DAY;
      long bidAt = now;
      NoticeToken token = token("bid" + bidNumber++, exchange, campaign, daily ? day : 0, bidAt);
      long micros = 1L + random.nextInt(5_000);
      long billedAt = bidAt + random.nextInt((int) HOUR);
      books.add(new Impression(exchange, campaign, day, micros, billedAt));
      now = Math.max(now, billedAt);
      if (random.nextInt(5) == 0) {
        return;
      }
      long delay = billedAt + random.nextInt(60_000) - now;
      now += Math.max(0, delay);
      if (random.nextBoolean()) {
        sent.add(Notices.of(NoticeType.WIN, token, micros, now));
        read(new Logged(sent.get(sent.size() - 1), null, null));
      }
      Notice billing = Notices.of(NoticeType.BILLING, token, micros, now);
      sent.add(billing);
      read(new Logged(billing, null, null));
      told.put(token.bidId(), micros);
    }

    /** A notice that came before comes again, with the time of its first record or with its own. */
    private void again(Notice notice) {
      if (notice.type() == NoticeType.WIN && !told.containsKey(notice.token().bidId())) {
        return;
      }
      long before = total();
      Notice copy =
          random.nextBoolean()
              ? notice
              : Notices.of(notice.type(), notice.token(), notice.priceMicros(), now);
      read(new Logged(copy, null, null));
      assertThat(total()).as("%s comes again", notice).isEqualTo(before);
    }

    private void report(boolean last) {
      for (String exchange : EXCHANGES) {
        for (String campaign : List.of("c0", "c1")) {
          long upTo = last ? now : now - (long) (random.nextDouble() * random.nextInt(72) * HOUR);
          boolean isFinal = last || random.nextInt(4) == 0;
          Impression any = books.get(random.nextInt(books.size()));
          long amount =
              books.stream()
                  .filter(one -> one.exchange().equals(exchange))
                  .filter(one -> one.campaign().equals(campaign))
                  .filter(one -> !daily || one.day() == any.day())
                  .filter(one -> one.at() < upTo)
                  .mapToLong(Impression::micros)
                  .sum();
          SpendReport report =
              new SpendReport(
                  exchange,
                  campaign,
                  "budget",
                  daily ? day(any.day()) : null,
                  Math.max(1, upTo),
                  amount,
                  isFinal);
          reported.add(report);
          read(new Logged(null, report, null));
          long before = total();
          read(new Logged(null, report, null));
          assertThat(total()).as("%s comes again at once", report).isEqualTo(before);
        }
      }
    }

    private void crash() {
      store = snapshot.copy();
      controller.restore(store, now - 1, now);
      List<Logged> missed = List.copyOf(log.subList(snapshotAt, log.size()));
      missed.forEach(this::settle);
    }

    private void read(Logged logged) {
      log.add(logged);
      settle(logged);
    }

    private void settle(Logged logged) {
      if (logged.daily() != null) {
        campaign(logged.daily());
      } else if (logged.notice() != null) {
        controller.settle(store, logged.notice(), now);
      } else {
        try {
          reports.book(store, logged.report());
        } catch (InvalidSpendReportException e) {
          // A report that does not fit the campaign any more, or reaches back too far, is refused
          // with a reason and changes nothing.
          assertThat(e).hasMessageMatching("(day|upTo): .*");
        }
      }
    }
  }
}
