package io.paceline.core.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.BilledBidsLeft;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.OldPeriods;
import io.paceline.core.ledger.PeriodTotals;
import io.paceline.core.ledger.Reservation;
import io.paceline.core.ledger.SettledNotice;
import io.paceline.core.money.Micros;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.AuctionCounts;
import io.paceline.core.pacing.BudgetPeriod;
import io.paceline.core.pacing.BudgetPeriods;
import io.paceline.core.pacing.CapCounts;
import io.paceline.core.pacing.LawMemory;
import io.paceline.core.pacing.NoPacing;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.Push;
import io.paceline.core.pacing.StatusReason;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.spend.AuctionEvent.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spend controller of a budget. It prices proposed bids with the latest multiplier, holds their
 * money before they are sent, books notices, and moves the multiplier at ticks. In the job each
 * budget is a key of its own, and budgets share no state.
 *
 * <p>The controller is plain Java over a {@link BudgetStore}. {@code nowMillis} is wall time, which
 * the caller passes in.
 */
public final class SpendController {

  /**
   * Campaign time between two moves of the pacing law. Money is released at every tick, but no plan
   * needs more than four moves a minute. With thousands of budgets, a law that looks at its whole
   * spend curve every second would take a good part of the machine.
   */
  private static final long MOVE_MILLIS = 15_000;

  private final CampaignClock clock;
  private final PacingLaw law;
  private final PacingLaw noPacing = new NoPacing();
  private final LedgerSettings windows;

  /** A controller with this law for all pacing modes that have a plan. */
  public SpendController(CampaignClock clock, PacingLaw law, LedgerSettings windows) {
    this.clock = clock;
    this.law = law;
    this.windows = windows;
  }

  /**
   * Prices a proposed bid and holds its money: quote, reserve, learn. Test traffic gets a price and
   * leaves no trace, because it is never spend.
   *
   * @param completedCheckpoint id of the latest completed checkpoint
   */
  public Pricing price(
      BudgetStore store, ProposedBid proposed, long nowMillis, long completedCheckpoint) {
    if (nowMillis > proposed.auction().deadlineMillis()) {
      return Pricing.refused(NoBidReason.DEADLINE);
    }
    try {
      return priced(store, proposed, nowMillis, completedCheckpoint);
    } catch (ArithmeticException e) {
      // The budget's sums leave no room to count this bid. Sums are computed before anything is
      // saved, so nothing was changed.
      return Pricing.refused(NoBidReason.BUDGET);
    }
  }

  private Pricing priced(
      BudgetStore store, ProposedBid proposed, long nowMillis, long completedCheckpoint) {
    Ledger ledger = new Ledger(store, windows);
    Quote quote =
        Quote.of(
            store,
            ledger,
            proposed,
            windows.exchanges().of(proposed.imp().exchange()),
            clock.campaignMillis(nowMillis));
    if (proposed.imp().test()) {
      return quote.pricing();
    }
    Quote.Offer offer = quote.offer();
    if (offer != null) {
      Reservation reservation =
          ledger.reserve(
              proposed.bidId(),
              proposed.imp().exchange(),
              offer.priceMicros(),
              offer.terms(),
              offer.period(),
              offer.campaign().budget().totalMicros(),
              nowMillis,
              completedCheckpoint);
      quote = afterReservation(quote, reservation);
    }
    if (quote.answer() != null) {
      new Auctions(store)
          .learn(new AuctionEvent.Proposed(proposed, quote.answer(), quote.pacingMultiplier()));
    }
    return quote.pricing();
  }

  /** The quote where its money is held; else the refusal that takes its place. */
  private static Quote afterReservation(Quote quote, Reservation reservation) {
    return switch (reservation) {
      case HELD -> quote;
      case OVER_BUDGET -> quote.refused(NoBidReason.BUDGET, Answer.NO_MONEY);
      case OVER_RATE -> quote.refused(NoBidReason.COMMIT_RATE, Answer.NO_MONEY);
      // The impression was counted when it came for the first time.
      case ALREADY_MADE -> quote.refused(NoBidReason.DUPLICATE_REQUEST, null);
    };
  }

