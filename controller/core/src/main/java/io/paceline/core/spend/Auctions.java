package io.paceline.core.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.CriticalValue;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.ledger.BidTerms;
import io.paceline.core.ledger.Counters;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.pacing.AuctionCounts;
import io.paceline.core.pacing.AuctionOutcomes;
import io.paceline.core.pacing.CapCounts;
import io.paceline.core.pacing.MarketBelief;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a budget's auctions teach between two moves of the pacing law.
 *
 * <p>An impression counts as traffic when it is proposed. If it is not bid on, its outcome is known
 * at once. Where the bid would lie below the floor, the auction counts as lost at the present
 * multiplier and at all lower ones, because none of them would have entered it. Where the
 * impression is sat out, only its score is learned. Where money is scarce, it counts as traffic and
 * nothing more. If it is bid on, the outcome is known when a notice comes or when the auction
 * window ends in silence. Until then, score, reach ({@link AuctionOutcomes#reachMicros}) and, in
 * first-price auctions, a drawn critical value are kept in the bid's entry in the ledger, which is
 * written and read anyway.
 *
 * <p>Between two moves, at most {@value #ROWS} outcomes are kept, each with the same chance
 * (reservoir sampling, Vitter 1985, algorithm R, with draws from the bid's id). The others are only
 * counted.
 */
final class Auctions {

  /** How many outcomes are kept until the law moves; they take at most 26 KB of a checkpoint. */
  static final int ROWS = 1_000;

  private static final long COIN = 0x9E3779B97F4A7C15L;
  private static final long ROW = 0xC2B2AE3D27D4EB4FL;
  private static final long WON = 0x2545F4914F6CDD1DL;
  private static final long CRITICAL = 0x165667B19E3779F9L;

  private final BudgetStore store;

  Auctions(BudgetStore store) {
    this.store = store;
  }

  /**
   * True if an impression is to be sat out. A repeated proposal gets the same answer.
   *
   * @param skipShare share of the auctions to sit out, 0 to 1
   */
  static boolean isSatOut(ProposedBid proposed, double skipShare) {
    return skipShare > 0 && draw(proposed.bidId(), COIN) < skipShare;
  }

  /** Takes in what happened to an impression or an auction. */
  void learn(AuctionEvent event) {
    if (event instanceof AuctionEvent.Proposed proposed) {
      learn(proposed);
    } else if (event instanceof AuctionEvent.Ended ended && ended.bid().terms() != null) {
      learn(ended, ended.bid().terms());
    }
  }

  private void learn(AuctionEvent.Proposed event) {
    ProposedBid bid = event.bid();
    AuctionTally tally = counted(bid);
    float score = (float) bid.estimate().normalisedScore();
    switch (event.answer()) {
      case ENTERED -> store.save(tally.withOpen(1));
      case NO_MONEY -> store.save(tally);
      case SAT_OUT -> end(tally.withSatOut(), bid.bidId(), new AuctionOutcome(score, 0, false, 0));
      case BELOW_FLOOR ->
          end(
              tally.withBelowFloor(),
              bid.bidId(),
              new AuctionOutcome(score, (float) event.pacingMultiplier(), false, 0));
    }
  }

  private AuctionTally counted(ProposedBid proposed) {
    return store
        .tally()
        .withProposal(proposed.market().curve(), proposed.auction().at() == BidRequest.FIRST_PRICE);
  }

  /**
   * What the bid's ledger entry has to carry until the auction is over.
   *
   * @param bidMicros the bid
   * @param limited true if the bid would be higher with more money at hand: then a loss tells
   *     nothing about the full multiplier, only about the one that would have led to this bid
   */
  static BidTerms terms(
      ProposedBid proposed, long bidMicros, double pacingMultiplier, boolean limited) {
    boolean firstPrice = proposed.auction().at() == BidRequest.FIRST_PRICE;
    double reach = pacingMultiplier;
    if (limited) {
      double value =
          firstPrice ? CriticalValue.of((double) bidMicros, proposed.market().curve()) : bidMicros;
      reach = Math.min(reach, value / proposed.estimate().normalisedScore());
    }
    double wonFrom =
        firstPrice
            ? CriticalValue.drawn(
                (double) bidMicros,
                (double) proposed.auction().floorMicros(),
                proposed.market().curve(),
                draw(proposed.bidId(), CRITICAL))
            : 0;
    return new BidTerms(
        (float) proposed.estimate().normalisedScore(), (float) reach, (float) wonFrom);
  }

  private void learn(AuctionEvent.Ended event, BidTerms terms) {
    AuctionTally tally = store.tally().withOpen(-1);
    if (event.won()) {
      tally = tally.withWinAfter(event.delayMillis());
    }
    long from = event.won() ? wonFrom(event, terms) : lostFrom(event, terms);
    end(
        tally,
        event.bidId(),
        new AuctionOutcome(terms.score(), terms.reachMicros(), event.won(), from));
  }

  private long wonFrom(AuctionEvent.Ended event, BidTerms terms) {
    if (terms.wonFromMicros() > 0) {
      return (long) terms.wonFromMicros();
    }
    return event.priceMicros() > 0 ? event.priceMicros() : priceBelow(event);
  }

  /**
   * A price for a win that told none. It lies below the bid, and is drawn there from the curve that
   * stands for the market of all proposals. The bid itself would teach that this market is as dear
   * as our bids are.
   */
  private long priceBelow(AuctionEvent.Ended event) {
    MarketCurve curve = store.tally().curve();
    double bid = (double) event.bid().reservedMicros();
    return curve == null ? 0 : Math.max(1, (long) curve.drawnBelow(bid, draw(event.bidId(), WON)));
  }

  private static long lostFrom(AuctionEvent.Ended event, BidTerms terms) {
    long toWin = event.priceMicros();
    if (toWin <= 0 || terms.wonFromMicros() <= 0) {
      return toWin;
    }
    // In a first-price auction the price to beat is a bid, but a value is wanted. Close to our own
    // bid, the value is taken to be the bid times the factor by which our value exceeds our bid.
    double shading = terms.reachMicros() * terms.score() / event.bid().reservedMicros();
    return (long) (toWin * Math.max(1, shading));
  }

  private void end(AuctionTally tally, String bidId, AuctionOutcome outcome) {
    AuctionTally ended = tally.withEnded();
    long slot = ended.settled() - 1;
    if (slot >= ROWS) {
      slot = (long) (draw(bidId, ROW) * ended.settled());
    }
    if (slot < ROWS) {
      store.keep((int) slot, outcome);
    }
    store.save(ended);
  }

  /**
   * Returns what was learned since the last call, and forgets it.
   *
   * @param nowMillis wall time
   * @param bids bids made so far
   */
  AuctionOutcomes take(long nowMillis, long bids) {
    AuctionTally before = store.tally();
    AuctionTally tally = before.ticked(nowMillis, bids);
    Collection<AuctionOutcome> kept = store.takeOutcomes();
    int count = kept.size();
    double[] score = new double[count];
    double[] reach = new double[count];
    boolean[] won = new boolean[count];
    long[] price = new long[count];
    int i = 0;
    for (AuctionOutcome outcome : kept) {
      score[i] = outcome.score();
      reach[i] = outcome.reachMicros();
      won[i] = outcome.won();
      price[i] = outcome.priceMicros();
      i++;
    }
    store.save(tally);
    return new AuctionOutcomes(
        count,
        score,
        reach,
        won,
        price,
        before.settled(),
        before.proposed(),
        tally.waiting().likely());
  }

  /**
   * What the market curves of the proposals say about the market; null before the first proposal.
   */
  @Nullable MarketBelief belief() {
    AuctionTally tally = store.tally();
    MarketCurve curve = tally.curve();
    return curve == null ? null : new MarketBelief(curve, tally.firstPriceShare());
  }

  /** How all auctions so far went. */
  AuctionCounts counts(Counters counters, CapCounts caps) {
    AuctionTally tally = store.tally();
    return new AuctionCounts(
        counters.wins(),
        counters.losses() + counters.expired(),
        tally.belowFloor(),
        tally.satOut(),
        caps);
  }

  /** Uniform in [0, 1), the same for the same bid and purpose (a 64-bit mix by Stafford, 2011). */
  private static double draw(String bidId, long purpose) {
    long hash = purpose;
    for (int i = 0; i < bidId.length(); i++) {
      hash = 31 * hash + bidId.charAt(i);
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    return ((hash ^ (hash >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
