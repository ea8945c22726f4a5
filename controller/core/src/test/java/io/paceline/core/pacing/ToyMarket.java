package io.paceline.core.pacing;

import java.util.Arrays;
import java.util.Random;

/**
 * One day of one campaign in a toy market; what a law carries into the next day shows elsewhere.
 * Traffic is Poisson with a daily curve, prices and scores are log-normal, and all auctions are
 * second price. As in the ledger, no bid exceeds the budget less known spend and open bids.
 *
 * @param seed of the random numbers
 * @param impressions how many impressions the budget buys at the best constant multiplier
 * @param hindsight how many times the budget one could spend in the market at the maximum bid
 * @param ticks ticks of the day
 * @param delayTicks by how many ticks notices are late
 * @param startFactor first multiplier over the best constant one; 0 for the law's own first one
 * @param pauseFromHour hour of the day from which no traffic comes
 * @param pauseToHour hour of the day at which traffic comes again
 * @param shiftAtHour hour of the day from which prices are multiplied by {@code priceFactor}
 * @param priceFactor see {@code shiftAtHour}
 */
record ToyMarket(
    long seed,
    double impressions,
    double hindsight,
    int ticks,
    int delayTicks,
    double startFactor,
    double pauseFromHour,
    double pauseToHour,
    double shiftAtHour,
    double priceFactor) {

  static final double MAX_BID = 2_500;
  static final double NEVER = 99;
  static final long DAY = 86_400_000;

  private static final double MEDIAN_PRICE = 1_000;
  private static final double PRICE_SIGMA = 0.6;
  private static final double SCORE_SIGMA = 0.5;
  private static final int SAMPLE = 4_000;

  /**
   * The result of a day.
   *
   * @param spendShare share of the budget that was spent
   * @param distances share spent less the plan's share at 6, 12, 18 and 24 h
   * @param multipliers the multiplier after each tick
   * @param hindsight the best constant multiplier, unlike {@link ToyMarket#hindsight}
   */
  record Outcome(double spendShare, double[] distances, double[] multipliers, double hindsight) {
    double farthest() {
      return Arrays.stream(distances).map(Math::abs).max().orElseThrow();
    }
  }

  /** A day with a cold start, without a pause of the traffic or a shift of the prices. */
  static ToyMarket day(long seed, double impressions, double hindsight, int ticks) {
    return new ToyMarket(seed, impressions, hindsight, ticks, 3, 0, NEVER, NEVER, NEVER, 1);
  }

  ToyMarket startedAt(double factorOfHindsight) {
    return new ToyMarket(
        seed,
        impressions,
        hindsight,
        ticks,
        delayTicks,
        factorOfHindsight,
        pauseFromHour,
        pauseToHour,
        shiftAtHour,
        priceFactor);
  }

  ToyMarket paused(double fromHour, double toHour) {
    return new ToyMarket(
        seed,
        impressions,
        hindsight,
        ticks,
        delayTicks,
        startFactor,
        fromHour,
        toHour,
        shiftAtHour,
        priceFactor);
  }

  ToyMarket shifted(double atHour, double factor) {
    return new ToyMarket(
        seed,
        impressions,
        hindsight,
        ticks,
        delayTicks,
        startFactor,
        pauseFromHour,
        pauseToHour,
        atHour,
        factor);
  }

  static TrafficCurve traffic() {
    double[] weights = new double[TrafficCurve.SLOTS];
    for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
      double hour = slot / 4.0;
      double day = 0.75 * Math.sin((hour - 9.5) / 24 * 2 * Math.PI);
      double meals = 0.25 * Math.sin((hour - 2) / 12 * 2 * Math.PI);
      weights[slot] = Math.max(0.1, 1 + day + meals);
    }
    return TrafficCurve.ofShares(weights);
  }

  Outcome play(PacingLaw law) {
    Calibration calibration = calibrate();
    double[] traffic = traffic().shares();
    double auctions = impressions * calibration.meanPrice * hindsight / calibration.spendAtMaxBid;
    long budget = Math.round(impressions * calibration.meanPrice);
    Random random = new Random(seed * 7919 + 17);

    double[] settling = new double[delayTicks + 1];
    double[] reserved = new double[delayTicks + 1];
    long[] wins = new long[delayTicks + 1];
    double spent = 0;
    double seen = 0;
    double open = 0;
    long billed = 0;
    PacingState state =
        law.start(PacingObservation.ofSpend(0, 0, DAY, budget, 0, 0, 0, (long) MAX_BID));
    if (startFactor > 0) {
      state = PacingState.inEveryAuction(calibration.multiplier * startFactor, 0, 0, 0);
    }
    double[] distances = new double[4];
    double[] multipliers = new double[ticks];
    for (int tick = 0; tick < ticks; tick++) {
      int slot = tick % (delayTicks + 1);
      seen += settling[slot];
      billed += wins[slot];
      open -= reserved[slot];
      settling[slot] = 0;
      wins[slot] = 0;
      reserved[slot] = 0;
      long now = DAY * tick / ticks;
      state =
          law.next(
              state,
              PacingObservation.ofSpend(
                  now,
                  0,
                  DAY,
                  budget,
                  Math.round(seen),
                  billed,
                  plan(traffic, tick),
                  (long) MAX_BID));
      multipliers[tick] = state.pacingMultiplier();
      double hour = 24.0 * tick / ticks;
      double expected = auctions * (passed(traffic, tick + 1) - passed(traffic, tick));
      int offered = hour >= pauseFromHour && hour < pauseToHour ? 0 : poisson(random, expected);
      for (int i = 0; i < offered; i++) {
        double price = price(random) * (hour >= shiftAtHour ? priceFactor : 1);
        double bid = Math.min(MAX_BID, state.pacingMultiplier() * score(random));
        bid = Math.min(bid, budget - seen - open);
        if (bid < 1) {
          continue;
        }
        open += bid;
        reserved[slot] += bid;
        if (price <= bid) {
          spent += price;
          settling[slot] += price;
          wins[slot]++;
        }
      }
      if ((tick + 1) % (ticks / 4) == 0) {
        distances[(tick + 1) / (ticks / 4) - 1] = spent / budget - plan(traffic, tick + 1);
      }
    }
    return new Outcome(spent / budget, distances, multipliers, calibration.multiplier);
  }

  private record Calibration(double multiplier, double meanPrice, double spendAtMaxBid) {}

  /** Finds the constant multiplier that spends just the budget, on a sample of the same market. */
  private Calibration calibrate() {
    Random random = new Random(1);
    double[] prices = new double[SAMPLE];
    double[] scores = new double[SAMPLE];
    double spendAtMaxBid = 0;
    for (int i = 0; i < SAMPLE; i++) {
      prices[i] = price(random);
      scores[i] = score(random);
      spendAtMaxBid += prices[i] <= MAX_BID ? prices[i] / SAMPLE : 0;
    }
    double low = 1;
    double high = 20 * MAX_BID;
    double meanPrice = 0;
    for (int halving = 0; halving < 25; halving++) {
      double middle = Math.sqrt(low * high);
      double spend = 0;
      int won = 0;
      for (int i = 0; i < SAMPLE; i++) {
        if (prices[i] <= Math.min(MAX_BID, middle * scores[i])) {
          spend += prices[i];
          won++;
        }
      }
      meanPrice = spend / Math.max(1, won);
      if (spend / SAMPLE < spendAtMaxBid / hindsight) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Calibration(Math.sqrt(low * high), meanPrice, spendAtMaxBid);
  }

  private static double price(Random random) {
    return MEDIAN_PRICE * Math.exp(PRICE_SIGMA * random.nextGaussian());
  }

  /** Log-normal with mean 1. */
  private static double score(Random random) {
    return Math.exp(SCORE_SIGMA * random.nextGaussian() - SCORE_SIGMA * SCORE_SIGMA / 2);
  }

  private double plan(double[] traffic, int tick) {
    return Math.min(1, passed(traffic, tick) / (1 - SpendPlan.TAIL));
  }

  private double passed(double[] traffic, int tick) {
    double position = (double) tick / ticks * TrafficCurve.SLOTS;
    int slot = Math.min(TrafficCurve.SLOTS - 1, (int) position);
    return Arrays.stream(traffic, 0, slot).sum() + traffic[slot] * (position - slot);
  }

  private static int poisson(Random random, double mean) {
    double limit = Math.exp(-mean);
    double product = 1;
    int count = -1;
    do {
      product *= random.nextDouble();
      count++;
    } while (product > limit);
    return count;
  }
}
