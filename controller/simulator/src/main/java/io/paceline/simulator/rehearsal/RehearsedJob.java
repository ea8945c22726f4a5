package io.paceline.simulator.rehearsal;

import static java.util.Objects.requireNonNull;

import io.paceline.core.allocation.Allocator;
import io.paceline.core.allocation.ImpDecision;
import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.eligibility.CampaignBook;
import io.paceline.core.eligibility.CapReports;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.InFlightBids;
import io.paceline.core.exchange.BidExchanges;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.market.KnownCurves;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.InvalidNoticeException;
import io.paceline.core.notice.InvalidSpendReportException;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.notice.NoticeKeys;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeTokenCodec;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.Site;
import io.paceline.core.pacing.PacingLaws;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.profile.SiteCategories;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.profile.UserState;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.Scores;
import io.paceline.core.scoring.ScoringCall;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.core.scoring.SiteMarket;
import io.paceline.core.spend.Decisions;
import io.paceline.core.spend.MapBudgetStore;
import io.paceline.core.spend.Pricing;
import io.paceline.core.spend.Settled;
import io.paceline.core.spend.SpendController;
import io.paceline.core.spend.SpendReports;
import io.paceline.simulator.exchange.Opportunity;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays the part of the job: it calls the core's rooms in the order in which the job's operators
 * do. What a checkpoint holds is in {@link State}; a crash loses the rest, except that the topic of
 * campaigns is read again. Times are wall milliseconds where nothing else is said.
 */
final class RehearsedJob {

  private static final String VERSION = "true-probabilities";

  /** What a checkpoint holds, except for the figures, which keep their own. */
  private static final class State {
    private final Map<String, MapBudgetStore> budgets = new LinkedHashMap<>();
    private final Map<String, UserState> users = new HashMap<>();
    private final WatchedExchanges exchanges;
    private final LearnedMarket.State market;

    State(WatchedExchanges exchanges, LearnedMarket.State market) {
      this.exchanges = exchanges;
      this.market = market;
    }

    State copy() {
      State copy = new State(exchanges.copy(), market.copy());
      budgets.forEach((id, store) -> copy.budgets.put(id, store.copy()));
      copy.users.putAll(users);
      return copy;
    }
  }

  /**
   * The answer about one impression for which a bid was proposed.
   *
   * @param imp index of the impression in its request
   */
  record Answer(int imp, ProposedBid proposal, Decision decision) {}

  private final Pace pace;
  private final CampaignClock clock;
  private final TrafficWeek traffic;
  private final TrueScores scores;
  private final @Nullable RehearsedModel model;
  private final KnownCurves knownCurves;
  private final String currency;
  private final CheckpointClock checkpoints;
  private final Consumer<ExchangeStatus> halts;
  private final SpendController controller;
  private final SpendReports reports;
  private final Allocator allocator = new Allocator(Allocator.Mode.BEST, 0);
  private final SiteCategories siteCategories = new SiteCategories();
  private final JobFigures figures = new JobFigures();

  /** The newest version of each campaign, which a restored job finds in its topic. */
  private final Map<String, Campaign> campaigns = new LinkedHashMap<>();

  private List<NoticeKeys.Key> keys;
  private Decisions decisions;
  private NoticeDecoder decoder;
  private CampaignBook book;
  private InFlightBids inFlight;
  private CapReports capReports;
  private BidExchanges bidExchanges;
  private State state;
  private State checkpoint;
  private LearnedMarket market;
  private long barrierMillis;

