package io.paceline.core.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.CriticalValue;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.ledger.BidEntry;
import io.paceline.core.ledger.BidTerms;
import io.paceline.core.ledger.Counters;
import io.paceline.core.ledger.Reservation;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.pacing.AuctionCounts;
import io.paceline.core.pacing.AuctionOutcomes;
import io.paceline.core.pacing.CapCounts;
import io.paceline.core.pacing.MarketBelief;
import java.util.Collection;

/**
 * Gathers what a budget's auctions teach between two moves of the pacing law.
 *
 * <p>An impression counts as traffic when it is proposed. If it is not bid on, its outcome is known
 * at once: below the floor it counts as lost up to the multiplier, because no lower multiplier
 * would have entered the auction either; if it is sat out, only its score is learned. If it is bid
 * on, the outcome is known when a notice comes or when the auction window ends in silence. Until
 * then, score and reach travel with the bid's entry in the ledger, which is written and read
 * anyway.
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
  private static final long CRITICAL = 0x165667B19E3779F9L;

  private final BudgetStore store;

  Auctions(BudgetStore store) {
    this.store = store;
  }

  /** True if an impression is to be sat out. A repeated proposal gets the same answer. */
  static boolean isSatOut(ProposedBid proposed, double skipShare) {
    return skipShare > 0 && draw(proposed.bidId(), COIN) < skipShare;
  }

  /** Counts an impression that was sat out to keep the plan. */
  void satOut(ProposedBid proposed) {
    AuctionTally tally = counted(proposed).withSatOut();
    end(
        tally,
        proposed.bidId(),
        new AuctionOutcome((float) proposed.normalisedScore(), 0, false, 0));
  }

  /**
   * Counts an impression that was not bid on.
   *
   * @param broke true if scarce money kept the bid back, so that the impression tells about traffic
   *     only; false if the bid would have been below the floor
   */
  void refused(ProposedBid proposed, double multiplierMicros, boolean broke) {
    if (broke) {
      store.save(counted(proposed));
      return;
    }
    float score = (float) proposed.normalisedScore();
    end(
        counted(proposed).withBelowFloor(),
        proposed.bidId(),
        new AuctionOutcome(score, (float) multiplierMicros, false, 0));
  }

  /** Counts a bid for which a reservation was requested. */
  void proposed(ProposedBid proposed, Reservation reservation) {
    switch (reservation) {
      case HELD -> store.save(counted(proposed).withOpen(1));
      case OVER_BUDGET, OVER_RATE -> store.save(counted(proposed));
      case ALREADY_MADE -> {
        // This impression has been counted before.
      }
    }
  }

  private AuctionTally counted(ProposedBid proposed) {
    return store.tally().withProposal(proposed.curve(), proposed.at() == BidRequest.FIRST_PRICE);
  }

  /**
   * What the bid's ledger entry has to carry until the auction is over.
   *
   * @param bidMicros the bid
   * @param limited true if the bid would be higher with more money at hand: then a loss tells
   *     nothing about the full multiplier, only about the one that would have led to this bid
   */
  static BidTerms terms(
      ProposedBid proposed, long bidMicros, double multiplierMicros, boolean limited) {
    boolean firstPrice = proposed.at() == BidRequest.FIRST_PRICE;
    double reach = multiplierMicros;
    if (limited) {
      double value =
          firstPrice ? CriticalValue.of((double) bidMicros, proposed.curve()) : bidMicros;
      reach = Math.min(reach, value / proposed.normalisedScore());
    }
    double wonFrom =
        firstPrice
            ? CriticalValue.drawn(
                (double) bidMicros,
                (double) proposed.floorMicros(),
                proposed.curve(),
                draw(proposed.bidId(), CRITICAL))
            : 0;
    return new BidTerms((float) proposed.normalisedScore(), (float) reach, (float) wonFrom);
  }

  /**
   * Records that a bid won at a price.
   *
   * @param delayMillis wall time from the bid to the first notice of the win
   */
  void won(String bidId, BidEntry entry, long priceMicros, long delayMillis) {
    BidTerms terms = entry.terms();
    if (terms != null) {
      store.save(store.tally().withWinAfter(delayMillis));
      long from = terms.wonFromMicros() > 0 ? (long) terms.wonFromMicros() : priceMicros;
      ended(bidId, new AuctionOutcome(terms.score(), terms.reachMicros(), true, from));
    }
  }

  /**
   * Records that a bid lost, or that nothing was heard of it.
   *
   * @param toWinMicros the price to beat, 0 where no notice told it
   */
  void lost(String bidId, BidEntry entry, long toWinMicros) {
    BidTerms terms = entry.terms();
    if (terms != null) {
      long from = toWinMicros;
      if (toWinMicros > 0 && terms.wonFromMicros() > 0) {
        // In a first-price auction the price to beat is a bid, not a value. Close to our own bid, a
        // value is taken to exceed its bid by the same factor as ours does.
        double shading = terms.reachMicros() * terms.score() / entry.reservedMicros();
        from = (long) (toWinMicros * Math.max(1, shading));
      }
      ended(bidId, new AuctionOutcome(terms.score(), terms.reachMicros(), false, from));
    }
  }

  private void ended(String bidId, AuctionOutcome outcome) {
    end(store.tally().withOpen(-1), bidId, outcome);
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
  MarketBelief belief() {
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
