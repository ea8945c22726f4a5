package io.paceline.core.spend;

import io.paceline.core.bidding.MarketCurve;
import org.jspecify.annotations.Nullable;

/**
 * Counts and means over a budget's auctions, updated at each auction.
 *
 * @param proposed impressions proposed since the pacing law last moved
 * @param settled auctions whose outcome was learned since then; impressions below the floor and
 *     impressions sat out count, too
 * @param open bids whose auctions have not ended yet
 * @param belowFloor impressions, so far, that were not bid on because of the floor
 * @param satOut impressions, so far, that pacing sat out
 * @param seen impressions proposed so far
 * @param logScale mean of ln(scale) over the market curves, scales in micros
 * @param scaleVariance variance of ln(scale) over the market curves
 * @param curveVariance variance of ln(price) by a market curve, mean over the market curves
 * @param firstPriceShare share of first-price auctions, 0 to 1
 * @param waiting estimate of how many open bids may still win
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

  /** The tally before the first auction. */
  public static final AuctionTally NONE =
      new AuctionTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, OpenBids.NONE);

  /**
   * How many proposals the means remember. The n-th proposal enters the means with the weight 1/n,
   * but never with less than one over this number.
   */
  private static final double CURVE_MEMORY = 1_000;

  /** Variance of a standard logistic variable. */
  private static final double LOGISTIC_VARIANCE = Math.PI * Math.PI / 3;

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

  /**
   * One market curve that stands for the curves of all proposals so far; null before the first
   * proposal.
   */
  @Nullable MarketCurve curve() {
    if (seen == 0) {
      return null;
    }
    double spread = Math.sqrt((scaleVariance + curveVariance) / LOGISTIC_VARIANCE);
    return new MarketCurve(Math.exp(logScale), 1 / spread);
  }
}
