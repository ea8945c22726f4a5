package io.paceline.core.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.BidFunction;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.ledger.Account;
import io.paceline.core.ledger.BidEntry;
import io.paceline.core.ledger.BidEntry.Stage;
import io.paceline.core.ledger.Ledger;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.PeriodTotals;
import io.paceline.core.ledger.Reservation;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.Notice;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.AuctionCounts;
import io.paceline.core.pacing.BudgetPeriod;
import io.paceline.core.pacing.BudgetPeriods;
import io.paceline.core.pacing.CapCounts;
import io.paceline.core.pacing.NoPacing;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.Push;
import io.paceline.core.pacing.StatusReason;
import io.paceline.core.pacing.TrafficWeek;
import java.util.List;

/**
 * The spend controller of a budget. It prices proposed bids with the latest multiplier, holds their
 * money before they are sent, books notices, and moves the multiplier at ticks. Each budget is a
 * key of its own, and budgets share nothing.
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
   * Prices a proposed bid and holds its money.
   *
   * @param completedCheckpoint id of the latest completed checkpoint
   */
  public Pricing price(
      BudgetStore store, ProposedBid proposed, long nowMillis, long completedCheckpoint) {
    if (nowMillis > proposed.deadlineMillis()) {
      return Pricing.refused(NoBidReason.DEADLINE);
    }
    Campaign campaign = store.campaign(proposed.campaignId());
    long campaignMillis = clock.campaignMillis(nowMillis);
    if (campaign == null || !campaign.inFlight(campaignMillis)) {
      return Pricing.refused(NoBidReason.NO_ACTIVE_CAMPAIGN);
    }
    BudgetState state = store.state();
    if (state.pacing() == null) {
      return Pricing.refused(NoBidReason.NOT_READY);
    }
    Ledger ledger = new Ledger(store, windows);
    if (campaign.creative(proposed.creativeId()) == null) {
      // An edit removed the creative while the proposal was on its way.
      return Pricing.refused(NoBidReason.NO_CREATIVE);
    }
    Auctions auctions = new Auctions(store);
    if (!proposed.test() && Auctions.isSatOut(proposed, state.pacing().skipShare())) {
      auctions.satOut(proposed);
      return Pricing.refused(NoBidReason.SAT_OUT);
    }
    long ledgerKey = BudgetPeriods.ledgerKey(campaign, campaignMillis);
    BudgetPeriod period =
        booked(period(campaign, ledger.account(), ledgerKey, campaignMillis), ledgerKey);
    long available = ledger.availableMicros(period, campaign.totalBudgetMicros());
    double goalMicros = goalMicros(campaign, proposed.probability());
    double multiplierMicros = state.pacing().multiplierMicros();
    long allowed = Math.min((long) goalMicros, campaign.maxBidMicros());
    double valueMicros = Math.min(goalMicros, multiplierMicros * proposed.normalisedScore());
    long price =
        BidFunction.priceMicros(
            proposed.at(),
            valueMicros,
            proposed.curve(),
            proposed.floorMicros(),
            Math.min(allowed, available),
            proposed.exploration());
    if (price <= 0) {
      boolean broke = available < Math.max(1, proposed.floorMicros());
      if (!proposed.test()) {
        auctions.refused(proposed, multiplierMicros, broke);
      }
      return Pricing.refused(broke ? NoBidReason.BUDGET : NoBidReason.BID_TOO_LOW);
    }
    if (proposed.test()) {
      return new Pricing(campaign, price, period.startMillis(), null);
    }
    PeriodTotals totals = ledger.account().period(period.startMillis());
    if (!ScarceMoney.isWorth(price, valueMicros, proposed.curve(), totals, available)) {
      auctions.refused(proposed, multiplierMicros, true);
      return Pricing.refused(NoBidReason.BUDGET);
    }
    boolean limited = price == available && available < allowed;
    Reservation reservation =
        ledger.reserve(
            proposed.bidId(),
            price,
            Auctions.terms(proposed, price, multiplierMicros, limited),
            period,
            campaign.totalBudgetMicros(),
            nowMillis,
            completedCheckpoint);
    auctions.proposed(proposed, reservation);
    return switch (reservation) {
      case HELD -> new Pricing(campaign, price, period.startMillis(), null);
      case OVER_BUDGET -> Pricing.refused(NoBidReason.BUDGET);
      case OVER_RATE -> Pricing.refused(NoBidReason.COMMIT_RATE);
      case ALREADY_MADE -> Pricing.refused(NoBidReason.DUPLICATE_REQUEST);
    };
  }

  /**
   * What the impression's click probability is worth to the advertiser, micros; infinite where no
   * goal value is set.
   */
  private static double goalMicros(Campaign campaign, double probability) {
    return campaign.goalValueMicros() <= 0
        ? Double.POSITIVE_INFINITY
        : campaign.goalValueMicros() * probability;
  }

  /** Books a notice. Notices of test traffic are ignored, because they are never spend. */
  public Settlement settle(BudgetStore store, Notice notice, long nowMillis) {
    if (notice.token().test()) {
      return Settlement.IGNORED;
    }
    String bidId = notice.token().bidId();
    BidEntry before = store.bid(bidId);
    Settlement settlement = new Ledger(store, windows).settle(notice, nowMillis);
    if (settlement == Settlement.BOOKED && before != null && before.stage() == Stage.OPEN) {
      Auctions auctions = new Auctions(store);
      switch (notice.type()) {
        case WIN, BILLING ->
            auctions.won(
                bidId,
                before,
                notice.priceMicros(),
                Math.min(nowMillis - notice.token().bidAtMillis(), windows.auctionWindowMillis()));
        case LOSS -> auctions.lost(bidId, before, notice.priceMicros());
        case CLICK -> {
          // A click tells nothing about the auction.
        }
      }
    }
    return settlement;
  }

  /** Counts what frequency caps admitted and kept out, for the budget's status. */
  public void capped(BudgetStore store, CappedOut told) {
    store.save(store.state().with(new CapCounts(told.admitted(), told.reached(), told.unknown())));
  }

  /** Counts what a crash may have forgotten; see {@link Ledger#restore}. */
  public void restore(BudgetStore store, long barrierMillis, long nowMillis) {
    new Ledger(store, windows).restore(barrierMillis, nowMillis);
  }

  /**
   * One tick: releases the money of expired bids, moves the push and, where it is time, the
   * multiplier.
   *
   * @param traffic the expected traffic of a week
   * @param lastCheckpoint id of the latest checkpoint that has begun
   * @param completedCheckpoint id of the latest completed checkpoint
   * @return the budget's pacing update, or null where the budget has no campaign
   */
  public PacingUpdate tick(
      BudgetStore store,
      TrafficWeek traffic,
      long nowMillis,
      long lastCheckpoint,
      long completedCheckpoint) {
    long now = clock.campaignMillis(nowMillis);
    Campaign campaign = leading(store.campaigns(), now);
    if (campaign == null) {
      return null;
    }
    Ledger ledger = new Ledger(store, windows);
    BudgetState state = store.state();
    Auctions auctions = new Auctions(store);
    ledger
        .tick(nowMillis, state.periodStartMillis())
        .forEach((bidId, silent) -> auctions.lost(bidId, silent, 0));
    Account account = ledger.account();
    long ledgerKey = BudgetPeriods.ledgerKey(campaign, now);
    BudgetPeriod period = period(campaign, account, ledgerKey, now);
    BudgetPeriod booked = booked(period, ledgerKey);
    PeriodTotals totals = account.period(booked.startMillis());
    ledger.requestCommitRate(
        GrossRate.microsPerSecond(clock, campaign, period, account),
        nowMillis,
        lastCheckpoint,
        completedCheckpoint);
    boolean moves = moves(state, booked.startMillis(), now);
    PlanObserver sighting = PlanObserver.of(store, campaign, traffic, period, booked, totals, now);
    PacingObservation seen =
        moves
            ? sighting.observe(
                store, totals, lastMove(state), auctions, nowMillis, account.counters().bids())
            : sighting.glance(totals);
    double spendShare = share(totals.spendMicros(), period.budgetMicros());
    BudgetState next =
        next(
            state,
            moves ? moved(store, state, campaign, booked.startMillis(), seen) : state.pacing(),
            booked.startMillis(),
            seen,
            spendShare,
            auctions.counts(account.counters(), state.caps()));
    store.save(next);
    boolean canBid =
        store.campaigns().stream().anyMatch(c -> c.inFlight(now))
            && ledger.availableMicros(booked, campaign.totalBudgetMicros()) > 0;
    return update(campaign, seen, account, totals, next, spendShare, canBid);
  }

  /** Whether the law moves at this tick. */
  private static boolean moves(BudgetState state, long ledgerKey, long now) {
    return state.pacing() == null
        || state.periodStartMillis() != ledgerKey
        || Math.abs(now - state.pacing().atMillis()) >= MOVE_MILLIS;
  }

  private static long lastMove(BudgetState state) {
    return state.pacing() == null ? state.tickedAtMillis() : state.pacing().atMillis();
  }

  private PacingState moved(
      BudgetStore store,
      BudgetState state,
      Campaign campaign,
      long ledgerKey,
      PacingObservation seen) {
    PacingLaw law = campaign.pacingMode() == PacingMode.ASAP ? noPacing : this.law;
    PacingState last = state.pacing() == null ? null : state.pacing().withMemory(store.lawMemory());
    PacingState pacing;
    if (last == null) {
      pacing = law.start(seen);
    } else if (!campaign.inFlight(seen.nowMillis())) {
      // A budget that may not bid cannot fall behind its plan, so its multiplier stays unchanged.
      pacing = last.waiting(seen);
    } else if (state.periodStartMillis() != ledgerKey) {
      pacing = law.roll(last, seen);
    } else {
      pacing = law.next(last, seen);
    }
    if (last == null || pacing.memory() != last.memory()) {
      store.saveLawMemory(pacing.memory());
    }
    return pacing.withMemory(null);
  }

  private static BudgetState next(
      BudgetState state,
      PacingState pacing,
      long ledgerKey,
      PacingObservation seen,
      double spendShare,
      AuctionCounts counts) {
    double push =
        Push.next(
            state.push(),
            seen.planShare(),
            spendShare,
            Math.max(0, seen.nowMillis() - state.tickedAtMillis()));
    return new BudgetState(
        pacing,
        ledgerKey,
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
      double spendShare,
      boolean canBid) {
    double multiplierMicros = state.pacing().multiplierMicros();
    AuctionCounts recent = state.recent().last();
    PacingStatus status = PacingStatus.of(campaign, seen, multiplierMicros, recent);
    return new PacingUpdate(
        campaign.budgetId(),
        seen.nowMillis(),
        seen.periodStartMillis(),
        seen.budgetMicros(),
        totals.billedMicros(),
        account.totalBilledMicros(),
        totals.wonMicros(),
        account.totalHeldMicros() + account.forgottenMicros(),
        seen.planShare(),
        spendShare,
        multiplierMicros,
        state.push(),
        canBid,
        status,
        StatusReason.of(status, seen, recent),
        account.counters().bids(),
        account.counters().wins(),
        account.counters().billings(),
        account.counters().losses(),
        account.counters().expired(),
        account.counters().clicks());
  }

  /** True once nothing about the budget can change any more, so that its state may be dropped. */
  public boolean isOver(BudgetStore store, long nowMillis) {
    long lastEnd = Long.MIN_VALUE;
    for (Campaign campaign : store.campaigns()) {
      lastEnd = Math.max(lastEnd, campaign.flightEndMillis());
    }
    return lastEnd != Long.MIN_VALUE
        && nowMillis > clock.wallMillis(lastEnd) + windows.duplicateWindowMillis();
  }

  private static BudgetPeriod period(Campaign campaign, Account account, long ledgerKey, long now) {
    PeriodTotals running = account.period(ledgerKey);
    // Money that is still held for earlier periods counts as spent in them, so that the running
    // period never gets money that may yet be billed.
    long before =
        account.totalBilledMicros()
            + account.totalHeldMicros()
            - running.billedMicros()
            - running.heldMicros();
    return BudgetPeriods.periodAt(campaign, now, before);
  }

  /** The same period under the ledger's key, which takes the place of its start. */
  private static BudgetPeriod booked(BudgetPeriod period, long ledgerKey) {
    return new BudgetPeriod(ledgerKey, period.endMillis(), period.budgetMicros());
  }

  /**
   * Of several campaigns on one budget, the one whose plan the budget follows: campaigns in flight
   * come before others, and among equals the highest version leads.
   */
  private static Campaign leading(List<Campaign> campaigns, long now) {
    Campaign leading = null;
    for (Campaign campaign : campaigns) {
      if (leading == null
          || (campaign.inFlight(now) && !leading.inFlight(now))
          || (campaign.inFlight(now) == leading.inFlight(now)
              && campaign.version() > leading.version())) {
        leading = campaign;
      }
    }
    return leading;
  }

  private static double share(long spendMicros, long budgetMicros) {
    return budgetMicros <= 0 ? 1.0 : (double) spendMicros / budgetMicros;
  }
}
