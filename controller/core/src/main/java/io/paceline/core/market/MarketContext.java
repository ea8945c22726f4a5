package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a context.
 *
 * @param prices what auctions told of the price, faded: old auctions weigh less, as {@link
 *     MarketLearner} says
 * @param fadedAtMillis instant for which the faded numbers hold, campaign time
 * @param fresh auctions that told something since the last fit; not faded
 * @param wins win notices, faded likewise
 * @param losses loss notices that told something, faded likewise
 * @param billings billing notices, faded likewise
 * @param category main category of a site, or null
 * @param fitted the curve at the last fit, or null
 * @param deviation of that fit, see {@link FittedCurve}
 * @param told the curve that was last passed on as a {@link LiveCurve}, null where none holds
 * @param toldUncertain whether that curve was passed on as uncertain
 */
public record MarketContext(
    PriceSums prices,
    long fadedAtMillis,
    double fresh,
    double wins,
    double losses,
    double billings,
    @Nullable String category,
    @Nullable MarketCurve fitted,
    double deviation,
    @Nullable MarketCurve told,
    boolean toldUncertain) {

  /** A context of which no auction has told anything yet. */
  static MarketContext at(long nowMillis) {
    return new MarketContext(
        PriceSums.NONE, nowMillis, 0, 0, 0, 0, null, null, Double.POSITIVE_INFINITY, null, false);
  }

  /** How many auctions {@link #fadedTo} leaves at a later time. */
  double auctionsAt(long nowMillis, long halfLifeMillis) {
    return nowMillis <= fadedAtMillis
        ? prices.weight()
        : prices.weightScaled(fading(nowMillis, halfLifeMillis));
  }

  private double fading(long nowMillis, long halfLifeMillis) {
    return Math.pow(0.5, (double) (nowMillis - fadedAtMillis) / halfLifeMillis);
  }

  /** The same context at a later time: the weight of its auctions halves with each half-life. */
  MarketContext fadedTo(long nowMillis, long halfLifeMillis) {
    if (nowMillis <= fadedAtMillis) {
      return this;
    }
    double factor = fading(nowMillis, halfLifeMillis);
    return new MarketContext(
        prices.scaled(factor),
        nowMillis,
        fresh,
        wins * factor,
        losses * factor,
        billings * factor,
        category,
        fitted,
        deviation,
        told,
        toldUncertain);
  }

  /**
   * The same context with more auctions; all auctions together weigh {@code mostAuctions} at most.
   */
  MarketContext plus(AuctionOutcomeCounts more, double mostAuctions) {
    PriceSums sums = prices.plus(more.prices());
    double weight = sums.weight();
    return new MarketContext(
        weight > mostAuctions ? sums.scaled(mostAuctions / weight) : sums,
        fadedAtMillis,
        fresh + more.prices().weight(),
        wins + more.wins(),
        losses + more.losses(),
        billings + more.billings(),
        more.category() == null ? category : more.category(),
        fitted,
        deviation,
        told,
        toldUncertain);
  }

  /**
   * The same context with sums that were calculated anew.
   *
   * @param moreFresh by how many auctions {@code fresh} grows
   */
  MarketContext replacing(PriceSums sums, long nowMillis, double moreFresh) {
    return new MarketContext(
        sums,
        nowMillis,
        fresh + moreFresh,
        wins,
        losses,
        billings,
        category,
        fitted,
        deviation,
        told,
        toldUncertain);
  }

  /** The same context after a fit. */
  MarketContext with(FittedCurve fit) {
    return new MarketContext(
        prices,
        fadedAtMillis,
        0,
        wins,
        losses,
        billings,
        category,
        fit.curve(),
        fit.deviation(),
        told,
        toldUncertain);
  }

  /**
   * The same context after a curve was passed on, or after its curve was withdrawn, in which case
   * {@code curve} is null.
   */
  MarketContext telling(@Nullable MarketCurve curve, boolean uncertain) {
    return new MarketContext(
        prices,
        fadedAtMillis,
        fresh,
        wins,
        losses,
        billings,
        category,
        fitted,
        deviation,
        curve,
        uncertain);
  }
}
