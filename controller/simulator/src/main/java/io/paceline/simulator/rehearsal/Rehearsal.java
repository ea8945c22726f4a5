package io.paceline.simulator.rehearsal;

import static java.util.Objects.requireNonNull;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.notice.NoticeUrls;
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

/**
 * Plays days of a market through the core, which it calls as the job's operators do. It works in
 * one thread and reads no clock: each event has a wall time, and events happen in the order of
 * these times. This class plays the part of the exchanges: it sends requests, holds auctions and
 * keeps the books; {@link NoticePost} sends the notices. {@link RehearsedJob} plays the part of the
 * job, and {@link ScriptPlayer} does what the script says.
 */
public final class Rehearsal {

  private static final int OWN_CAMPAIGNS = 30;
  private static final int TMAX_MILLIS = 250;
  private static final double IMPS_PER_REQUEST = 1.13;

  /** The {@link Watcher} is called once after this many requests of the unchanged market. */
  private static final int WATCHED_REQUESTS = 1_000;

  /** How many dates stay open in the books, since zones that lie further west are a date behind. */
  private static final int OPEN_DAYS = 3;

  private final RehearsalSettings settings;
  private final Pace pace;
  private final MarketDays market;
  private final CampaignClock clock;
  private final Timetable timetable;
  private final Inbox inbox;
  private final TrueScores scores;
  private final List<String> exchanges;
  private final CheckpointClock checkpoints;
  private final RehearsedJob job;
  private final NoticeUrls urls = new NoticeUrls("http://127.0.0.1");
  private final NoticePost post;
  private final MarketChanges changes;
  private final Interruptions interruptions;
  private final SpendReporting reporting;
  private final ScriptPlayer player;
  private final Books books = new Books();
  private final Diary diary = new Diary();
  private final ValueBound bound;
  private final Map<String, MarketEligibility> rules = new HashMap<>();
  private final Set<String> ticking = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();
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
    checkpoints = new CheckpointClock(start, pace.checkpointMillis());
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
            checkpoints,
            this::write);
    SplittableRandom random = new SplittableRandom(settings.seed());
    post =
        new NoticePost(
            timetable,
            inbox,
            random,
            exchanges,
            pace.noticeDelayMillis(),
            settings.currency(),
            (record, arrived) -> job.hear(record, arrived, timetable.now()));
    changes = new MarketChanges(random);
    interruptions = new Interruptions(timetable, inbox, job, this::book);
    reporting =
        new SpendReporting(books, exchanges, settings.days(), clock, inbox, job, remarks::add);
    player =
        new ScriptPlayer(
            timetable,
            pace.speed(),
            exchanges,
            job,
            interruptions,
            post,
            changes,
            reporting,
            this::write);
    bound =
        new ValueBound(
            Math.round(market.requestsPerDay() * settings.days().count() * IMPS_PER_REQUEST));
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
        long barrier = checkpoints.completedBarrierMillis(at);
        timetable.at(barrier, () -> interruptions.checkpoint(barrier));
      }
      timetable.at(at, () -> player.perform(line));
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
    if (interruptions.isAlive()) {
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
        job.flightOfDayMicros(budgetId, timetable.now()),
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
    if (interruptions.isAlive()) {
      job.forgetExchanges(timetable.now());
    }
    long next = timetable.now() + pace.halt().partMillis();
    if (next <= endMillis) {
      timetable.at(next, this::forgetExchanges);
    }
  }

  private void offer(Opportunity opportunity) {
    int copies = changes.copies();
    for (int copy = 0; copy < copies; copy++) {
      ask(opportunity, copy == 0 ? "" : "+" + copy);
    }
  }

  private void ask(Opportunity opportunity, String suffix) {
    if (post.isAway(opportunity.request().exchange())) {
      return;
    }
    long now = timetable.now();
    requests++;
    Opportunity sent =
        new Opportunity(
            opportunity.offsetMillis(),
            sent(opportunity.request(), opportunity.request().id() + suffix, now),
            changes.prices(opportunity));
    sample(sent);
    if (!interruptions.isReading()) {
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
    Campaign campaign = job.campaign(campaignId);
    ZoneId zone = campaign.flight().zone();
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
    reporting.bid(exchange, campaign);
    AuctionResult result = Exchange.auction(opportunity, answer.imp(), bid.priceMicros());
    books.settle(day, exchange, bid.id(), campaignId, at - PlayedDays.start(day, zone), result);
    String token = bid.tokens().notice();
    if (!result.won()) {
      post.tell(exchange, urls.loss(token), result, bid);
      return;
    }
    deeds.value += scores.probability(opportunity, answer.imp(), campaignId);
    post.tell(exchange, urls.win(token), result, bid);
    post.tell(exchange, urls.billing(token), result, bid);
    if (scores.clicked(opportunity, answer.imp(), campaignId)) {
      books.click(day, exchange, bid.id(), campaignId);
      post.tell(exchange, urls.click(bid.tokens().click(), bid.ad().landingPage()), result, bid);
    }
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
      List<CampaignDay> own =
          diary.rows(budget.getKey(), ids, dates, job.figures()::billedMicros, books, exchanges);
      for (CampaignDay row : own) {
        if (row.campaign().equals(ids.get(0))) {
          overspendMicros = Math.addExact(overspendMicros, row.overspendMicros());
        }
      }
      rows.addAll(own);
      budgets.put(budget.getKey(), diary.mostMicros(budget.getKey(), dates));
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
        job.figures().deadLetters(),
        job.figures().haltedImps(),
        job.halts(),
        List.copyOf(remarks));
  }
}
