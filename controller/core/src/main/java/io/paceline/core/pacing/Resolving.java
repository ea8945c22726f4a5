package io.paceline.core.pacing;

import org.jspecify.annotations.Nullable;

/**
 * Re-solving on a censored spend curve: at each tick the law sets the multiplier at which, by all
 * that was learned so far, the auctions still to come cost the money still to be spent.
 *
 * <p>The law follows Jasin and Kumar, "A Re-Solving Heuristic with Bounded Revenue Loss"
 * (Mathematics of Operations Research 2012) for re-solving, and Balseiro et al., "A Field Guide for
 * Pacing Budget and ROS Constraints" (2023) for following a target spend. The curve is learned as
 * {@link SpendCurve} describes, from the prices of won auctions and from lost auctions, whose
 * prices are censored.
 *
 * <pre>
 *   λ = G⁻¹(money / (auctions · level))
 *
 *   λ  multiplier, micros per impression and unit of normalised score
 *   G  expected spend of an auction at a multiplier, micros
 *   money, auctions  those ahead, by {@link MoneyAhead}: to the period's end or, where the
 *                    observation has a catch-up time, within that time
 *   level  recent spend over what the curve expected, by {@link LocalLevel}
 * </pre>
 *
 * <p>Without a catch-up time λ converges to the best constant multiplier; with a catch-up time,
 * spend stays close to the plan. Nothing is integrated and no gain is set: the curve alone says how
 * far λ has to move. The prior counts as {@link MarketPrior#weight} auctions, and after {@value
 * #MEMORY_AUCTIONS} auctions what was learned counts e times less, so that the law follows a change
 * of the market.
 *
 * <p>The last money is kept for the best impressions by {@link EndReserve}.
 *
 * <p>Where even the curve's lowest multiplier would cost too much, the law also sits out a share of
 * the auctions. The law needs {@link AuctionOutcomes}; a tick without any leaves what was learned
 * as it is.
 */
public final class Resolving implements PacingLaw {

  /** The law's {@link #name}. */
  public static final String NAME = "resolving";

  /** Auctions after which what was learned counts e times less. */
  public static final double MEMORY_AUCTIONS = 20_000;

  private static final int LEVEL = SpendCurve.LENGTH + MoneyAhead.NUMBERS;

  private final @Nullable MarketPrior prior;
  private final @Nullable EndReserve reserve;

  /**
   * Creates a law that believes what each observation says of the market. Where an observation says
   * nothing, the law assumes a wide prior.
   */
  public Resolving() {
    this(null);
  }

  /**
   * Creates a law with a prior for observations that say nothing of the market.
   *
   * @param prior from the training landscape, or of a market curve; null for a wide one
   */
  public Resolving(@Nullable MarketPrior prior) {
    this.prior = prior;
    this.reserve = prior == null ? null : new EndReserve(prior);
  }

  private MarketPrior believed(PacingObservation now) {
    if (now.belief() != null) {
      return now.belief().prior();
    }
    return prior == null ? MarketPrior.wide(now.maxBidMicros()) : prior;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PacingState start(PacingObservation now) {
    SpendCurve curve = fresh(now);
    return state(PacingLaw.COLD_START * now.maxBidMicros(), 0, now, curve);
  }

  @Override
  public PacingState move(PacingState last, PacingObservation now) {
    SpendCurve curve = learned(last, now);
    MoneyAhead ahead = new MoneyAhead(curve.memory(), SpendCurve.LENGTH);
    ahead.count(last, now);
    LocalLevel level = new LocalLevel(curve.memory(), LEVEL);
    level.observe(last, now);
    if (ahead.unknown(now)) {
      return state(last.pacingMultiplier(), last.skipShare(), now, curve);
    }
    double auctions = ahead.auctions(last, now);
    double factor = level.factor(now, auctions);
    double open = level.openMicros(now) * factor;
    double cost = ahead.money(last, now, open) / auctions / factor;
    double least = curve.costAtLowest();
    double skip = cost < least ? 1 - cost / least : 0;
    double left = now.budgetMicros() - (double) now.spendMicros() - open;
    double multiplier =
        lowered(curve.multiplierFor(cost), curve, left, ahead.auctionsToEnd(now), now);
    level.expect((1 - skip) * curve.costAt(multiplier));
    return state(multiplier, skip, now, curve);
  }

  private double lowered(
      double multiplier,
      SpendCurve curve,
      double left,
      double auctionsLeft,
      PacingObservation now) {
    if (left >= 2.0 * now.maxBidMicros()) {
      return multiplier; // no single purchase makes anything unaffordable
    }
    EndReserve last =
        reserve == null || now.belief() != null ? new EndReserve(believed(now)) : reserve;
    return last.lowered(multiplier, curve, left, auctionsLeft);
  }

  /** Keeps the market's curve and forgets what belonged to the old period. */
  @Override
  public PacingState roll(PacingState old, PacingObservation first) {
    SpendCurve curve = learned(old, first);
    new MoneyAhead(curve.memory(), SpendCurve.LENGTH).roll();
    return state(old.pacingMultiplier(), 0, first, curve);
  }

  private SpendCurve fresh(PacingObservation now) {
    SpendCurve curve =
        SpendCurve.ofPrior(
            believed(now), (double) now.maxBidMicros(), MoneyAhead.NUMBERS + LocalLevel.NUMBERS);
    if (now.belief() == null && prior == null) {
      curve.takeNextPrior();
    }
    return curve;
  }

  private SpendCurve learned(PacingState last, PacingObservation now) {
    SpendCurve curve = SpendCurve.of(last.memory());
    if (now.outcomes() != null) {
      curve.learn(now.outcomes(), MEMORY_AUCTIONS);
    }
    boolean something = now.belief() != null || prior != null || curve.hasLearned();
    if (curve.needsPrior() && something) {
      curve.spread(believed(now));
    }
    return curve;
  }

  private static PacingState state(
      double pacingMultiplier, double skipShare, PacingObservation now, SpendCurve curve) {
    double bounded =
        Math.max(curve.lowestMicros(), Math.min(curve.highestMicros(), pacingMultiplier));
    return new PacingState(
        bounded,
        now.targetSpendShare(),
        now.spendMicros(),
        now.nowMillis(),
        skipShare,
        curve.memory());
  }
}
