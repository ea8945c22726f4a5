package io.paceline.simulator.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Protocol F: first price without a budget. The value of an impression is 2 · pCTR · (training cost
 * of a click), a win pays its bid, and every bid is at most the landscape's highest price.
 */
final class FirstPrice {

  /** Label of the default way of bidding, shading by expected surplus. */
  static final String SHADED = "shading";

  private static final double VALUE_OF_CLICK = 2;
  private static final double FIXED = 0.75;
  private static final int FRACTIONS = 100;

  private final AuctionLog log;
  private final Landscape landscape;

  FirstPrice(AuctionLog log, Landscape landscape) {
    this.log = log;
    this.landscape = landscape;
  }

  /**
   * Plays shading and, to compare with it, bids of the whole value and of three quarters of the
   * value.
   */
  List<ReplayRun> play() {
    double best = 0;
    for (int k = 1; k <= FRACTIONS; k++) {
      double fraction = (double) k / FRACTIONS;
      best = Math.max(best, surplus(constant(value -> value * fraction)));
    }
    List<ReplayRun> runs = new ArrayList<>();
    runs.add(run(SHADED, shaded(), best));
    runs.add(run("unshaded", constant(value -> value), best));
    runs.add(run("fixed-0.75", constant(value -> FIXED * value), best));
    return runs;
  }

  private double value(int auction) {
    return VALUE_OF_CLICK * log.pctr(auction) * landscape.costPerClick();
  }

  private PlayedAuctions shaded() {
    LearnedShading shading = new LearnedShading(landscape);
    PlayedAuctions played = PlayedAuctions.empty(log.size());
    for (int i = 0; i < log.size(); i++) {
      double bid = shading.bid(value(i));
      decide(played, i, bid);
      shading.learn(value(i), bid, played.won()[i]);
    }
    return played;
  }

  private PlayedAuctions constant(DoubleUnaryOperator bidOfValue) {
    PlayedAuctions played = PlayedAuctions.empty(log.size());
    for (int i = 0; i < log.size(); i++) {
      decide(played, i, Math.min(landscape.maxPrice(), bidOfValue.applyAsDouble(value(i))));
    }
    return played;
  }

  private void decide(PlayedAuctions played, int i, double bid) {
    played.bid()[i] = bid;
    played.won()[i] = bid >= log.price()[i];
    played.paid()[i] = played.won()[i] ? bid : 0;
    played.multiplier()[i] = Double.NaN;
  }

  /** Σ (value − paid) of the auctions won. */
  private double surplus(PlayedAuctions played) {
    double sum = 0;
    for (int i = 0; i < log.size(); i++) {
      sum += played.won()[i] ? value(i) - played.paid()[i] : 0;
    }
    return sum;
  }

  private ReplayRun run(String bidding, PlayedAuctions played, double best) {
    return ReplayRun.withoutTrace(
        ReplayRun.Setup.of(
            List.of(log.name()), Protocol.FIRST_PRICE, bidding, bidding.equals(SHADED)),
        ReplayRun.Totals.withoutBudget(log, played),
        ReplayRun.Value.ofSurplus(surplus(played), best),
        ReplayRun.Evenness.NONE);
  }
}
