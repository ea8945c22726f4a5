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
  List<Replayed> play() {
    double best = 0;
    for (int k = 1; k <= FRACTIONS; k++) {
      double fraction = (double) k / FRACTIONS;
      best = Math.max(best, surplus(constant(value -> value * fraction)));
    }
    List<Replayed> played = new ArrayList<>();
    played.add(run(SHADED, shaded(), best));
    played.add(run("unshaded", constant(value -> value), best));
    played.add(run("fixed-0.75", constant(value -> FIXED * value), best));
    return played;
  }

  private double value(int auction) {
    return VALUE_OF_CLICK * log.pctr()[auction] * landscape.costPerClick();
  }

  private Decisions shaded() {
    LearnedShading shading = new LearnedShading(landscape);
    Decisions decisions = Decisions.empty(log.size());
    for (int i = 0; i < log.size(); i++) {
      double bid = shading.bid(value(i));
      decide(decisions, i, bid);
      shading.learn(value(i), bid, decisions.won()[i]);
    }
    return decisions;
  }

  private Decisions constant(DoubleUnaryOperator bidOfValue) {
    Decisions decisions = Decisions.empty(log.size());
    for (int i = 0; i < log.size(); i++) {
      decide(decisions, i, Math.min(landscape.maxPrice(), bidOfValue.applyAsDouble(value(i))));
    }
    return decisions;
  }

  private void decide(Decisions decisions, int i, double bid) {
    decisions.bid()[i] = bid;
    decisions.won()[i] = bid >= log.price()[i];
    decisions.paid()[i] = decisions.won()[i] ? bid : 0;
    decisions.multiplier()[i] = Double.NaN;
  }

  /** Σ (value − paid) of the auctions won. */
  private double surplus(Decisions decisions) {
    double sum = 0;
    for (int i = 0; i < log.size(); i++) {
      sum += decisions.won()[i] ? value(i) - decisions.paid()[i] : 0;
    }
    return sum;
  }

  private Replayed run(String law, Decisions decisions, double best) {
    double surplus = surplus(decisions);
    return new Replayed(
        new ReplayRun(
            List.of(log.name()),
            Protocol.FIRST_PRICE,
            null,
            law,
            law.equals(SHADED),
            null,
            null,
            new ReplayRun.Totals(
                log.size(),
                Figures.impressions(decisions),
                Figures.clicks(log, decisions),
                Figures.sumPctr(log, decisions),
                decisions.cost(),
                null,
                null,
                null),
            new ReplayRun.Value(null, null, best > 0 ? surplus / best : null, surplus, best, null),
            null),
        null);
  }
}
