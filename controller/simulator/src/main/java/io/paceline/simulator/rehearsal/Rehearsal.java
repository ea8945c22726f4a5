package io.paceline.simulator.rehearsal;

import static java.util.Objects.requireNonNull;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeUrls;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.simulator.exchange.AuctionResult;
import io.paceline.simulator.exchange.Exchange;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.MarketEligibility;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Plays days of a market through the core, which it calls as the job's operators do. It works in
 * one thread and reads no clock: each event has a wall time, and events happen in the order of
 * these times. This class plays the part of the exchanges: it sends requests, holds auctions, keeps
 * the books and sends notices. {@link RehearsedJob} plays the part of the job.
 */
public final class Rehearsal {

  private static final int OWN_CAMPAIGNS = 30;
  private static final int TMAX_MILLIS = 250;
  private static final int REORDERED_DELAYS = 10;
  private static final double IMPS_PER_REQUEST = 1.13;

  /** The {@link Watcher} is called once after this many requests of the unchanged market. */
  private static final int WATCHED_REQUESTS = 1_000;

  /** How many dates stay open in the books, since zones that lie further west are a date behind. */
  private static final int OPEN_DAYS = 3;

  private static final String PRICE = "${AUCTION_PRICE}";
  private static final String REASON = "${AUCTION_LOSS}";
  private static final String MINIMUM = "${AUCTION_MIN_TO_WIN}";

  private final RehearsalSettings settings;
  private final Pace pace;
  private final MarketDays market;
  private final CampaignClock clock;
  private final Timetable timetable;
  private final Inbox inbox;
  private final TrueScores scores;
  private final List<String> exchanges;
  private final RehearsedJob job;
  private final NoticeUrls urls = new NoticeUrls("http://127.0.0.1");
  private final SplittableRandom random;
  private final Books books = new Books();
  private final Diary diary = new Diary();
  private final ValueBound bound;
  private final Map<String, MarketEligibility> rules = new HashMap<>();
  private final Set<String> ticking = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<Campaign> unread = new ArrayList<>();

  /** The wall time until which each exchange is away, milliseconds. */
  private final Map<String, Long> awayUntil = new HashMap<>();

  private final Map<String, NoticeSending> sending = new HashMap<>();
  private final Map<String, Double> siteFactors = new HashMap<>();
  private double priceFactor = 1;
  private double trafficFactor = 1;
  private boolean alive = true;
  private boolean stalled;
  private long stalledUntil;

  /** The wall time at which the job last stopped reading, milliseconds. */
  private long stoppedMillis;

  private long endMillis;
  private long requests;
  private long marketDayMillis;

  private Rehearsal(RehearsalSettings settings) {
    this.settings = settings;
    pace = settings.pace();
    market = settings.market();
    long epoch = settings.days().fromMillis();
    clock = new CampaignClock(epoch, epoch, pace.speed());
    scores = new TrueScores(market, market.campaigns(epoch).stream().map(Campaign::id).toList());
    exchanges = List.copyOf(market.names().exchanges());
    // Early enough that, before the first request, every budget has ticked and a checkpoint holds
    // the rate at which it may commit money.
    long start = epoch - 3 * pace.checkpointMillis();
    timetable = new Timetable(start);
    inbox = new Inbox(timetable);
    job =
        new RehearsedJob(
            pace,
            clock,
            settings.model() == null
                ? TrafficWeek.everyDay(new TrafficCurve(market.trafficShares()))
                : settings.model().traffic(),
            scores,
            settings.model(),
            settings.currency(),
            start,
            this::write);
    random = new SplittableRandom(settings.seed());
    for (String exchange : exchanges) {
      sending.put(exchange, NoticeSending.within(pace.noticeDelayMillis()));
    }
    bound =
        new ValueBound(
            Math.round(market.requestsPerDay() * settings.days().count() * IMPS_PER_REQUEST));
  }

  /** Plays the days that these settings describe. */
  public static RehearsalResult play(RehearsalSettings settings) {
    return play(settings, (share, requests) -> {});
  }

  /** Plays the days that these settings describe, and tells the watcher how far it has come. */
  public static RehearsalResult play(RehearsalSettings settings, Watcher watcher) {
    return new Rehearsal(settings).play(watcher);
  }