  /** Books a notice. Notices of test traffic are ignored, because they are never spend. */
  public Settled settle(BudgetStore store, Notice notice, long nowMillis) {
    if (notice.token().test()) {
      return Settled.IGNORED;
    }
    SettledNotice settled =
        new Ledger(store, windows)
            .settle(notice, clock.campaignMillis(notice.token().bidAtMillis()), nowMillis);
    if (settled.decided() != null) {
      long delay = nowMillis - notice.token().bidAtMillis();
      new Auctions(store)
          .learn(
              new AuctionEvent.Ended(
                  notice.token().bidId(),
                  settled.decided(),
                  notice.type() != NoticeType.LOSS,
                  notice.toldPriceMicros(),
                  Math.min(delay, windows.exchanges().of(notice.token().exchange()).openMillis())));
    }
    return Settled.of(notice, settled.settlement(), settled.unmatched());
  }

  /**
   * Takes note of a billing that is not signed with a key of ours.
   *
   * @param claimed what its token says, all of which may be forged
   * @return what the billing tells of its exchange; null where it tells nothing
   */
  public @Nullable BillingEvidence unsigned(BudgetStore store, NoticeToken claimed) {
    long micros = new Ledger(store, windows).doubt(claimed.bidId());
    return micros == 0
        ? null
        : BillingEvidence.of(
            claimed.exchange(), BillingEvidence.Kind.UNSIGNED, micros, claimed.bidAtMillis());
  }

  /**
   * Takes a campaign, new or edited. What it says of the budget counts from now on, so it is first
   * noted what the days before and the running day were worth until now. See {@link Ledger#edited}
   * for what an edit means while money is set aside after a restore.
   *
   * @param stopped whether all bidding is stopped
   */
  public void put(BudgetStore store, Campaign campaign, boolean stopped, long nowMillis) {
    long now = clock.campaignMillis(nowMillis);
    look(store, stopped, now, now);
    boolean changesRate = changesRate(store.campaigns(), campaign);
    store.put(campaign);
    look(store, stopped, now, now + 1);
    if (changesRate) {
      new Ledger(store, windows).edited();
    }
  }

  /** Whether the budget may commit money faster by an edit; a mere pause, for one, cannot do so. */
  private static boolean changesRate(List<Campaign> known, Campaign edited) {
    return known.stream()
        .noneMatch(
            before ->
                before.id().equals(edited.id())
                    && before.flight().equals(edited.flight())
                    && before.budget().equals(edited.budget())
                    && before.bidding().maxBidMicros() >= edited.bidding().maxBidMicros());
  }

  private static void look(BudgetStore store, boolean stopped, long now, long untilMillis) {
    List<Campaign> campaigns = store.campaigns();
    Campaign leading = RunningPeriod.leading(campaigns, now);
    if (leading != null) {
      RunningPeriod.look(store, campaigns, leading, stopped, now, untilMillis);
    }
  }

  /**
   * Adds a report of what frequency caps admitted and kept out to the counts behind the budget's
   * status.
   */
  public void capped(BudgetStore store, CappedOut told) {
    store.save(store.state().with(new CapCounts(told.admitted(), told.reached(), told.unknown())));
  }

  /**
   * What the budget may spend in a day by the campaign whose plan it follows, micros; 0 where it
   * has no campaign.
   */
  public long dayMicros(BudgetStore store, long nowMillis) {
    Campaign leading = RunningPeriod.leading(store.campaigns(), clock.campaignMillis(nowMillis));
    return leading == null ? 0 : leading.dayMicros();
  }

  /**
   * How much of the flight's money the budget has spent, or holds, on the day on which it became
   * daily, micros. The day's cap is lower by this amount. It is 0 on all other days, and where the
   * budget has no campaign.
   *
   * @param nowMillis wall time; the budget must have ticked on the running day
   */
  public long flightOfDayMicros(BudgetStore store, long nowMillis) {
    long now = clock.campaignMillis(nowMillis);
    Campaign leading = RunningPeriod.leading(store.campaigns(), now);
    return leading == null
        ? 0
        : RunningPeriod.flightOfDayMicros(
            store, leading, store.account(), BudgetPeriods.periodKey(leading, now));
  }

  /** Sets aside money for the bids that a crash may have forgotten; see {@link Ledger#restore}. */
  public void restore(BudgetStore store, long barrierMillis, long nowMillis) {
    new Ledger(store, windows).restore(barrierMillis, nowMillis);
  }

