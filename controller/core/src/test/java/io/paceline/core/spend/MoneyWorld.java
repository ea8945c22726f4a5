package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.Billing;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.Forgotten;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.TrafficWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A simulated world around a budget's spend controller, driven by chance: exchanges with their own
 * books; notices that come as late as they may, twice, out of order or never; a job that reads them
 * at once, slowly or not at all; spend reports; edits of the amounts; new days; and crashes that
 * bring an earlier state back while the topics go on. At every bid, the exchanges' books are
 * compared with the budget.
 */
final class MoneyWorld {

  private static final long AUCTION = 2_000;
  private static final long BILLING = 5_000;
  private static final ExchangeProfile USUAL = ExchangeProfile.ofOpenRtb(AUCTION, BILLING);

  /** An exchange that tells nothing of a win until the impression is rendered and billed. */
  private static final String RENDERING = "bidway";

  /**
   * The first copy of a notice is in its topic at least this long before its window ends, so that a
   * step and a tick lie between.
   */
  private static final long MARGIN = 100;

  private static final long TICK = 100;

  /** Campaign time starts an hour before the flight. One day of the flight has 23 hours. */
  private static final long EPOCH = Instant.parse("2026-03-27T22:00:00Z").toEpochMilli();

  private static final List<String> EXCHANGES = List.of("adx", RENDERING);

