package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;

/**
 * Estimates from the sites themselves how many auctions a site's prior is worth (empirical Bayes by
 * moments, as Kleinman, JASA 1973, for rates): where the sites' curves lie far from their priors, a
 * prior is worth little.
 *
 * <pre>
 *   τ² = mean of (d² − 1/I)        auctions = 3 / τ², kept within {@value #FEWEST} … {@value #MOST}
 *
 *   d  distance of a site's own median price from its prior's, log-odds
 *   I  information of the site's own auctions about d, 1/variance
 * </pre>
 *
 * <p>One told price gives an information of ⅓ about the log-odds at a log-logistic distribution's
 * median, so {@code n} prices leave a variance of {@code 3/n}. Mutable; an instance serves one
 * round of fits.
 */
final class PriorStrength {

  /** The strength before the sites have told anything. */
  static final double FIRST = 50;

  private static final double FEWEST = 10;
  private static final double MOST = 300;
  private static final double PER_PRICE = 1.0 / 3;

  /** With fewer sites than this, the strength stays as it is. */
  private static final int SITES = 10;

  /**
   * The part of the way, in logarithms, that the strength moves towards what a round tells. It is
   * well below 1, so that the chance of one round matters little.
   */
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

  /** Takes in the fit of a site, made with this strength and the given prior. */
  void add(FittedCurve fit, MarketCurve prior) {
    double all = 1 / (fit.deviation() * fit.deviation());
    double own = all - auctions * PER_PRICE;
    if (own < auctions * PER_PRICE) {
      // Most of what is known of this site is the prior itself, so the site is left out.
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
