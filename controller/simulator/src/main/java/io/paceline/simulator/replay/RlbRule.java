package io.paceline.simulator.replay;

import io.paceline.simulator.laws.RlbValueFunction;

/**
 * RLB to the letter, with whole prices, budget and auctions left: see {@link RlbValueFunction}. It
 * decides from the state of each single auction and moves no multiplier.
 */
final class RlbRule implements Bidder {
  private final AuctionLog log;
  private final RlbValueFunction values;
  private int end;

  RlbRule(AuctionLog log, RlbValueFunction values) {
    this.log = log;
    this.values = values;
  }

  @Override
  public void begin(int first, int auctions, long budget) {
    end = first + auctions;
  }

  @Override
  public double bid(int auction, double left) {
    return values.bid(log.pctr()[auction], end - auction, (int) left);
  }

  @Override
  public void outcome(int auction, double bid, boolean won) {
    // The state is what is left of auctions and budget.
  }

  @Override
  public double multiplier() {
    return Double.NaN;
  }
}
