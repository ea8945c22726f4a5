package io.paceline.core.pacing;

/**
 * Dual mirror descent: the multiplier is the dual variable of the budget and moves against the
 * spend's deviation from the plan, multiplicatively.
 *
 * <p>The law follows Balseiro, Lu and Mirrokni, "Dual Mirror Descent for Online Allocation
 * Problems" (ICML 2020) and "The Best of Many Worlds" (Operations Research 2023), with the negative
 * entropy as mirror map, which makes the update multiplicative, and Balseiro and Gur, "Learning in
 * Repeated Auctions with Budgets: Adaptive Pacing" (Management Science 2019), for one bidder in
 * repeated auctions. The target of a step is not budget / steps but the plan's increment plus a
 * share of what earlier steps missed (the cumulative error). Without that share, delayed notices
 * and rounding would keep the spend away from the plan for good. At each tick the law sets
 *
 * <pre>
 *   log λ' = log λ + K · (Δplan + e · Δt/H − Δspend)      projected on [log(m/10,000), log(20·m)]
 *
 *   λ       multiplier, micros per impression and unit of normalised score
 *   m       the maximum bid, micros per impression
 *   Δplan   planned spend since the last tick, share of the period's budget
 *   Δspend  spend since the last tick, share of the period's budget
 *   e       plan minus spend at the last tick, share of the period's budget
 *   Δt      campaign time since the last tick
 *   T       the period's length
 *   N       how many impressions the budget buys
 *   K       min(gain · max(1, T/day), 0.3 · N) / max(1, (Δplan/Δt) · T)
 *   H       2 · T/K, at most a quarter of the time left, at least Δt: the catch-up's horizon
 * </pre>
 *
 * <p>The default gain is 25: an error of 1 % of a day's budget moves the multiplier by a factor of
 * e^¼. Where spend answers to the multiplier with an elasticity of 1½ to 3, the loop then settles
 * in about half an hour of a day and tolerates notices that are late by ten campaign minutes (four
 * ticks of 144 s). K depends on three things. A longer period gets a larger K, so that the loop
 * needs no more hours in a long flight than in a day. A small budget gets a smaller K, so that one
 * impression moves log λ by 0.3 at most. Where the plan runs faster than even, K falls in
 * proportion, because the loop's speed is K × the plan's speed. The horizon of 2 · T/K (1.9 h of a
 * day) damps the loop critically or better at an elasticity of 2; its bound of a quarter of the
 * time left makes sure that the budget is spent when the period ends.
 *
 * <p>N is budget / average price paid, or budget / first λ before the first impression. The first λ
 * is m/5: a start that is too low costs minutes, and one that is too high costs money that is lost
 * before the first notices arrive. Scores are normalised (mean 1) and bids are capped at m, so the
 * bounds of λ lie far outside of what a market asks for. Projecting λ on its bounds at each tick is
 * the anti-windup; nothing else is integrated. So a gap in the traffic takes λ no further than its
 * bound. An edited budget changes the error that is caught up but gives λ no kick, because both
 * ends of Δspend are measured against the new budget. Notices that stop coming look like a gap in
 * the traffic; the ledger, not the law, then protects the budget.
 */
public final class DualMirrorDescent implements PacingLaw {

  /** The law's {@link #name}. */
  public static final String NAME = "dual-mirror-descent";

  /** Movement of log λ for a deviation of a whole day's budget. */
  public static final double DEFAULT_GAIN = 25;

  private static final double LOG_STEP_PER_IMPRESSION = 0.3;
  private static final double HORIZON_FACTOR = 2;
  private static final double SHARE_OF_TIME_LEFT = 0.25;

  private static final double HIGHEST = 20;
  private static final double DAY_MILLIS = 86_400_000;

  private final double gain;

  /** Creates the law with the default gain. */
  public DualMirrorDescent() {
    this(DEFAULT_GAIN);
  }

  /**
   * Creates the law with another gain.
   *
   * @param gain movement of log λ for a deviation of a whole day's budget, dimensionless, positive
   */
  public DualMirrorDescent(double gain) {
    if (!(gain > 0) || Double.isInfinite(gain)) {
      throw new IllegalArgumentException("gain must be a positive number, not " + gain);
    }
    this.gain = gain;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PacingState start(PacingObservation now) {
    return state(COLD_START * now.maxBidMicros(), now);
  }

  @Override
  public PacingState move(PacingState last, PacingObservation now) {
    if (now.budgetMicros() <= 0) {
      return state(last.pacingMultiplier(), now);
    }
    double budget = now.budgetMicros();
    double elapsed = now.nowMillis() - last.atMillis();
    double length = now.periodEndMillis() - now.periodStartMillis();
    double period = Math.max(elapsed, length);
    double planned = Math.max(0, now.targetSpendShare() - last.targetSpendShare());
    double spent = (double) (now.spendMicros() - last.spendMicros()) / budget;
    double error = last.targetSpendShare() - last.spendMicros() / budget;

    double step = step(now, period) / Math.max(1, planned / elapsed * period);
    double left = now.periodEndMillis() - last.atMillis();
    double horizon = Math.min(HORIZON_FACTOR * period / step, SHARE_OF_TIME_LEFT * left);
    double target = planned + error * elapsed / Math.max(elapsed, horizon);
    return state(last.pacingMultiplier() * Math.exp(step * (target - spent)), now);
  }

  /** K before the plan's speed is taken into account. */
  private double step(PacingObservation now, double periodMillis) {
    double priceMicros =
        now.impressions() > 0 && now.spendMicros() > 0
            ? (double) now.spendMicros() / (double) now.impressions()
            : COLD_START * now.maxBidMicros();
    double impressions = now.budgetMicros() / Math.max(1, priceMicros);
    return Math.min(
        gain * Math.max(1, periodMillis / DAY_MILLIS), LOG_STEP_PER_IMPRESSION * impressions);
  }

  private static PacingState state(double pacingMultiplier, PacingObservation now) {
    double maxBid = Math.max(1, now.maxBidMicros());
    double projected = Math.min(HIGHEST * maxBid, PacingLaw.bounded(pacingMultiplier, now));
    return PacingState.inEveryAuction(
        projected, now.targetSpendShare(), now.spendMicros(), now.nowMillis());
  }
}
