package io.paceline.training.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Empirical Bayes for click rates. The rates of a level's members (say, the sites of a category)
 * are taken as draws from a beta distribution around the level's own rate μ, so that a member with
 * n impressions and c clicks has the posterior mean
 *
 * <pre>
 *   (c + m·μ) / (n + m)
 * </pre>
 *
 * which is the weighted mean of its raw rate, whose weight n / (n + m) is the confidence, and of μ.
 * As in Wang, Li, Cui, Zhang and Mao, "Click-Through Rate Estimation for Rare Events in Online
 * Advertising" (2011), the prior's strength m, in impressions, is learned from the log. Instead of
 * their iterations, this class uses the moments of Kleinman, "Proportions with Extraneous Variance:
 * Single and Independent Samples" (JASA 1973), with impressions as weights. Let member i have nᵢ
 * impressions and the raw rate pᵢ, let N be the impressions of its level, and γ = 1 / (1 + m) the
 * correlation of two impressions of a member. Then the equation
 *
 * <pre>
 *   E Σ nᵢ(pᵢ − μ)² = Σ μ(1 − μ)·[(1 − nᵢ/N) + γ·(nᵢ − nᵢ²/N − (1 − nᵢ/N))]
 * </pre>
 *
 * is solved for γ. The sums run over the members of all levels of a kind (say, the sites of all
 * categories), so these levels share one m, which is kept within {@value #WEAKEST} and {@value
 * #STRONGEST} impressions. The prior is the strongest where rates differ no more than by chance, or
 * where every level has a single member.
 */
final class RateSmoothing {

  /** Bounds of the prior's strength, impressions. */
  static final double WEAKEST = 10.0;

  static final double STRONGEST = 100_000.0;

  /**
   * Weight of the price level above: it counts as much as this number of a member's known prices.
   */
  private static final double PRICE_PRIOR = 10.0;

  private final double strength;

  private RateSmoothing(double strength) {
    this.strength = strength;
  }

  /** Gathers the members from which a strength is learned. */
  static final class Members {
    private record Member(OutcomeCounts counts, OutcomeCounts above) {}

    private final List<Member> members = new ArrayList<>();

    /**
     * Adds one member.
     *
     * @param above counts of the level above the member; they include the member's own counts
     */
    void add(OutcomeCounts counts, OutcomeCounts above) {
      members.add(new Member(counts, above));
    }

    RateSmoothing learn() {
      double excess = 0.0;
      double excessOfOne = 0.0;
      for (Member member : members) {
        double n = member.counts().impressions();
        double all = member.above().impressions();
        if (n == 0) {
          continue;
        }
        double mean = member.above().rawRate();
        double binomial = mean * (1.0 - mean);
        double off = member.counts().rawRate() - mean;
        double chance = 1.0 - n / all;
        excess += n * off * off - binomial * chance;
        excessOfOne += binomial * (n * chance - chance);
      }
      double correlation = excessOfOne > 0.0 ? excess / excessOfOne : 0.0;
      double strength = correlation > 0.0 ? 1.0 / correlation - 1.0 : STRONGEST;
      return new RateSmoothing(Math.max(WEAKEST, Math.min(STRONGEST, strength)));
    }
  }

  /** Prior strength m, impressions. */
  double strength() {
    return strength;
  }

  /** Returns a member's statistics, drawn towards the level above it. */
  Level level(OutcomeCounts counts, Level above) {
    return new Level(
        counts.impressions(),
        counts.clicks(),
        counts.conversions(),
        (counts.clicks() + strength * above.clickRate()) / (counts.impressions() + strength),
        counts.impressions() / (counts.impressions() + strength),
        price(counts, above));
  }

  /**
   * Returns the level above all others, which has no level to be drawn towards. Jeffreys' prior of
   * half a click in one impression keeps its rate away from 0 and 1.
   *
   * @throws IllegalArgumentException where nothing was shown
   */
  static Level top(OutcomeCounts counts) {
    if (counts.impressions() == 0) {
      throw new IllegalArgumentException("statistics need at least one impression");
    }
    return new Level(
        counts.impressions(),
        counts.clicks(),
        counts.conversions(),
        (counts.clicks() + 0.5) / (counts.impressions() + 1.0),
        counts.impressions() / (counts.impressions() + 1.0),
        counts.prices() == 0 ? 0.0 : Math.exp(counts.logPrices() / counts.prices()));
  }

  private static double price(OutcomeCounts counts, Level above) {
    if (above.priceLevelMicros() == 0.0) {
      return 0.0;
    }
    double logSum = counts.logPrices() + PRICE_PRIOR * Math.log(above.priceLevelMicros());
    return Math.exp(logSum / (counts.prices() + PRICE_PRIOR));
  }
}