  /** Is called at intervals while a rehearsal runs, to show how far it has come. */
  public interface Watcher {
    /**
     * Tells how far the rehearsal has come.
     *
     * @param share the share of the rehearsal's campaign time that is played, 0 to 1
     * @param requests how many requests of the unchanged market are played
     */
    void played(double share, long requests);
  }

  /**
   * Makes a market to rehearse in.
   *
   * @param seed seed of everything that is random in the market
   * @param requestsPerDay requests of each 24 hours, at least 1
   */
  public static MarketDays market(long seed, long requestsPerDay) {
    return new SyntheticDays(
        new SyntheticMarket(
            new SyntheticMarket.Settings(seed, OWN_CAMPAIGNS, requestsPerDay, 0, TMAX_MILLIS)));
  }

  /**
   * A log to rehearse in: all its days are folded onto one, which is played again each day.
   *
   * @throws IllegalArgumentException where the log has no campaign to play; the message is one
   *     sentence for people
   */
  public static MarketDays market(IpinyouLog log) {
    return new LoggedDays(log, TMAX_MILLIS);
  }

  /** The market's own campaigns, each with its daily budget on all of these days. */
  public static List<Campaign> ownCampaigns(MarketDays market, PlayedDays days) {
    List<Campaign> own = new ArrayList<>();
    for (Campaign one : market.campaigns(days.fromMillis())) {
      own.add(forAllOf(days, one));
    }
    return List.copyOf(own);
  }

  private static Campaign forAllOf(PlayedDays days, Campaign one) {
    Campaign.Flight flight = one.flight();
    return new Campaign(
        one.id(),
        one.version(),
        one.name(),
        one.paused(),
        one.advertiser(),
        new Campaign.Flight(flight.startMillis(), days.toMillis(), flight.timeZone()),
        one.budget(),
        one.bidding(),
        one.creatives(),
        one.targeting(),
        one.frequencyCap());
  }

  private RehearsalResult play(Watcher watcher) {
    PlayedDays days = settings.days();
    long last = clock.wallMillis(days.toMillis());
    endMillis =
        last
            + pace.windows().billedWithinMillis()
            + pace.windows().exchanges().longestBillingWindowMillis();
    timetable.at(timetable.now() + pace.halt().partMillis(), this::forgetExchanges);
    settings.campaigns().forEach(campaign -> book(campaign.withVersion(1)));
    for (Script.Line line : settings.script().lines()) {
      long at = clock.wallMillis(line.atMillis());
      if (line.verb() instanceof Script.Crash) {
        long barrier = job.completedBarrierMillis(at);
        timetable.at(barrier, () -> checkpoint(barrier));
      }
      timetable.at(at, () -> perform(line));
    }
    long base = PlayedDays.start(days.first(), days.zone());
    int firstDay = (int) Math.floorDiv(days.fromMillis() - base, Market.DAY_MILLIS);
    int lastDay = (int) Math.floorDiv(days.toMillis() - 1 - base, Market.DAY_MILLIS);
    long played = 0;
    for (int day = firstDay; day <= lastDay; day++) {
      marketDayMillis = base + day * Market.DAY_MILLIS;
      rules.clear();
      books.close(PlayedDays.day(marketDayMillis, days.zone()).minusDays(OPEN_DAYS));
      Iterator<Opportunity> opportunities = market.opportunities(day);
      while (opportunities.hasNext()) {
        Opportunity opportunity = opportunities.next();
        long at = marketDayMillis + opportunity.offsetMillis();
        if (at >= days.fromMillis() && at < days.toMillis()) {
          timetable.runUntil(clock.wallMillis(at));
          offer(opportunity);
          played++;
          if (played % WATCHED_REQUESTS == 0) {
            double share =
                (double) (at - days.fromMillis()) / (days.toMillis() - days.fromMillis());
            watcher.played(share, played);
          }
        }
      }
    }
    timetable.runUntil(endMillis);
    return result();
  }

  private void book(Campaign campaign) {
    rules.remove(campaign.id());
    job.put(campaign, timetable.now());
    String budgetId = campaign.budget().id();
    if (ticking.add(budgetId)) {
      timetable.at(tickAfter(budgetId), () -> tick(budgetId));
    }
  }