  /**
   * A job that has not read anything yet.
   *
   * @param checkpoints when checkpoints are taken, from the start of the job on
   * @param halts takes what the job writes into the topic of exchanges
   */
  RehearsedJob(
      Pace pace,
      CampaignClock clock,
      TrafficWeek traffic,
      TrueScores scores,
      @Nullable RehearsedModel model,
      String currency,
      CheckpointClock checkpoints,
      Consumer<ExchangeStatus> halts) {
    this.pace = pace;
    this.halts = halts;
    this.clock = clock;
    this.traffic = traffic;
    this.scores = scores;
    this.model = model;
    this.knownCurves = model == null ? scores : model.curves();
    this.currency = currency;
    this.checkpoints = checkpoints;
    this.barrierMillis = checkpoints.startMillis();
    controller = new SpendController(clock, PacingLaws.of(PacingLaws.DEFAULT), pace.windows());
    reports = new SpendReports(clock, pace.windows());
    state = new State(new WatchedExchanges(pace.halt()), new LearnedMarket.State());
    checkpoint = state.copy();
    keys = List.of(key(0));
    NoticeKeys signing = new NoticeKeys(keys);
    decisions = new Decisions(new NoticeTokenCodec(signing), pace.windows().exchanges());
    decoder = decoder(signing);
    book = new CampaignBook(Set.of(), currency);
    inFlight = new InFlightBids();
    capReports = new CapReports(clock, pace.tickMillis());
    bidExchanges = new BidExchanges(pace.halt());
    market = new LearnedMarket(pace, clock, knownCurves, state.market);
    forgetMemory();
  }

  /** The key of this number, by which notices are signed. */
  static NoticeKeys.Key key(int number) {
    return new NoticeKeys.Key(number, "rehearsed key number " + number);
  }

  private NoticeDecoder decoder(NoticeKeys valid) {
    return new NoticeDecoder(
        new NoticeTokenCodec(valid), CurrencyTable.parse(currency, ""), pace.windows().exchanges());
  }

  /** From now on signs with a new key; the key before it still verifies. */
  void rotateKey() {
    NoticeKeys.Key last = keys.get(0);
    keys = List.of(key((last.id() + 1) % 256), last);
    NoticeKeys rotated = new NoticeKeys(keys);
    decisions = new Decisions(new NoticeTokenCodec(rotated), pace.windows().exchanges());
    decoder = decoder(rotated);
  }

  private void forgetMemory() {
    CampaignBook fresh = new CampaignBook(Set.of(), currency);
    book = fresh;
    inFlight = new InFlightBids();
    inFlight.onlyOf(campaignId -> fresh.frequencyCap(campaignId) != null);
    capReports = new CapReports(clock, pace.tickMillis());
    bidExchanges = new BidExchanges(pace.halt());
    market = new LearnedMarket(pace, clock, knownCurves, state.market);
  }

  /** Takes a booked or edited campaign; the caller must tick a new budget from now on. */
  void put(Campaign campaign, long now) {
    campaigns.put(campaign.id(), campaign);
    book.put(campaign, now);
    String budgetId = campaign.budget().id();
    controller.put(
        state.budgets.computeIfAbsent(budgetId, id -> new MapBudgetStore()), campaign, false, now);
    bidExchanges.edited(budgetId);
  }

  /** The campaigns in the order in which they were booked. */
  Collection<Campaign> campaigns() {
    return campaigns.values();
  }

  /** The newest version of a campaign, which must be booked. */
  Campaign campaign(String id) {
    return requireNonNull(campaigns.get(id), "only booked campaigns are asked for");
  }

  private MapBudgetStore store(String budgetId) {
    return requireNonNull(state.budgets.get(budgetId), "only booked budgets are asked for");
  }

  /** The campaigns of a budget. */
  List<Campaign> campaignsOf(String budgetId) {
    return store(budgetId).campaigns();
  }

  /**
   * A budget's tick; null where the budget has no campaign.
   *
   * @param readUpTo wall time up to which notices have been read
   */
  @Nullable PacingUpdate tick(String budgetId, long now, long readUpTo) {
    PacingUpdate update =
        controller.tick(
            store(budgetId),
            traffic,
            false,
            now,
            readUpTo,
            checkpoints.latest(now),
            checkpoints.completed(now));
    if (update != null) {
      book.put(budgetId, update.control().canBid(), update.control().push());
    }
    return update;
  }

  /** See {@link SpendController#flightOfDayMicros}; the budget must have ticked just now. */
  long flightOfDayMicros(String budgetId, long now) {
    return controller.flightOfDayMicros(store(budgetId), now);
  }

