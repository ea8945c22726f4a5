package io.paceline.simulator.replay;

import io.paceline.simulator.laws.RlbValueFunction;

/**
 * RLB to the letter ({@link RlbValueFunction}), with whole prices and a whole budget. It decides on
 * each single auction by the auctions and the budget left, and has no multiplier.
 */
final class RlbBidder implements Bidder {
  private final AuctionLog log;
  private final RlbValueFunction values;
  private int end;

  RlbBidder(AuctionLog log, RlbValueFunction values) {
    this.log = log;
    this.values = values;
  }

  @Override
  public void begin(int first, int auctions, long budget) {
    end = first + auctions;
  }

  @Override
  public double bid(int auction, double left) {
    return values.bid(log.pctr(auction), end - auction, (int) left);
  }

  @Override
  public void outcome(int auction, double bid, boolean won) {
    // Nothing to remember: the state is the auctions and the budget left.
  }

  @Override
  public double multiplier() {
    return Double.NaN;
  }
}
