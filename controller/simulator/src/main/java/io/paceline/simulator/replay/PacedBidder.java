package io.paceline.simulator.replay;

import io.paceline.core.pacing.AuctionOutcomes;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.PacingObservation;
import io.paceline.core.pacing.PacingState;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A bidder that follows a pacing law. It bids multiplier × score, at most the highest bid and the
 * budget left, and moves the multiplier at the schedule's ticks, as the spend controller does live.
 */
final class PacedBidder implements Bidder {

  /**
   * What the replay sets and the law does not move.
   *
   * @param wholeBids whether bids are rounded down to the log's unit of price
   * @param minimumToWin whether the price of a lost auction is revealed to the law
   * @param firstMicros first multiplier, micros per unit of normalised score
   */
  record Rules(
      Landscape landscape,
      Schedule schedule,
      boolean wholeBids,
      boolean minimumToWin,
      double firstMicros) {}

  private static final double UNIT = LogUnits.MICROS_PER_UNIT;

  private final AuctionLog log;
  private final PacingLaw law;
  private final Rules rules;
  private final Schedule schedule;
  private final double clickRate;
  private final long maxBidMicros;
  private final SplittableRandom chance;

  /** Null until the first budget begins, which is before all else. */
  @SuppressWarnings("NullAway.Init")
  private PacingState state;

  private int first;
  private long periodStart;
  private long budgetMicros;
  private long spendMicros;
  private long impressions;
  private long nextTickMillis;
  private int ticked = -1;

  private int count;
  private double[] score = new double[64];
  private double[] reach = new double[64];
  private boolean[] wins = new boolean[64];
  private long[] price = new long[64];

  PacedBidder(AuctionLog log, PacingLaw law, Rules rules, long seed) {
    this.log = log;
    this.law = law;
    this.rules = rules;
    this.schedule = rules.schedule();
    this.clickRate = rules.landscape().clickRate();
    this.maxBidMicros = LogUnits.maxBidMicros(rules.landscape());
    this.chance = new SplittableRandom(seed);
  }

  @Override
  public void begin(int firstAuction, int auctions, long budget) {
    periodStart = state == null ? 0 : periodStart + schedule.lengthMillis();
    first = firstAuction;
    budgetMicros = budget * LogUnits.MICROS_PER_UNIT;
    spendMicros = 0;
    impressions = 0;
    nextTickMillis = schedule.tickMillis();
    PacingObservation now = observation(0);
    state =
        state == null ? law.start(now).withMultiplier(rules.firstMicros()) : law.roll(state, now);
    count = 0;
  }

  @Override
  public double bid(int auction, double left) {
    advance(auction);
    if (state.skipShare() > 0 && chance.nextDouble() < state.skipShare()) {
      return SITS_OUT;
    }
    double cap = Math.min(rules.landscape().maxPrice(), left);
    double bid = Math.min(cap, state.pacingMultiplier() * score(auction) / UNIT);
    return rules.wholeBids() ? Math.floor(bid) : bid;
  }

  @Override
  public void outcome(int auction, double bid, boolean won) {
    grow();
    long priceMicros = (long) log.price()[auction] * LogUnits.MICROS_PER_UNIT;
    double value = score(auction);
    double wanted = state.pacingMultiplier() * value / UNIT;
    score[count] = value;
    // A bid is "held" if the highest bid or the budget left held it down. A bid that was only
    // rounded down is not: prices are whole, too, so it wins the same auctions as before rounding.
    boolean held = wanted - bid >= 1 || (!rules.wholeBids() && bid < wanted);
    reach[count] = bid < 0 ? 0 : held ? bid * UNIT / value : state.pacingMultiplier();
    wins[count] = won;
    price[count] = won || (rules.minimumToWin() && bid >= 0) ? priceMicros : 0;
    count++;
    if (won) {
      spendMicros += priceMicros;
      impressions++;
    }
  }

  @Override
  public double multiplier() {
    return state.pacingMultiplier() / UNIT;
  }

  private double score(int auction) {
    return log.pctr(auction) / clickRate;
  }

  /**
   * Makes the ticks that are due before an auction. A second call for the same auction changes
   * nothing.
   */
  void advance(int auction) {
    if (schedule.tickAuctions() > 0) {
      int since = auction - first;
      if (auction > ticked && since > 0 && since % schedule.tickAuctions() == 0) {
        move(schedule.atMillis()[auction]);
        ticked = auction;
      }
      return;
    }
    while (schedule.atMillis()[auction] >= nextTickMillis) {
      move(nextTickMillis);
      nextTickMillis += schedule.tickMillis();
    }
  }

  private void move(long millis) {
    state = law.next(state, observation(millis));
    count = 0;
  }

  private PacingObservation observation(long millis) {
    return PacingObservation.ofSpend(
            periodStart + millis,
            periodStart,
            periodStart + schedule.lengthMillis(),
            budgetMicros,
            spendMicros,
            impressions,
            schedule.targetSpendShare(millis),
            maxBidMicros)
        .with(
            AuctionOutcomes.settledAtOnce(count, score, reach, wins, price),
            schedule.catchUpMillis());
  }

  private void grow() {
    if (count == score.length) {
      score = Arrays.copyOf(score, 2 * count);
      reach = Arrays.copyOf(reach, 2 * count);
      wins = Arrays.copyOf(wins, 2 * count);
      price = Arrays.copyOf(price, 2 * count);
    }
  }
}
