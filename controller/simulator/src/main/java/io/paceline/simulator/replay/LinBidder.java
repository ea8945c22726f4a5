package io.paceline.simulator.replay;

/**
 * Lin, the linear bid: Perlich et al., "Bid Optimizing and Inventory Scoring in Targeted Online
 * Advertising" (KDD 2012), in the form in which Cai et al. (WSDM 2017) compare with it.
 *
 * <pre>
 *   bid = ⌊θ · b₀ / θ̄⌋, at most the landscape's highest price and what is left of the budget
 *
 *   θ  click probability of the auction     b₀  base bid, the log's unit of price
 *   θ̄  click probability in training
 * </pre>
 */
final class LinBidder implements Bidder {
  private final AuctionLog log;
  private final Landscape landscape;
  private final double baseBid;

  LinBidder(AuctionLog log, Landscape landscape, double baseBid) {
    this.log = log;
    this.landscape = landscape;
    this.baseBid = baseBid;
  }

  @Override
  public void begin(int first, int auctions, long budget) {
    // The rule bids in the same way for every budget.
  }

  @Override
  public double bid(int auction, double left) {
    double bid = Math.floor(log.pctr(auction) * baseBid / landscape.clickRate());
    return Math.min(bid, Math.min(landscape.maxPrice(), left));
  }

  @Override
  public void outcome(int auction, double bid, boolean won) {
    // The rule learns nothing.
  }

  @Override
  public double multiplier() {
    return baseBid;
  }
}