  /**
   * One tick: releases the money of expired bids and moves the push. The law moves the multiplier,
   * too, if its last move was in another period or at least {@value #MOVE_MILLIS} ms of campaign
   * time ago.
   *
   * @param traffic the expected traffic of a week
   * @param stopped whether all bidding is stopped. The budget then behaves as if all its campaigns
   *     were paused: the day leaves nothing over for the time of the stop, the law does not move,
   *     and the plan counts anew afterwards
   * @param readUpToMillis wall time up to which notices have been read, see {@link Ledger#tick}
   * @param lastCheckpoint id of the latest checkpoint that has begun
   * @param completedCheckpoint id of the latest completed checkpoint
   * @return the budget's pacing update, or null where the budget has no campaign
   */
  public @Nullable PacingUpdate tick(
      BudgetStore store,
      TrafficWeek traffic,
      boolean stopped,
      long nowMillis,
      long readUpToMillis,
      long lastCheckpoint,
      long completedCheckpoint) {
    long now = clock.campaignMillis(nowMillis);
    List<Campaign> campaigns = store.campaigns();
    Campaign leading = RunningPeriod.leading(campaigns, now);
    if (leading == null) {
      return null;
    }
    // The campaign that leads while bidding goes on leads during a stop, too, so that a stop never
    // changes the period.
    Campaign campaign = stopped ? leading.withPaused(true) : leading;
    Ledger ledger = new Ledger(store, windows);
    BudgetState state = store.state();
    Auctions auctions = new Auctions(store);
    ledger
        .tick(nowMillis, readUpToMillis, now)
        .forEach((bidId, bid) -> auctions.learn(AuctionEvent.Ended.inSilence(bidId, bid)));
    Account account = ledger.account();
    RunningPeriod.look(store, campaigns, campaign, stopped, now, now + 1);
    BudgetPeriod period = RunningPeriod.of(store, campaign, account, now);
    PeriodTotals totals = account.period(period.key());
    ledger.requestCommitRate(
        GrossRate.microsPerSecond(clock, campaign, period, account),
        nowMillis,
        lastCheckpoint,
        completedCheckpoint);
    boolean moves = moves(state, period.key(), now);
    PlanObserver observer = PlanObserver.of(store, campaign, traffic, period, totals, now);
    PacingObservation seen =
        moves
            ? observer.observe(
                store, totals, lastMove(state), auctions, nowMillis, account.counters().bids())
            : observer.glance(totals);
    double spendShare = share(totals.spendMicros(), period.budgetMicros());
    PacingState last = state.pacing();
    PacingState pacing =
        last == null || moves ? moved(store, state, campaign, period.key(), seen) : last;
    BudgetState next =
        next(
            state,
            pacing,
            period.key(),
            seen,
            spendShare,
            auctions.counts(account.counters(), state.caps()));
    store.save(next);
    boolean canBid =
        !stopped
            && campaigns.stream().anyMatch(c -> c.inFlight(now))
            && ledger.availableMicros(period, campaign.budget().totalMicros()) > 0;
    PacingStatus status =
        PacingStatus.of(campaign, seen, pacing.pacingMultiplier(), next.recent().last());
    String reason =
        stopped && status == PacingStatus.PAUSED
            ? StatusReason.STOPPED
            : StatusReason.of(status, seen, next.recent().last());
    PacingUpdate.Standing standing = new PacingUpdate.Standing(status, reason);
    return update(campaign, seen, account, totals, next, pacing, spendShare, canBid, standing);
  }

  /** Whether the law moves at this tick. */
  private static boolean moves(BudgetState state, long periodKey, long now) {
    return state.pacing() == null
        || state.periodKey() != periodKey
        || Math.abs(now - state.pacing().atMillis()) >= MOVE_MILLIS;
  }

  private static long lastMove(BudgetState state) {
    return state.pacing() == null ? state.tickedAtMillis() : state.pacing().atMillis();
  }

  private PacingState moved(
      BudgetStore store,
      BudgetState state,
      Campaign campaign,
      long periodKey,
      PacingObservation seen) {
    PacingState last = state.pacing();
    if (last != null && !campaign.inFlight(seen.nowMillis())) {
      // A campaign that is paused or outside its flight cannot bid. What it spends then says
      // nothing about the multiplier, so the multiplier stays.
      return last.waiting(seen);
    }
    PacingLaw law = campaign.budget().pacing() == PacingMode.ASAP ? noPacing : this.law;
    LawMemory memory = store.lawMemory();
    double[] numbers = memory != null && memory.belongsTo(law) ? memory.numbers() : null;
    PacingState pacing;
    if (last == null) {
      pacing = law.start(seen);
    } else if (numbers == null) {
      pacing = law.takeOver(last, seen);
    } else if (state.periodKey() != periodKey) {
      pacing = law.roll(last.withMemory(numbers), seen);
    } else {
      pacing = law.next(last.withMemory(numbers), seen);
    }
    if (pacing.memory() != numbers) {
      store.save(LawMemory.of(law, pacing.memory()));
    }
    return pacing.withMemory(PacingState.NO_MEMORY);
  }