  /**
   * The wall time of a budget's next tick. As in the job, the hash of the budget's id gives each
   * budget a fixed moment within the tick interval, so that not all budgets tick at once.
   */
  private long tickAfter(String budgetId) {
    long now = timetable.now();
    return now + pace.tickMillis() - Math.floorMod(now - budgetId.hashCode(), pace.tickMillis());
  }

  private void tick(String budgetId) {
    if (alive) {
      PacingUpdate update = job.tick(budgetId, timetable.now(), inbox.readUpToMillis());
      if (update != null) {
        note(budgetId, update);
      }
    }
    long next = tickAfter(budgetId);
    if (next <= endMillis) {
      timetable.at(next, () -> tick(budgetId));
    }
  }

  private void note(String budgetId, PacingUpdate update) {
    List<Campaign> campaigns = job.campaignsOf(budgetId);
    Campaign any = campaigns.get(0);
    ZoneId zone = any.flight().zone();
    LocalDate day = PlayedDays.day(update.atMillis(), zone);
    Campaign leading = null;
    for (Campaign campaign : campaigns) {
      if (campaign.flight().contains(update.atMillis())) {
        leading = campaign;
      }
    }
    diary.note(
        update,
        any,
        leading,
        day,
        PlayedDays.start(day, zone),
        job.flightOfDayMicros(budgetId),
        () -> spentInPeriod(campaigns, day));
  }

  /** What the exchanges have billed in the running period of a budget, micros. */
  private long spentInPeriod(List<Campaign> campaigns, LocalDate day) {
    boolean daily = campaigns.get(0).budget().isDaily();
    long micros = 0;
    for (Campaign campaign : campaigns) {
      for (LocalDate date : settings.days().dates()) {
        if (!daily || date.equals(day)) {
          micros = Math.addExact(micros, books.spendMicros(date, exchanges, campaign.id()));
        }
      }
    }
    return micros;
  }

  /** Writes to the topic of exchanges. The job reads the record as late as it reads a notice. */
  private void write(ExchangeStatus status) {
    timetable.at(
        timetable.now() + pace.noticeDelayMillis(),
        () -> inbox.arrive(() -> job.read(status, timetable.now())));
  }

  private void forgetExchanges() {
    if (alive) {
      job.forgetExchanges(timetable.now());
    }
    long next = timetable.now() + pace.halt().partMillis();
    if (next <= endMillis) {
      timetable.at(next, this::forgetExchanges);
    }
  }

  // What the script does.

  private void perform(Script.Line line) {
    Script.Verb verb = line.verb();
    if (verb instanceof Script.Edit edit) {
      edited(edit.campaign());
    } else if (verb instanceof Script.Outage outage) {
      long until = timetable.now() + wall(outage.durationMillis());
      for (String exchange : exchanges) {
        if (outage.exchange() == null || outage.exchange().equals(exchange)) {
          awayUntil.merge(exchange, until, Math::max);
        }
      }
    } else if (verb instanceof Script.Stall stall) {
      stall(wall(stall.durationMillis()));
    } else if (verb instanceof Script.Crash) {
      crash();
    } else if (verb instanceof Script.Restore) {
      restore();
    } else if (verb instanceof Script.Price price) {
      if (price.site() == null) {
        priceFactor = price.factor();
      } else {
        siteFactors.put(price.site(), price.factor());
      }
    } else if (verb instanceof Script.Traffic traffic) {
      trafficFactor = traffic.factor();
    } else if (verb instanceof Script.Notices notices) {
      for (String exchange : exchanges) {
        if (notices.exchange() == null || notices.exchange().equals(exchange)) {
          sending.put(exchange, notices.sending());
        }
      }
    } else if (verb instanceof Script.Report report) {
      report(line, report);
    } else if (verb instanceof Script.ResumeExchange resumed) {
      write(
          ExchangeStatus.bidding(
              resumed.exchange(), timetable.now(), "a person has lifted the halt"));
    } else if (verb instanceof Script.RotateKey) {
      job.rotateKey();
    }
  }