  /** Zones in which an exchange's days may begin; the budget's begin in Berlin. */
  private static final List<String> ZONES =
      List.of("UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "Europe/Berlin");

  /** A record in a topic: a notice, an edit or a report. */
  private record Logged(long atMillis, Notice notice, Campaign edit, SpendReport report) {}

  private record Checkpoint(long id, long barrierMillis, MapBudgetStore store, int offset) {}

  /** Something that the exchange does later. */
  private record Later(long atMillis, Runnable what) {}

  private final Random random;
  private final Rules rules;
  private final ExchangeProfiles exchanges;
  private final PacingMode pacing;
  private final CampaignClock clock;
  private final SpendController controller;
  private final SpendReports reports;
  private final OwnBooks books = new OwnBooks();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
  private final List<Logged> log = new ArrayList<>();
  private final Set<String> auctioned = new HashSet<>();
  private final int campaigns;
  private MapBudgetStore store = new MapBudgetStore();
  private Checkpoint begun;
  private Checkpoint completed;
  private final List<Checkpoint> kept = new ArrayList<>();
  private long lastCheckpoint;
  private long version;
  private int offset;
  private long readUpTo;
  private int mostRead = Integer.MAX_VALUE;
  private long mostReadUntil;
  private long nextTick;
  private long now;
  private int bidNumber;
  private int dayFirst;
  private LocalDate today;
  private long lostMicros;

  // The length of the log just after the exchanges reported the spend whose notices were lost; 0
  // before that. A ledger that has read this far knows of all that spend.
  private int wholeFrom;

  private long totalBudget;
  private long dailyBudget;
  private Integer carryOver;

  /** The highest daily budget of each local day. */
  private final TreeMap<LocalDate, Long> dailyBudgets = new TreeMap<>();

  MoneyWorld(long seed, Rules rules) {
    random = new Random(seed);
    this.rules = rules;
    clock = new CampaignClock(EPOCH, 0, 86_400 / rules.daySeconds());
    Random zones = new Random(~seed);
    exchanges =
        new ExchangeProfiles(
            USUAL,
            Map.of(
                "adx",
                USUAL.toBuilder().reportZone(anyZone(zones)).build(),
                RENDERING,
                USUAL.toBuilder().billing(Billing.RENDER).reportZone(anyZone(zones)).build()));
    LedgerSettings windows = new LedgerSettings(exchanges, LedgerSettings.ONE_DAY_MILLIS);
    reports = new SpendReports(clock, windows);
    controller = new SpendController(clock, new DualMirrorDescent(), windows);
    pacing = rules.edits() ? List.of(PacingMode.values()).get(random.nextInt(4)) : PacingMode.ASAP;
    campaigns = 1 + random.nextInt(3);
    dailyBudget = random.nextInt(4) == 0 ? 0 : amount();
    totalBudget = dailyBudget == 0 || random.nextBoolean() ? 3 * amount() : 0;
    carryOver = anyCarryOver();
  }

  private static ZoneId anyZone(Random zones) {
    return zones.nextInt(3) == 0 ? null : ZoneId.of(ZONES.get(zones.nextInt(ZONES.size())));
  }

  private Integer anyCarryOver() {
    return random.nextInt(3) == 0 ? null : random.nextInt(5) * 700;
  }

  private long amount() {
    return 20 * WorldRecords.MAX_BID + random.nextInt(60_000);
  }

  /** What the campaign may spend over its flight, if nothing is edited. */
  long bookedMicros() {
    long days = dailyBudget * 3;
    return totalBudget == 0 ? days : dailyBudget == 0 ? totalBudget : Math.min(days, totalBudget);
  }

  OwnBooks books() {
    return books;
  }

  Account ledger() {
    return store.account();
  }

  /** Total price of the impressions whose win or billing notice was lost. */
  long lostMicros() {
    return lostMicros;
  }

  /** Plays the flight, and then goes on until every window has closed. */
  MoneyWorld run() {
    publish();
    long end = clock.wallMillis(WorldRecords.FLIGHT_END);
    long crashAt = rules.crashes() ? 1_000L + random.nextInt(8_000) : Long.MAX_VALUE;
    while (now < end) {
      now += 1L + random.nextInt(60);
      if (rules.stalls() && random.nextInt(300) == 0) {
        // The whole task stands still, while notices gather in the topic.
        now += random.nextInt((int) (2 * BILLING));
      }
      step();
      for (int i = random.nextInt(rules.older() ? 12 : 3); i > 0; i--) {
        propose();
      }
      if (rules.edits() && random.nextInt(60) == 0) {
        edit();
      }
      if (rules.reports() && random.nextInt(30) == 0) {
        report(now - random.nextInt(1_500), false);
      }
      if (rules.loss() > 0 && wholeFrom == 0 && now > end / 2 + 9_000) {
        // The windows of all bids with lost notices have closed; the exchanges now report their
        // spend.
        report(now, false);
        wholeFrom = log.size();
      }
      checkpoint();
      if (now >= crashAt && completed != null) {
        crash();
        crashAt = now + (random.nextBoolean() ? 300 : 6_000) + random.nextInt(4_000);
      }
    }
    settle(16_000);
    if (rules.loss() > 0 || rules.reports()) {
      report(now, false);
      settle(200);
    }
    return this;
  }

  private void settle(long millis) {
    mostRead = Integer.MAX_VALUE;
    mostReadUntil = Long.MAX_VALUE;
    for (long until = now + millis; now < until; ) {
      now += 50;
      step();
    }
  }

  private void step() {
    while (!later.isEmpty() && later.peek().atMillis() <= now) {
      later.poll().what().run();
    }
    boolean tickFirst = rules.stalls() && random.nextBoolean();
    if (tickFirst) {
      tick();
    }
    read();
    if (isWhole()) {
      assertNothingEscapes();
    }
    if (!tickFirst) {
      tick();
    }
  }

  private void tick() {
    if (now >= nextTick) {
      controller.tick(
          store,
          TrafficWeek.uniform(),
          false,
          now,
          readUpTo,
          lastCheckpoint,
          completed == null ? 0 : completed.id());
      nextTick = now + TICK;
    }
  }

  /**
   * True if the ledger has heard of all spend: by notices, or by reports where notices were lost.
   */
  private boolean isWhole() {
    return rules.loss() == 0 || (wholeFrom > 0 && offset >= wholeFrom);
  }

  /**
   * Checks that the ledger counts all that the exchanges have billed or may still bill: as billed,
   * as held, or as possibly forgotten in a crash.
   */
  private void assertNothingEscapes() {
    Account account = store.account();
    if (account.forgotten().stream().anyMatch(Forgotten::unbounded)) {
      return;
    }
    assertThat(account.totalBilledMicros() + account.totalHeldMicros() + account.forgottenMicros())
        .as("what the ledger reckons with")
        .isGreaterThanOrEqualTo(books.exposureMicros());
  }

  private void read() {
    if (rules.stalls() && now >= mostReadUntil) {
      mostRead = List.of(Integer.MAX_VALUE, 1, 0).get(random.nextInt(3));
      mostReadUntil = now + random.nextInt((int) (2 * AUCTION));
    }
    for (int i = 0; i < mostRead && offset < log.size(); i++) {
      Logged logged = log.get(offset++);
      if (logged.notice() != null) {
        controller.settle(store, logged.notice(), now);
      } else if (logged.edit() != null) {
        controller.put(store, logged.edit(), false, now);
      } else {
        try {
          reports.book(store, logged.report());
        } catch (InvalidSpendReportException e) {
          throw new AssertionError(e);
        }
      }
    }
    if (mostRead > 0) {
      readUpTo = offset < log.size() ? log.get(offset).atMillis() - 1 : now;
    }
  }

  private void edit() {
    double factor = random.nextBoolean() ? 0.5 + random.nextDouble() : 1 + random.nextDouble();
    if (rules.older()) {
      // Older checkpoints know of a much lower rate of commitments only where edits are large.
      factor = Math.pow(30, 2 * random.nextDouble() - 1);
    }
    totalBudget = edited(totalBudget, factor);
    dailyBudget = edited(dailyBudget, factor);
    if (random.nextInt(4) == 0) {
      carryOver = anyCarryOver();
    }
    publish();
  }

  private static long edited(long amount, double factor) {
    return amount == 0 ? 0 : Math.max(1, (long) Math.min(1e9, amount * factor));
  }

  private void publish() {
    version++;
    dailyBudgets.merge(localDay(), dailyBudget, Math::max);
    for (int i = 0; i < campaigns; i++) {
      boolean paused = rules.edits() && random.nextInt(10) == 0;
      log.add(new Logged(now, null, campaign("c" + i, paused), null));
    }
  }

  private Campaign campaign(String id, boolean paused) {
    return WorldRecords.campaign(id, version, paused, totalBudget, dailyBudget, carryOver, pacing);
  }

  private LocalDate localDay() {
    return LocalDate.ofInstant(
        Instant.ofEpochMilli(clock.campaignMillis(now)), WorldRecords.BERLIN);
  }

  /**
   * The most that the days before this one were worth. A crash may bring back the state of the
   * evening before, and with it the daily budget that held then.
   */
  private long worthBefore(long period) {
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(period), WorldRecords.BERLIN);
    long worth = 0;
    for (LocalDate day = WorldRecords.FIRST_DAY; day.isBefore(today); day = day.plusDays(1)) {
      long held = dailyBudgets.floorEntry(day).getValue();
      Map.Entry<LocalDate, Long> before = dailyBudgets.lowerEntry(day);
      worth += before == null ? held : Math.max(held, before.getValue());
      if (rules.older()) {
        worth += Math.max(0, Collections.max(dailyBudgets.headMap(day, true).values()) - held);
      }
    }
    return worth;
  }