  /** Takes a checkpoint, to which {@link #restore} goes back. */
  void checkpoint(long now) {
    checkpoint = state.copy();
    figures.checkpoint();
    barrierMillis = now;
  }

  /** Goes back to the latest checkpoint and reads the topic of campaigns again. */
  void restore(long now) {
    state = checkpoint.copy();
    figures.restore();
    forgetMemory();
    market.restored(now);
    List.copyOf(campaigns.values()).forEach(campaign -> put(campaign, now));
    state.budgets.values().forEach(store -> controller.restore(store, barrierMillis, now));
  }

  /** Reads a record of the topic of exchanges. */
  void read(ExchangeStatus status, long now) {
    state.exchanges.read(status, now);
  }

  /**
   * Forgets exchanges at which nothing happens any more; to be called once in each part of a halt's
   * window.
   */
  void forgetExchanges(long now) {
    state.exchanges.forgetPast(now);
  }

  /** How bidding at exchanges was halted. */
  List<ExchangeHalt> halts() {
    return state.exchanges.halts();
  }

  /** What the job has counted. */
  JobFigures figures() {
    return figures;
  }

  /** Answers a request that has just come: a bid or a no-bid for each proposed bid. */
  List<Answer> decide(Opportunity opportunity, long now) {
    BidRequest request = opportunity.request();
    if (state.exchanges.isHalted(request.exchange())) {
      // As in the job, nothing else is asked then, and every impression gets a no-bid.
      figures.halted(request.imps().size());
      return List.of();
    }
    inFlight.expire(now);
    Site site = request.site();
    if (site != null) {
      siteCategories.note(site.domain(), site.category());
    }
    String userKey = UserKey.of(request);
    UserProfile profile =
        userKey == null
            ? UserProfile.UNKNOWN
            : state.users.getOrDefault(userKey, UserState.NEW).profile();
    EligibleRequest eligible =
        book.index(now)
            .eligible(
                request,
                userKey,
                profile,
                clock.campaignMillis(now),
                VERSION,
                book.board(now),
                inFlight);
    ScoredRequest scored =
        eligible.candidateCount() == 0
            ? ScoredRequest.unscored(eligible, null)
            : scored(opportunity, eligible, now);
    List<ImpDecision> allocated = allocator.decide(scored);
    List<Answer> answers = new ArrayList<>(allocated.size());
    for (int imp = 0; imp < allocated.size(); imp++) {
      ProposedBid proposal = allocated.get(imp).proposal();
      if (proposal != null) {
        answers.add(new Answer(imp, proposal, decide(proposal, now)));
      }
    }
    if (capReports.isDue(now)) {
      for (CappedOut report : capReports.take(book.board(now).caps(), now)) {
        controller.capped(store(report.budgetId()), report);
      }
    }
    return answers;
  }

  private ScoredRequest scored(Opportunity opportunity, EligibleRequest eligible, long now) {
    BidRequest request = eligible.request();
    LiveCurve learned = market.find(request, now);
    if (model == null) {
      return ScoredRequest.scored(
          eligible,
          VERSION,
          scores.of(opportunity, eligible),
          SiteMarket.of(request, learned, scores));
    }
    ScoringCall call =
        ScoringCall.of(List.of(new ScoringInput(eligible, null, learned)), true, now);
    Scores modelled = model.scorer().score(call.toScore());
    return call.scored(modelled, model.scorer()).get(0);
  }

  private Decision decide(ProposedBid proposal, long now) {
    String userKey = proposal.auction().userKey();
    if (userKey != null && proposal.countsForCaps()) {
      inFlight.proposed(
          userKey,
          proposal.chosen().campaignId(),
          proposal.bidId(),
          now + pace.windows().exchanges().of(proposal.imp().exchange()).auctionWindowMillis());
    }
    String budgetId = proposal.chosen().budgetId();
    Pricing pricing = controller.price(store(budgetId), proposal, now, checkpoints.completed(now));
    if (pricing.price() != null && !proposal.imp().test()) {
      BillingEvidence bid =
          bidExchanges.bid(
              proposal.imp().exchange(),
              budgetId,
              () -> controller.dayMicros(store(budgetId), now),
              now);
      if (bid != null) {
        state.exchanges.bid(bid);
      }
    }
    return decisions.of(proposal, pricing, now);
  }