  private long wall(long campaignMillis) {
    return (long) Math.ceil(campaignMillis / pace.speed());
  }

  private void edited(Campaign campaign) {
    if (alive && !stalled) {
      book(campaign);
    } else {
      unread.add(campaign);
    }
  }

  private void readEdits() {
    List.copyOf(unread).forEach(this::book);
    unread.clear();
  }

  private void stall(long durationMillis) {
    long until = timetable.now() + durationMillis;
    if (stalled) {
      stalledUntil = Math.max(stalledUntil, until);
    } else {
      stalled = true;
      stalledUntil = until;
      stoppedMillis = timetable.now();
      inbox.close();
    }
    timetable.at(stalledUntil, this::goOn);
  }

  private void goOn() {
    // A crash may have ended the stall for which this was set.
    if (stalled && timetable.now() >= stalledUntil) {
      stalled = false;
      readEdits();
      inbox.open(timetable.now() - stoppedMillis);
    }
  }

  private void checkpoint(long barrierMillis) {
    // A job that is down takes no checkpoint; the restore then goes back to an earlier one.
    if (alive && timetable.now() == barrierMillis) {
      job.checkpoint(barrierMillis);
      inbox.barrier();
    }
  }

  private void crash() {
    if (!stalled) {
      stoppedMillis = timetable.now();
    }
    alive = false;
    stalled = false;
    inbox.close();
  }

  private void restore() {
    alive = true;
    job.restore(timetable.now());
    readEdits();
    inbox.rewind();
    inbox.open(timetable.now() - stoppedMillis);
  }

  private void report(Script.Line line, Script.Report report) {
    for (Campaign campaign : job.campaigns()) {
      if (report.campaignId() != null && !report.campaignId().equals(campaign.id())) {
        continue;
      }
      for (String exchange : exchanges) {
        if (report.exchange() == null || report.exchange().equals(exchange)) {
          reportOf(line, report, campaign, exchange);
        }
      }
    }
  }

  private void reportOf(
      Script.Line line, Script.Report report, Campaign campaign, String exchange) {
    LocalDate today = PlayedDays.day(line.atMillis(), campaign.flight().zone());
    if (!campaign.budget().isDaily()) {
      long micros = 0;
      for (LocalDate date : settings.days().dates()) {
        micros = Math.addExact(micros, books.spendMicros(date, exchange, campaign.id()));
      }
      sendReport(line, report, campaign, exchange, null, micros, today);
      return;
    }
    for (LocalDate date : settings.days().dates()) {
      boolean asked = report.day() == null ? !date.isAfter(today) : date.equals(report.day());
      long micros = books.spendMicros(date, exchange, campaign.id());
      // An exchange has nothing to report of a day on which it billed nothing.
      if (asked && (report.amountMicros() != null || micros > 0)) {
        sendReport(line, report, campaign, exchange, date, micros, date);
      }
    }
  }

  private void sendReport(
      Script.Line line,
      Script.Report report,
      Campaign campaign,
      String exchange,
      @Nullable LocalDate day,
      long booksMicros,
      LocalDate countsTo) {
    SpendReport sent =
        new SpendReport(
            exchange,
            campaign.id(),
            campaign.budget().id(),
            day == null ? null : day.toString(),
            clock.wallMillis(report.upToMillis()),
            report.amountMicros() == null ? booksMicros : report.amountMicros(),
            report.isFinal());
    inbox.arrive(() -> read(line, sent, countsTo));
  }

  private void read(Script.Line line, SpendReport report, LocalDate countsTo) {
    try {
      Settlement settlement = job.report(report, countsTo);
      if (settlement != Settlement.BOOKED) {
        remark(line, "the report of " + named(report) + " changed nothing: " + settlement);
      }
    } catch (InvalidSpendReportException e) {
      remark(line, "the report of " + named(report) + " was refused: " + e.getMessage());
    }
  }

  private static String named(SpendReport report) {
    return report.exchange()
        + " for "
        + report.campaignId()
        + (report.day() == null ? "" : " on " + report.day());
  }

  private void remark(Script.Line line, String sentence) {
    remarks.add("line " + line.number() + ": " + sentence);
  }

