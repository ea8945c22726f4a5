package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.TrafficWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Tests reports of days that begin at another hour than the budget's days. */
class ReportZonesTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long DAILY = 10_000;
  private static final ExchangeProfile USUAL = ExchangeProfile.ofOpenRtb(60_000, HOUR);
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

  private MapBudgetStore store = new MapBudgetStore();
  private LedgerSettings windows;
  private SpendController controller;
  private SpendReports reports;
  private Adjustments adjustments;
  private int bids;

  private void exchangesReportIn(ZoneId adx, ZoneId bidway) {
    windows =
        new LedgerSettings(
            new ExchangeProfiles(
                USUAL,
                Map.of(
                    "adx",
                    USUAL.toBuilder().reportZone(adx).build(),
                    "bidway",
                    USUAL.toBuilder().reportZone(bidway).build())),
            DAY);
    controller = new SpendController(CampaignClock.REAL_TIME, new DualMirrorDescent(), windows);
    reports = new SpendReports(CampaignClock.REAL_TIME, windows);
    adjustments = new Adjustments(CampaignClock.REAL_TIME, windows);
  }

  private Campaign campaign(String id, ZoneId zone, long start, long end, int carryOver) {
    Campaign campaign =
        CampaignBuilder.campaign(id)
            .flight(start, end)
            .timeZone(zone.getId())
            .budgetId("budget")
            .totalMicros(0)
            .dailyMicros(DAILY)
            .carryOver(carryOver)
            .maxBidMicros(5_000)
            .build();
    store.put(campaign);
    return campaign;
  }

  private static long at(String time, ZoneId zone) {
    return LocalDateTime.parse(time).atZone(zone).toInstant().toEpochMilli();
  }

  private static long midnight(String day, ZoneId zone) {
    return LocalDate.parse(day).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** A bid of adx for campaign shoes of a budget in Berlin is billed a second later. */
  private void billed(String time, long micros) {
    long bidAt = at(time, BERLIN);
    long period = midnight(time.substring(0, 10), BERLIN);
    controller.settle(
        store,
        Notices.of(
            NoticeType.BILLING,
            TokenBuilder.token("bid" + bids++)
                .campaign("shoes")
                .budgetId("budget")
                .period(period)
                .bid(5_000, bidAt)
                .exchange("adx")
                .build(),
            micros,
            bidAt + 1_000),
        bidAt + 1_000);
  }

  private void report(String day, String upTo, long micros, boolean isFinal) {
    try {
      reports.book(store, of(day, upTo, micros, isFinal));
    } catch (InvalidSpendReportException e) {
      throw new AssertionError(e);
    }
  }

  private static SpendReport of(String day, String upTo, long micros, boolean isFinal) {
    return new SpendReport("adx", "shoes", "budget", day, at(upTo, BERLIN), micros, isFinal);
  }

  private void inBerlin() {
    campaign("shoes", BERLIN, midnight("2026-03-01", BERLIN), midnight("2026-04-10", BERLIN), 0);
  }

  private List<Long> billedOn(String... days) {
    List<Long> all = new ArrayList<>();
    for (String day : days) {
      all.add(store.account().period(midnight(day, BERLIN)).billedMicros());
    }
    assertThat(store.account().totalBilledMicros())
        .isEqualTo(all.stream().mapToLong(micros -> micros).sum());
    return all;
  }

  @Test
  void aReportOfTheExchangesDayIsComparedWithTheBidsOfThatDay() {
    exchangesReportIn(LOS_ANGELES, null);
    inBerlin();
    // Nine in the morning in Berlin is midnight in Los Angeles.
    billed("2026-03-02T08:59:59", 100);
    billed("2026-03-02T09:00:00", 200);
    billed("2026-03-03T08:59:59", 400);
    billed("2026-03-03T09:00:00", 800);

    report("2026-03-01", "2026-03-05T00:00:00", 100, true);
    report("2026-03-02", "2026-03-05T00:00:00", 600, true);
    report("2026-03-03", "2026-03-05T00:00:00", 800, true);

    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(300L, 1_200L);
  }

  @Test
  void whatIsMissingCountsOnTheLastDayThatTheReportMayTellOf() {
    exchangesReportIn(LOS_ANGELES, null);
    inBerlin();
    billed("2026-03-02T12:00:00", 100);
    report("2026-03-02", "2026-03-02T20:00:00", 150, false);
    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(150L, 0L);

    report("2026-03-02", "2026-03-03T00:00:00", 160, false);
    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(160L, 0L);

    report("2026-03-02", "2026-03-03T00:00:01", 170, false);
    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(100L, 70L);

    // One of the notices that were missing arrives, of a bid that was made on the first day.
    billed("2026-03-02T13:00:00", 50);
    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(150L, 20L);

    report("2026-03-02", "2026-03-09T00:00:00", 180, true);
    assertThat(billedOn("2026-03-02", "2026-03-03", "2026-03-04")).containsExactly(150L, 30L, 0L);
  }

  @Test
  void whatAFinalReportTakesBackCountsOnTheFirstDay() {
    exchangesReportIn(LOS_ANGELES, null);
    inBerlin();
    billed("2026-03-02T12:00:00", 100);
    billed("2026-03-03T08:00:00", 1_000);
    report("2026-03-02", "2026-03-03T12:00:00", 1_300, false);
    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(100L, 1_200L);

    report("2026-03-02", "2026-03-04T12:00:00", 900, true);

    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(-100L, 1_000L);
  }

  @Test
  void aDayHasTwentyFiveHoursWhereTheClocksOfItsZoneArePutBack() {
    exchangesReportIn(LOS_ANGELES, null);
    // The day of Los Angeles lasts from eight in the morning in Berlin until nine.
    campaign("shoes", BERLIN, midnight("2026-10-01", BERLIN), midnight("2026-12-01", BERLIN), 0);
    billed("2026-11-01T07:59:59", 50);
    billed("2026-11-01T08:00:00", 100);
    billed("2026-11-02T08:59:59", 200);
    billed("2026-11-02T09:00:00", 400);
    report("2026-10-31", "2026-11-05T00:00:00", 50, true);
    report("2026-11-01", "2026-11-05T00:00:00", 300, true);
    report("2026-11-02", "2026-11-05T00:00:00", 400, true);

    assertThat(billedOn("2026-11-01", "2026-11-02")).containsExactly(150L, 600L);
  }

  @Test
  void aDayThatTheClocksOfTheZoneSkipIsRefused() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    exchangesReportIn(apia, null);
    campaign("shoes", UTC, midnight("2011-12-01", UTC), midnight("2012-02-01", UTC), 0);

    assertThatThrownBy(
            () -> reports.book(store, of("2011-12-30", "2012-01-05T00:00:00", 100, false)))
        .isInstanceOf(InvalidSpendReportException.class)
        .hasMessage("day: 2011-12-30 does not exist in Pacific/Apia");
    assertThat(store.account().totalBilledMicros()).isZero();
  }

  @Test
  void theDayThatBeginsAtTheEpochIsNotTakenForTheFlight() {
    for (ZoneId stated : new ZoneId[] {UTC, null}) {
      store = new MapBudgetStore();
      exchangesReportIn(stated, null);
      ZoneId own = stated == null ? UTC : BERLIN;
      campaign("shoes", own, midnight("2026-03-01", own), midnight("2026-04-10", own), 0);
      billed("2026-03-02T12:00:00", 100);

      for (boolean isFinal : new boolean[] {false, true}) {
        assertThatThrownBy(
                () -> reports.book(store, of("1970-01-01", "2026-03-05T00:00:00", 0, isFinal)))
            .isInstanceOf(InvalidSpendReportException.class)
            .hasMessage("day: 1970-01-01 is not a day of the flight of campaign shoes");
      }
      assertThat(store.account().totalBilledMicros()).isEqualTo(100);
    }
  }

  @Test
  void aDayThatHasSpendBeforeItBeginsIsReadInTheWrongZoneAndRefused() {
    exchangesReportIn(null, LOS_ANGELES);
    inBerlin();
    // In Auckland, the day began half a day before it begins in Berlin.
    assertThatThrownBy(
            () -> reports.book(store, of("2026-03-03", "2026-03-03T00:00:00", 500, false)))
        .isInstanceOf(InvalidSpendReportException.class)
        .hasMessage(
            "upTo: 2026-03-02T23:00:00Z is not after day 2026-03-03 begins, which is at"
                + " 2026-03-02T23:00:00Z in Europe/Berlin, so nothing can be billed of it; state"
                + " the zone of the exchange's reports in --exchange.adx.report-zone");
    assertThat(store.account().totalBilledMicros()).isZero();

    report("2026-03-03", "2026-03-02T20:00:00", 0, false);
    report("2026-03-03", "2026-03-03T00:00:01", 500, false);
    assertThat(billedOn("2026-03-02", "2026-03-03")).containsExactly(0L, 500L);
  }

  @Test
  void daysFromBeforeTheZoneWasStatedAreRefusedAndTheFlightsReportIsTaken() {
    exchangesReportIn(null, null);
    inBerlin();
    billed("2026-03-02T12:00:00", 100);
    report("2026-03-03", "2026-03-03T12:00:00", 40, false);
    exchangesReportIn(LOS_ANGELES, null);

    for (String day : List.of("2026-03-02", "2026-03-03")) {
      assertThatThrownBy(() -> reports.book(store, of(day, "2026-03-09T00:00:00", 1_000, true)))
          .as(day)
          .isInstanceOf(InvalidSpendReportException.class)
          .hasMessageStartingWith("upTo: ")
          .hasMessageEndingWith("; report the whole flight, without day");
    }
    billed("2026-03-04T12:00:00", 800);
    report("2026-03-04", "2026-03-09T00:00:00", 800, true);
    assertThat(store.account().totalBilledMicros()).isEqualTo(940);
    report(null, "2026-03-09T00:00:00", 960, true);
    assertThat(store.account().totalBilledMicros()).isEqualTo(960);
    // Where the zone is taken back, the days of the stated zone are no days any more.
    exchangesReportIn(null, null);
    assertThatThrownBy(
            () -> reports.book(store, of("2026-03-04", "2026-03-10T00:00:00", 1_000, true)))
        .isInstanceOf(InvalidSpendReportException.class);
    report(null, "2026-03-11T00:00:00", 970, true);
    assertThat(store.account().totalBilledMicros()).isEqualTo(970);
  }

  @Property(tries = 400)
  void noMoneyIsLostWhereZonesAreStatedChangedAndTakenBack(@ForAll long seed) {
    new World(seed, true).run();
  }

  @Property(tries = 400)
  void noDayGetsMoreThanItsCapWhateverTheZonesAndTheFlightIsExact(@ForAll long seed) {
    new World(seed, false).run();
  }

  private final class World {

    private static final List<String> ZONES =
        List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/Los_Angeles",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Auckland",
            "Pacific/Kiritimati");

    /** Days around which one of the zones puts its clocks forward or back, or skips a day. */
    private static final List<String> DATES =
        List.of(
            "2010-11-07",
            "2011-12-29",
            "2018-11-04",
            "2026-03-08",
            "2026-03-29",
            "2026-04-05",
            "2026-10-04",
            "2026-10-25",
            "2026-11-01");

    private static final List<String> EXCHANGES = List.of("adx", "bidway");

    private record Scope(String exchange, String campaign, String day) {}

    private static final class Impression {
      private final String exchange;
      private final String campaign;
      private final long bidAt;
      private final long period;
      private final long billedAt;
      private final long micros;
      private final boolean credited;

      Impression(
          String exchange,
          String campaign,
          long bidAt,
          long period,
          long billedAt,
          long micros,
          boolean credited) {
        this.exchange = exchange;
        this.campaign = campaign;
        this.bidAt = bidAt;
        this.period = period;
        this.billedAt = billedAt;
        this.micros = micros;
        this.credited = credited;
      }

      long micros() {
        return credited ? 0 : micros;
      }
    }

    private record Read(Notice notice, SpendReport report, Adjustment adjustment) {}

    /** A sum that a person booked in a period of the budget; 0 stands for the flight. */
    private record Adjusted(long period, long micros) {}

    private final Random random;
    private final ZoneId zone;
    private final Map<String, ZoneId> reported = new HashMap<>();

    /** The highest price: a day spends far less than its cap, about as much, or more. */
    private final int most;

    private final boolean loses;
    private final boolean credits;
    private final boolean changes;
    private final long start;
    private final long end;
    private final int carryOver;
    private final TreeMap<Long, Integer> days = new TreeMap<>();
    private final List<Impression> books = new ArrayList<>();
    private final List<Adjusted> adjusted = new ArrayList<>();
    private final List<Read> log = new ArrayList<>();
    private MapBudgetStore snapshot;
    private int snapshotAt;
    private boolean restored;
    private long now;

    /**
     * @param changes whether exchanges change the zone of their reports, and the job is told at
     *     once
     */
    World(long seed, boolean changes) {
      random = new Random(seed);
      this.changes = changes;
      zone = anyZone();
      for (String exchange : EXCHANGES) {
        reported.put(exchange, random.nextInt(4) == 0 ? null : anyZone());
      }
      most = List.of(100, 500, 2_000).get(random.nextInt(3));
      loses = !changes && random.nextBoolean();
      credits = random.nextBoolean();
      carryOver = random.nextInt(3) * 1_000;
      LocalDate first = LocalDate.parse(any(DATES)).minusDays(random.nextInt(3));
      int length = 2 + random.nextInt(4);
      long from = first.atStartOfDay(zone).toInstant().toEpochMilli();
      start = from + (random.nextBoolean() ? 0 : random.nextInt((int) (20 * HOUR)));
      end =
          first.plusDays(length).atStartOfDay(zone).toInstant().toEpochMilli()
              - random.nextInt((int) (3 * HOUR));
      int number = 0;
      for (int i = 0; i < length; i++) {
        long day = first.plusDays(i).atStartOfDay(zone).toInstant().toEpochMilli();
        long next = first.plusDays(i + 1L).atStartOfDay(zone).toInstant().toEpochMilli();
        if (next > Math.max(day, start)) {
          days.put(day, number++);
        }
      }
      now = start;
    }

    private ZoneId anyZone() {
      return ZoneId.of(any(ZONES));
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    void run() {
      store = new MapBudgetStore();
      exchangesReportIn(reported.get("adx"), reported.get("bidway"));
      Campaign shoes = campaign("shoes", zone, start, end, carryOver);
      campaign("boots", zone, start, end, carryOver);
      controller.put(store, shoes, false, start);
      snapshot = store.copy();
      while (now < end) {
        tick();
        for (int i = random.nextInt(4); i > 0; i--) {
          impression();
        }
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> {
            for (Scope scope : scopes()) {
              report(scope, now, random.nextInt(3) == 0);
            }
            assertNoDayHasTooMuch(shoes);
          }
          case 3 -> {
            if (!books.isEmpty()) {
              report(scope(any(books)), now - random.nextInt((int) DAY), random.nextBoolean());
            }
          }
          case 4 -> {
            if (!log.isEmpty()) {
              settle(any(log));
            }
          }
          case 5 -> {
            snapshot = store.copy();
            snapshotAt = log.size();
          }
          case 6 -> {
            if (random.nextInt(3) == 0) {
              crash();
            }
          }
          case 7 -> {
            if (changes) {
              changeZones();
            }
          }
          case 8 -> adjust();
          default -> {}
        }
        if (!loses && !restored) {
          assertNoDayHasTooMuch(shoes);
        }
        now += 1 + random.nextInt((int) (2 * HOUR));
      }
      now = end + 2 * DAY;
      tick();
      for (int times = 0; times < 2; times++) {
        for (Scope scope : scopes()) {
          report(scope, now, true);
        }
        if (changes) {
          for (Scope scope : books.stream().map(one -> flight(one)).distinct().toList()) {
            report(scope, now, true);
          }
        }
        assertThat(store.account().totalBilledMicros())
            .isEqualTo(books.stream().mapToLong(Impression::micros).sum() + adjusted(day -> true));
        assertThat(
                store.account().periods().values().stream()
                    .mapToLong(totals -> totals.billedMicros())
                    .sum())
            .isEqualTo(store.account().totalBilledMicros());
      }
      if (!loses && !credits && !changes) {
        for (long day : days.keySet()) {
          assertThat(store.account().period(day).billedMicros()).isEqualTo(spentOn(day));
        }
      }
    }

    private void tick() {
      controller.tick(store, TrafficWeek.uniform(), false, now, now, 1, 1);
    }

    private List<Scope> scopes() {
      return books.stream().map(this::scope).distinct().toList();
    }

    /** The scope in which the exchange counts an impression, as it reports days now. */
    private Scope scope(Impression one) {
      ZoneId stated = reported.get(one.exchange);
      LocalDate day = day(stated == null ? zone : stated, one.bidAt);
      return new Scope(one.exchange, one.campaign, day.toString());
    }

    private static Scope flight(Impression one) {
      return new Scope(one.exchange, one.campaign, null);
    }

    private void changeZones() {
      reported.put(any(EXCHANGES), random.nextInt(3) == 0 ? null : anyZone());
      exchangesReportIn(reported.get("adx"), reported.get("bidway"));
      // The state is that of a savepoint, and all reports of other days are read already.
      snapshot = store.copy();
      snapshotAt = log.size();
    }

    private void impression() {
      String exchange = any(EXCHANGES);
      String campaign = random.nextBoolean() ? "shoes" : "boots";
      now += random.nextInt(60_000);
      if (now >= end) {
        return;
      }
      long period = days.floorKey(now);
      long bidAt = now;
      long billedAt = bidAt + random.nextInt(60_000);
      long micros = 1L + random.nextInt(most);
      // One exchange loses notices, the other one gives money back: of both together, a report
      // tells the sum only.
      boolean lost = loses && exchange.equals("adx") && random.nextInt(3) == 0;
      boolean credited = credits && exchange.equals("bidway") && random.nextInt(3) == 0;
      books.add(new Impression(exchange, campaign, bidAt, period, billedAt, micros, credited));
      now = billedAt + 1;
      if (lost) {
        return;
      }
      read(
          new Read(
              Notices.of(
                  NoticeType.BILLING,
                  TokenBuilder.token("bid" + bids++)
                      .campaign(campaign)
                      .budgetId("budget")
                      .period(period)
                      .bid(5_000, bidAt)
                      .exchange(exchange)
                      .build(),
                  micros,
                  now),
              null,
              null));
    }

    private void adjust() {
      long then = start + (long) (random.nextDouble() * (now - start));
      long period = random.nextInt(3) == 0 ? 0 : days.floorKey(then);
      long micros = (long) random.nextInt(2 * most) - most;
      String day = period == 0 ? null : day(zone, period).toString();
      Adjustment adjustment =
          new Adjustment(
              "id" + adjusted.size(), "budget", "shoes", day, micros, "a test says so", "anna");
      if (!adjustments.takesBackTooMuch(store, adjustment, now)) {
        adjusted.add(new Adjusted(period, micros));
        read(new Read(null, null, adjustment));
      }
    }

    /** The local day; clocks that are put back just after midnight bring no day back. */
    private LocalDate day(ZoneId zone, long millis) {
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
      LocalDate next = day.plusDays(1);
      return next.atStartOfDay(zone).toInstant().toEpochMilli() <= millis ? next : day;
    }

    private void report(Scope scope, long upTo, boolean isFinal) {
      long amount =
          books.stream()
              .filter(one -> scope.equals(scope.day() == null ? flight(one) : scope(one)))
              .filter(one -> one.billedAt < upTo)
              .mapToLong(Impression::micros)
              .sum();
      String exchange =
          random.nextBoolean() ? scope.exchange() : scope.exchange().toUpperCase(Locale.ROOT);
      SpendReport report =
          new SpendReport(exchange, scope.campaign(), "budget", scope.day(), upTo, amount, isFinal);
      long before = store.account().totalBilledMicros();
      boolean known = log.stream().anyMatch(one -> report.equals(one.report()));
      read(new Read(null, report, null));
      if (known) {
        assertThat(store.account().totalBilledMicros()).isEqualTo(before);
      }
    }

    private void crash() {
      store = snapshot.copy();
      controller.restore(store, now - 1, now);
      restored = true;
      List.copyOf(log.subList(snapshotAt, log.size())).forEach(this::settle);
    }

    private void read(Read read) {
      log.add(read);
      settle(read);
    }

    private void settle(Read read) {
      if (read.notice() != null) {
        controller.settle(store, read.notice(), now);
        return;
      }
      try {
        if (read.adjustment() != null) {
          adjustments.book(store, read.adjustment(), now);
          return;
        }
        reports.book(store, read.report());
      } catch (InvalidAdjustmentException e) {
        throw new AssertionError(e);
      } catch (InvalidSpendReportException e) {
        if (!changes) {
          throw new AssertionError(e);
        }
      }
    }

    private long spentOn(long day) {
      return books.stream().filter(one -> one.period == day).mapToLong(Impression::micros).sum()
          + adjusted(period -> period == day);
    }

    private long adjusted(LongPredicate in) {
      return adjusted.stream()
          .filter(one -> in.test(one.period()))
          .mapToLong(Adjusted::micros)
          .sum();
    }

    /** Compares what the ledger would still spend on the running day with the exchanges' books. */
    private void assertNoDayHasTooMuch(Campaign campaign) {
      if (now >= end) {
        return;
      }
      long today = days.floorKey(now);
      long before =
          books.stream().filter(one -> one.period < today).mapToLong(Impression::micros).sum()
              + adjusted(period -> period < today);
      long leftOver = Math.max(0, DAILY * days.get(today) - before);
      long cap = DAILY + Math.min(DAILY * carryOver / 1_000, leftOver);
      Ledger ledger = new Ledger(store, windows);
      long available =
          ledger.availableMicros(
              RunningPeriod.of(store, campaign, store.account(), now),
              campaign.budget().totalMicros());
      assertThat(available)
          .as("day %s in %s", Instant.ofEpochMilli(today), zone)
          .isLessThanOrEqualTo(Math.max(0, cap - spentOn(today)));
    }
  }
}