  /**
   * Reads a notice.
   *
   * @param arrivedMillis when it entered its topic
   */
  void hear(byte[] record, long arrivedMillis, long now) {
    Notice notice;
    try {
      notice = decoder.decode(record, arrivedMillis);
    } catch (InvalidNoticeException e) {
      figures.deadLetter();
      refused(record, e, now);
      return;
    }
    market.hear(notice, now);
    NoticeToken token = notice.token();
    String userKey = token.userKey();
    if (userKey != null) {
      learn(userKey, notice, now);
    }
    MapBudgetStore store = store(token.budgetId());
    long before = store.account().totalBilledMicros();
    try {
      Settled settled = controller.settle(store, notice, now);
      if (settled.evidence() != null) {
        judge(settled.evidence(), now);
      }
      if (settled.settlement() == Settlement.BOOKED) {
        figures.billed(
            token.campaignId(),
            day(token.campaignId(), token.bidAtMillis()),
            store.account().totalBilledMicros() - before);
      }
    } catch (ArithmeticException e) {
      // The budget's sums have no room for the notice's money.
      figures.deadLetter();
    }
  }

  /**
   * A billing that no key of ours has signed may still tell of a bid that a ledger knows. The
   * record comes from the exchange that it names, because nobody else sends notices here.
   */
  private void refused(byte[] record, InvalidNoticeException refusal, long now) {
    NoticeToken claimed = decoder.unsignedBilling(record, refusal, exchange -> true);
    if (claimed == null) {
      return;
    }
    // A forged token may name a budget that does not exist.
    MapBudgetStore store = state.budgets.get(claimed.budgetId());
    BillingEvidence evidence = store == null ? null : controller.unsigned(store, claimed);
    if (evidence != null) {
      judge(evidence, now);
    }
  }

  private void judge(BillingEvidence evidence, long now) {
    ExchangeStatus halt = state.exchanges.billed(evidence, clock.campaignMillis(now), now);
    if (halt != null) {
      halts.accept(halt);
    }
  }

  private LocalDate day(String campaignId, long wallMillis) {
    ZoneId zone = campaign(campaignId).flight().zone();
    return PlayedDays.day(clock.campaignMillis(wallMillis), zone);
  }

  private void learn(String userKey, Notice notice, long now) {
    inFlight.after(
        notice,
        now + pace.windows().exchanges().of(notice.token().exchange()).billingWindowMillis());
    if (!UserState.isChangedBy(notice.type())) {
      return;
    }
    UserState user = state.users.getOrDefault(userKey, UserState.NEW);
    if (!user.knows(notice)) {
      long at = clock.campaignMillis(notice.receivedAtMillis());
      state.users.put(userKey, user.after(notice, book, siteCategories, at));
    }
  }

  /**
   * Reads an exchange's spend report.
   *
   * @param day the date on which the report's correction counts in the figures
   * @throws InvalidSpendReportException where the report is refused
   */
  Settlement report(SpendReport report, LocalDate day) throws InvalidSpendReportException {
    MapBudgetStore store = store(report.budgetId());
    long before = store.account().totalBilledMicros();
    Settlement settlement = reports.book(store, report);
    figures.billed(report.campaignId(), day, store.account().totalBilledMicros() - before);
    return settlement;
  }

  /** What all ledgers have billed, micros. */
  long totalBilledMicros() {
    long micros = 0;
    for (MapBudgetStore store : state.budgets.values()) {
      micros = Math.addExact(micros, store.account().totalBilledMicros());
    }
    return micros;
  }

  /** What all ledgers hold for open bids and unbilled wins, micros. */
  long totalHeldMicros() {
    long micros = 0;
    for (MapBudgetStore store : state.budgets.values()) {
      micros = Math.addExact(micros, store.account().totalHeldMicros());
    }
    return micros;
  }
}