  // What the exchanges do.

  private void offer(Opportunity opportunity) {
    if (trafficFactor == 1) {
      ask(opportunity, "");
      return;
    }
    int copies = (int) trafficFactor;
    copies += random.nextDouble() < trafficFactor - copies ? 1 : 0;
    for (int copy = 0; copy < copies; copy++) {
      ask(opportunity, copy == 0 ? "" : "+" + copy);
    }
  }

  private void ask(Opportunity opportunity, String suffix) {
    long now = timetable.now();
    String exchange = opportunity.request().exchange();
    if (now < awayUntil.getOrDefault(exchange, Long.MIN_VALUE)) {
      return;
    }
    requests++;
    Opportunity sent =
        new Opportunity(
            opportunity.offsetMillis(),
            sent(opportunity.request(), opportunity.request().id() + suffix, now),
            prices(opportunity));
    sample(sent);
    if (!alive || stalled) {
      // When the job reads this request, the exchange will not wait for an answer any more.
      return;
    }
    for (RehearsedJob.Answer answer : job.decide(sent, now)) {
      take(answer, sent, now);
    }
  }

  /** The request under another id, as it comes at a wall time. */
  static BidRequest sent(BidRequest request, String id, long now) {
    return new BidRequest(
        id,
        request.exchange(),
        now,
        request.imps(),
        request.site(),
        request.device(),
        request.user(),
        request.regs(),
        request.at(),
        request.tmaxMillis(),
        request.cur(),
        request.blockLists(),
        request.test());
  }

  /**
   * The market's prices, times the factors of the script, but never below an imp's floor; micros.
   */
  private long[] prices(Opportunity opportunity) {
    double factor =
        priceFactor
            * (siteFactors.isEmpty()
                ? 1
                : siteFactors.getOrDefault(MarketNames.domain(opportunity), 1.0));
    if (factor == 1) {
      return opportunity.marketPriceMicros();
    }
    long[] prices = opportunity.marketPriceMicros().clone();
    List<Imp> imps = opportunity.request().imps();
    for (int i = 0; i < prices.length; i++) {
      prices[i] = Math.max(imps.get(i).bidfloorMicros(), Math.round(prices[i] * factor));
    }
    return prices;
  }

  private void sample(Opportunity opportunity) {
    List<Imp> imps = opportunity.request().imps();
    for (int i = 0; i < imps.size(); i++) {
      if (bound.isNext()) {
        long price =
            Math.max(1, Math.max(imps.get(i).bidfloorMicros(), opportunity.marketPriceMicros()[i]));
        Map<String, Double> values = new LinkedHashMap<>();
        for (Campaign campaign : job.campaigns()) {
          MarketEligibility eligibility =
              rules.computeIfAbsent(
                  campaign.id(), id -> new MarketEligibility(campaign, marketDayMillis));
          if (price <= campaign.bidding().maxBidMicros()
              && eligibility.admits(opportunity)
              && eligibility.fits(imps.get(i))) {
            values.merge(
                campaign.budget().id(),
                scores.probability(opportunity, i, campaign.id()),
                Math::max);
          }
        }
        bound.add(price, values);
      }
    }
  }

  private void take(RehearsedJob.Answer answer, Opportunity opportunity, long now) {
    String campaignId = answer.proposal().chosen().campaignId();
    ZoneId zone = job.campaign(campaignId).flight().zone();
    long at = clock.campaignMillis(now);
    LocalDate day = PlayedDays.day(at, zone);
    Diary.Deeds deeds = diary.deeds(campaignId, day);
    Bid bid = answer.decision().bid();
    if (bid == null) {
      deeds.refusals.merge(
          requireNonNull(answer.decision().reason(), "a no-bid has a reason"), 1L, Long::sum);
      return;
    }
    deeds.bids++;
    String exchange = opportunity.request().exchange();
    AuctionResult result = Exchange.auction(opportunity, answer.imp(), bid.priceMicros());
    books.settle(day, exchange, bid.id(), campaignId, at - PlayedDays.start(day, zone), result);
    String token = bid.tokens().notice();
    if (!result.won()) {
      tell(exchange, urls.loss(token), result, bid);
      return;
    }
    deeds.value += scores.probability(opportunity, answer.imp(), campaignId);
    tell(exchange, urls.win(token), result, bid);
    tell(exchange, urls.billing(token), result, bid);
    if (scores.clicked(opportunity, answer.imp(), campaignId)) {
      books.click(day, exchange, bid.id(), campaignId);
      tell(exchange, urls.click(bid.tokens().click(), bid.ad().landingPage()), result, bid);
    }
  }