  private static BudgetState next(
      BudgetState state,
      PacingState pacing,
      long periodKey,
      PacingObservation seen,
      double spendShare,
      AuctionCounts counts) {
    double push =
        Push.next(
            state.push(),
            seen.targetSpendShare(),
            spendShare,
            Math.max(0, seen.nowMillis() - state.tickedAtMillis()));
    return new BudgetState(
        pacing,
        periodKey,
        push,
        seen.nowMillis(),
        state.recent().at(seen.nowMillis(), counts),
        state.caps());
  }

  private static PacingUpdate update(
      Campaign campaign,
      PacingObservation seen,
      Account account,
      PeriodTotals totals,
      BudgetState state,
      PacingState pacing,
      double spendShare,
      boolean canBid,
      PacingUpdate.Standing standing) {
    return new PacingUpdate(
        campaign.budget().id(),
        seen.nowMillis(),
        new PacingUpdate.Period(seen.periodStartMillis(), seen.budgetMicros()),
        new PacingUpdate.Spend(
            totals.billedMicros(),
            account.totalBilledMicros(),
            totals.wonMicros(),
            Micros.plus(account.totalHeldMicros(), account.forgottenMicros())),
        new PacingUpdate.Progress(seen.targetSpendShare(), spendShare),
        new PacingUpdate.Control(pacing.pacingMultiplier(), state.push(), canBid),
        standing,
        new PacingUpdate.Counts(
            account.counters().bids(),
            account.counters().wins(),
            account.counters().billings(),
            account.counters().losses(),
            account.counters().expired(),
            account.counters().clicks()));
  }

  /**
   * True once no bid of the budget can change anything any more: the flights of all its campaigns
   * are over, and so is the time in which notices about their bids are told from repeated ones; no
   * money is held, be it for a bid or for what a crash may have forgotten; and no billed bid is
   * remembered. Then {@link #close} may follow. Reports may still come.
   *
   * @param readUpToMillis wall time up to which notices have been read, see {@link Ledger#tick}
   */
  public boolean isOver(BudgetStore store, long nowMillis, long readUpToMillis) {
    return staysClosed(store, Math.min(nowMillis, readUpToMillis))
        && store.account().forgotten().isEmpty();
  }

  /**
   * Whether a budget that is closed stays so: no edit has moved the end of a flight since, and
   * nothing was booked that is not over. It may stay closed although notices are still unread or
   * money was set aside after a restart, because notices about its bids are no longer booked.
   */
  public boolean staysClosed(BudgetStore store, long nowMillis) {
    Account account = store.account();
    long lastEnd = lastEnd(store);
    return lastEnd != Long.MIN_VALUE
        && nowMillis > clock.wallMillis(lastEnd) + windows.memoryMillis()
        && account.totalHeldMicros() == 0
        && account.memory().billed().isEmpty();
  }

  private static long lastEnd(BudgetStore store) {
    long lastEnd = Long.MIN_VALUE;
    for (Campaign campaign : store.campaigns()) {
      lastEnd = Math.max(lastEnd, campaign.flight().endMillis());
    }
    return lastEnd;
  }

  /**
   * Forgets billed bids of a budget without a campaign, some at a time and only once their time is
   * over; says what is left. See {@link Ledger#forgetBilled}.
   */
  public BilledBidsLeft forgetBilled(BudgetStore store, long nowMillis, long readUpToMillis) {
    return new Ledger(store, windows).forgetBilled(nowMillis, readUpToMillis);
  }

  /**
   * Closes a budget that is over, as far as bids are concerned; see {@link Ledger#close}. What was
   * billed stays, so a later campaign on the same budget finds it spent.
   */
  public void close(BudgetStore store, long nowMillis) {
    new Ledger(store, windows).close(nowMillis);
  }

  /**
   * Wall time at which the reports of a budget that is closed now may be forgotten: {@link
   * #forgetReports}. It counts from the closing rather than from the end of the flight, which an
   * edit may have put far into the past.
   */
  public long reportsEndMillis(long nowMillis) {
    return nowMillis + OldPeriods.REPORT_MEMORY_MILLIS + 1;
  }

  /** Forgets what exchanges billed for a closed budget; see {@link Ledger#forgetReports}. */
  public void forgetReports(BudgetStore store, long nowMillis) {
    new Ledger(store, windows).forgetReports(clock.campaignMillis(nowMillis));
  }

  private static double share(long spendMicros, long budgetMicros) {
    return budgetMicros <= 0 ? 1.0 : (double) spendMicros / budgetMicros;
  }
}
