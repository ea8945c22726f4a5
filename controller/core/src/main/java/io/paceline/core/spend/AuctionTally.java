package io.paceline.core.spend;

import io.paceline.core.bidding.MarketCurve;

/**
 * What is counted of a budget's auctions at each of them.
 *
 * @param proposed impressions proposed since the last tick
 * @param settled auctions that ended since the last tick
 * @param open bids made and not yet ended
 * @param belowFloor impressions ever not bid on because of the floor
 * @param satOut impressions ever sat out
 * @param seen impressions ever proposed
 * @param logScale mean logarithm of the market curves' scales, micros
 * @param scaleVariance variance of it
 * @param curveVariance mean variance of the logarithm of the price by a curve
 * @param firstPriceShare share of first-price auctions
 * @param waiting how many of the open bids may still win
 */
public record AuctionTally(
    long proposed,
    long settled,
    long open,
    long belowFloor,
    long satOut,
    long seen,
    double logScale,
    double scaleVariance,
    double curveVariance,
    double firstPriceShare,
    OpenBids waiting) {

  /** Nothing yet. */
  public static final AuctionTally NONE =
      new AuctionTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, OpenBids.NONE);

  /** Market curves of later proposals count as one of so many. */
  private static final double CURVE_MEMORY = 1_000;

  /** Variance of a standard logistic variable. */
  private static final double LOGISTIC_VARIANCE = Math.PI * Math.PI / 3;

  /** State of before this was counted restores as null. */
  public AuctionTally {
    waiting = waiting == null ? OpenBids.NONE : waiting;
  }

  AuctionTally withProposal(MarketCurve curve, boolean firstPrice) {
    double part = 1 / Math.min(seen + 1.0, CURVE_MEMORY);
    double off = Math.log(curve.scaleMicros()) - logScale;
    double variance = LOGISTIC_VARIANCE / (curve.shape() * curve.shape());
    return new AuctionTally(
        proposed + 1,
        settled,
        open,
        belowFloor,
        satOut,
        seen + 1,
        logScale + part * off,
        (1 - part) * (scaleVariance + part * off * off),
        curveVariance + part * (variance - curveVariance),
        firstPriceShare + part * ((firstPrice ? 1 : 0) - firstPriceShare),
        waiting);
  }

  AuctionTally withOpen(long more) {
    return with(proposed, settled, open + more, belowFloor, satOut, waiting);
  }

  AuctionTally withEnded() {
    return with(proposed, settled + 1, open, belowFloor, satOut, waiting);
  }

  AuctionTally withBelowFloor() {
    return with(proposed, settled, open, belowFloor + 1, satOut, waiting);
  }

  AuctionTally withSatOut() {
    return with(proposed, settled, open, belowFloor, satOut + 1, waiting);
  }

  AuctionTally withWinAfter(long millis) {
    return with(proposed, settled, open, belowFloor, satOut, waiting.withWin(millis));
  }

  AuctionTally ticked(long nowMillis, long bidsEver) {
    return with(0, 0, open, belowFloor, satOut, waiting.at(nowMillis, bidsEver, open));
  }

  private AuctionTally with(
      long proposals,
      long ended,
      long opened,
      long refusedByFloor,
      long notEntered,
      OpenBids unheard) {
    return new AuctionTally(
        proposals,
        ended,
        opened,
        refusedByFloor,
        notEntered,
        seen,
        logScale,
        scaleVariance,
        curveVariance,
        firstPriceShare,
        unheard);
  }

  /** One curve in place of those of all sites that were proposed, null before the first. */
  MarketCurve curve() {
    if (seen == 0) {
      return null;
    }
    double spread = Math.sqrt((scaleVariance + curveVariance) / LOGISTIC_VARIANCE);
    return new MarketCurve(Math.exp(logScale), 1 / spread);
  }
}