  private void tell(String exchange, String url, AuctionResult result, Bid bid) {
    NoticeSending how =
        requireNonNull(sending.get(exchange), "every exchange has a way of sending");
    if (how.lost() > 0 && random.nextDouble() < how.lost()) {
      return;
    }
    int reason = how.lossReason() == null ? result.lossReason() : how.lossReason();
    String called =
        url.replace(
                PRICE,
                how.price().of(PRICE, result.priceMicros(), bid.priceMicros(), settings.currency()))
            .replace(REASON, Integer.toString(reason))
            .replace(MINIMUM, CurrencyTable.cpm(result.minimumToWinMicros()).toPlainString());
    byte[] record = NoticeDecoder.encode(called);
    send(exchange, record, how);
    if (how.duplicated() > 0 && random.nextDouble() < how.duplicated()) {
      send(exchange, record, how);
    }
  }

  private void send(String exchange, byte[] record, NoticeSending how) {
    long longest = how.delayMillis();
    if (how.reordered() > 0 && random.nextDouble() < how.reordered()) {
      longest *= REORDERED_DELAYS;
    }
    timetable.at(
        timetable.now() + random.nextLong(longest + 1), () -> arrive(exchange, record, how));
  }

  /** Puts a notice into its topic, or lets it wait until its exchange is back. */
  private void arrive(String exchange, byte[] record, NoticeSending how) {
    long back = awayUntil.getOrDefault(exchange, Long.MIN_VALUE);
    long now = timetable.now();
    if (now < back) {
      timetable.at(
          back + random.nextLong(how.delayMillis() + 1), () -> arrive(exchange, record, how));
      return;
    }
    inbox.arrive(() -> job.hear(record, now, timetable.now()));
  }

  private RehearsalResult result() {
    List<LocalDate> dates = settings.days().dates();
    Map<String, List<Campaign>> byBudget = new LinkedHashMap<>();
    for (Campaign campaign : job.campaigns()) {
      byBudget.computeIfAbsent(campaign.budget().id(), id -> new ArrayList<>()).add(campaign);
    }
    List<CampaignDay> rows = new ArrayList<>();
    Map<String, Long> budgets = new HashMap<>();
    long overspendMicros = 0;
    for (Map.Entry<String, List<Campaign>> budget : byBudget.entrySet()) {
      List<String> ids = budget.getValue().stream().map(Campaign::id).toList();
      boolean daily = budget.getValue().get(0).budget().isDaily();
      List<CampaignDay> own =
          diary.rows(budget.getKey(), daily, ids, dates, job::billedMicros, books, exchanges);
      for (CampaignDay row : own) {
        if (row.campaign().equals(ids.get(0))) {
          overspendMicros = Math.addExact(overspendMicros, row.overspendMicros());
        }
      }
      rows.addAll(own);
      budgets.put(budget.getKey(), diary.mostMicros(budget.getKey(), daily, dates));
    }
    for (ExchangeHalt halt : job.halts()) {
      remarks.add(
          halt.exchange()
              + ": the job halted all bidding there at "
              + Instant.ofEpochMilli(halt.atMillis())
                  .truncatedTo(ChronoUnit.MINUTES)
                  .atZone(settings.days().zone())
                  .toLocalDateTime()
              + ": "
              + halt.reason());
    }
    double value = 0;
    for (CampaignDay row : rows) {
      value += row.value();
    }
    return new RehearsalResult(
        List.copyOf(rows),
        requests,
        value,
        bound.of(budgets),
        job.totalBilledMicros(),
        job.totalHeldMicros(),
        books.totalMicros(),
        overspendMicros,
        job.deadLetters(),
        job.haltedImps(),
        job.halts(),
        List.copyOf(remarks));
  }
}
