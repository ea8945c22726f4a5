package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;

/**
 * How many auctions a site's prior is worth, told by the sites themselves (empirical Bayes by
 * moments, as Kleinman, JASA 1973, for rates): where sites lie far from what was believed of them,
 * the prior is worth little.
 *
 * <pre>
 *   τ² = mean of (d² − 1/I)        auctions = 3 / τ², kept within {@value #FEWEST} … {@value #MOST}
 *
 *   d  distance of a site's own median price from its prior's, log-odds
 *   I  what the site's own auctions tell of it, 1/variance
 * </pre>
 *
 * <p>A told price tells ⅓ of a log-logistic distribution's log-odds at the median, so {@code n} of
 * them have the variance {@code 3/n}. Mutable; one round of fits.
 */
final class PriorStrength {

  /** Before sites have told. */
  static final double FIRST = 50;

  private static final double FEWEST = 10;
  private static final double MOST = 300;
  private static final double PER_PRICE = 1.0 / 3;

  /** Fewer sites than this tell too little. */
  private static final int SITES = 10;

  /** Of the way to what a round tells, so that one round's chance does not matter. */
  private static final double STEP = 0.3;

  private final double auctions;
  private double sum;
  private int sites;

  PriorStrength(double auctions) {
    this.auctions = auctions > 0 ? auctions : FIRST;
  }

  /** The strength during this round. */
  double auctions() {
    return auctions;
  }

  /** A site's fit with this strength and that prior. */
  void add(FittedCurve fit, MarketCurve prior) {
    double all = 1 / (fit.deviation() * fit.deviation());
    double own = all - auctions * PER_PRICE;
    if (own < auctions * PER_PRICE) {
      // What is known of the site is mostly the prior itself.
      return;
    }
    double drawn = fit.curve().shape() * Math.log(fit.curve().scaleMicros() / prior.scaleMicros());
    double distance = drawn * all / own;
    sum += distance * distance - 1 / own;
    sites++;
  }

  /** The strength for the next round. */
  double next() {
    if (sites < SITES) {
      return auctions;
    }
    double variance = Math.max(1e-9, sum / sites);
    double told = Math.max(FEWEST, Math.min(MOST, 1 / (PER_PRICE * variance)));
    return auctions * Math.pow(told / auctions, STEP);
  }
}