  private void propose() {
    // Some requests are read again, as after a crash. This happens within their tmax, so on the
    // same day.
    LocalDate day = localDay();
    if (!day.equals(today)) {
      today = day;
      dayFirst = bidNumber;
    }
    boolean again = random.nextInt(20) == 0;
    int number = again ? dayFirst + random.nextInt(bidNumber - dayFirst + 1) : bidNumber++;
    String bidId = "bid-" + number;
    String campaignId = "c" + number % campaigns;
    String exchange = EXCHANGES.get(number / 3 % EXCHANGES.size());
    Pricing pricing =
        controller.price(
            store,
            WorldRecords.proposed(
                bidId, campaignId, exchange, now, clock, 0.2 + random.nextDouble()),
            now,
            completed == null ? 0 : completed.id());
    if (pricing.reason() != null) {
      assertThat(pricing.reason()).isNotEqualTo(NoBidReason.NO_CREATIVE);
      return;
    }
    if (!auctioned.add(bidId)) {
      // The exchange holds each auction once, so the repeated answer is too late.
      return;
    }
    long period = pricing.price().periodKey();
    books.bid(bidId, scope(exchange, campaignId), period, pricing.price().micros());
    if (isWhole()) {
      assertPromise(period);
    }
    auction(
        TokenBuilder.token(bidId)
            .campaign(campaignId)
            .budgetId("budget")
            .period(period)
            .bid(pricing.price().micros(), now)
            .exchange(exchange)
            .build());
  }

  /**
   * Checks that the flight's budget and the day's cap are kept, whatever the exchanges still
   * decide.
   */
  private void assertPromise(long period) {
    if (totalBudget > 0) {
      assertThat(books.exposureMicros()).as("flight").isLessThanOrEqualTo(totalBudget);
    }
    if (dailyBudget > 0) {
      assertThat(books.exposureMicros(period))
          .as("day %s", Instant.ofEpochMilli(period))
          .isLessThanOrEqualTo(
              WorldRecords.dayCap(
                  period,
                  campaign("c0", false).budget(),
                  worthBefore(period),
                  books.billedBeforeMicros(period)));
    }
  }

  private void auction(NoticeToken token) {
    int fate = random.nextInt(10);
    if (fate < 4) {
      // The bid is lost, and one time in four no notice says so.
      long decided = 1L + random.nextInt((int) (AUCTION - MARGIN));
      at(decided, () -> books.lose(token.bidId()));
      if (fate > 0) {
        say(NoticeType.LOSS, token, 0, decided);
      }
      return;
    }
    long price = 1L + random.nextInt((int) token.bidMicros());
    long told = 1L + random.nextInt((int) (BILLING - MARGIN));
    long billedAt = now + random.nextInt((int) told);
    at(billedAt - now, () -> books.bill(token.bidId(), price, billedAt));
    boolean win =
        token.exchange().equals(RENDERING)
            || say(NoticeType.WIN, token, price, 1L + random.nextInt((int) (AUCTION - MARGIN)));
    boolean billing = say(NoticeType.BILLING, token, price, told);
    if (!win || !billing) {
      lostMicros += price;
    }
  }

  private void at(long delay, Runnable what) {
    later.add(new Later(now + delay, what));
  }

  /** Sends a notice, perhaps twice. Returns false if the notice is lost. */
  private boolean say(NoticeType type, NoticeToken token, long price, long delay) {
    boolean lossy = now < clock.wallMillis(WorldRecords.FLIGHT_END) / 2;
    if (lossy && random.nextDouble() < rules.loss()) {
      return false;
    }
    int times = random.nextInt(20) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      long arrives = now + delay + (i == 0 ? 0 : random.nextInt(8_000));
      later.add(
          new Later(
              arrives,
              () ->
                  log.add(
                      new Logged(arrives, Notices.of(type, token, price, arrives), null, null))));
    }
    return true;
  }

  private OwnBooks.Scope scope(String exchange, String campaignId) {
    ZoneId zone = exchanges.of(exchange).reportZone();
    LocalDate day =
        LocalDate.ofInstant(
            Instant.ofEpochMilli(clock.campaignMillis(now)),
            zone == null ? WorldRecords.BERLIN : zone);
    return new OwnBooks.Scope(exchange, campaignId, dailyBudget > 0 ? day.toString() : null);
  }

  /**
   * Every exchange reports what it billed before {@code upTo}. One report in four comes again, up
   * to three seconds later.
   */
  private void report(long upTo, boolean isFinal) {
    for (OwnBooks.Scope scope : books.scopes()) {
      SpendReport report =
          new SpendReport(
              scope.exchange(),
              scope.campaignId(),
              "budget",
              scope.day(),
              Math.max(1, upTo),
              books.billedMicros(scope, upTo),
              isFinal);
      log.add(new Logged(now, null, null, report));
      if (random.nextInt(4) == 0) {
        long again = now + random.nextInt(3_000);
        later.add(new Later(again, () -> log.add(new Logged(again, null, null, report))));
      }
    }
  }

  private void checkpoint() {
    if (begun != null && random.nextInt(4) == 0) {
      completed = begun;
      kept.add(completed);
      begun = null;
    }
    if (begun == null && random.nextInt(20) == 0) {
      lastCheckpoint++;
      begun = new Checkpoint(lastCheckpoint, now, store.copy(), offset);
    }
  }

  private void crash() {
    // While the job is down, the exchanges go on.
    now += random.nextInt(3_000);
    while (!later.isEmpty() && later.peek().atMillis() <= now) {
      later.poll().what().run();
    }
    begun = null;
    if (rules.older()) {
      completed = kept.get(Math.max(0, kept.size() - 1 - random.nextInt(4)));
    }
    lastCheckpoint = completed.id();
    store = completed.store().copy();
    offset = completed.offset();
    controller.restore(store, completed.barrierMillis(), now);
    readUpTo = Long.MIN_VALUE;
    read();
    nextTick = now;
  }

  /**
   * Whether each exchange's days are the budget's, or no notice was lost: else nothing tells on
   * which of two days the money was spent whose notices were lost.
   */
  private boolean daysOfLostMoneyAreKnown() {
    return rules.loss() == 0
        || EXCHANGES.stream().allMatch(name -> exchanges.of(name).reportZone() == null);
  }

  /** Checks that ledger and books agree in total, and period by period where that can be known. */
  void assertLedgerEqualsBooks() {
    Account account = store.account();
    assertThat(account.totalHeldMicros() + account.forgottenMicros()).as("held").isZero();
    for (long period : daysOfLostMoneyAreKnown() ? books.periods() : Set.<Long>of()) {
      assertThat(account.period(period).billedMicros())
          .as("period %s", Instant.ofEpochMilli(period))
          .isEqualTo(books.billedMicros(period));
    }
    assertThat(account.totalBilledMicros()).isEqualTo(books.billedMicros());
  }
}
