package io.paceline.simulator.replay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the figures of a run from nothing but its log and the auctions as they were played.
 * Money is in the log's unit of price. A slot is a minute or a quarter of an hour.
 */
final class ReplayMetrics {

  static final int MINUTE = 60_000;
  static final int QUARTER_HOUR = 900_000;
  private static final int SAMPLE_AUCTIONS = 50;
  private static final double BAND = 0.1;

  private ReplayMetrics() {}

  /** Auctions won. */
  static long impressions(PlayedAuctions played) {
    long count = 0;
    for (boolean won : played.won()) {
      count += won ? 1 : 0;
    }
    return count;
  }

  /** Clicks of the auctions won. */
  static long clicks(AuctionLog log, PlayedAuctions played) {
    long sum = 0;
    for (int i = 0; i < log.size(); i++) {
      sum += played.won()[i] ? log.click()[i] : 0;
    }
    return sum;
  }

  /** Σ pCTR of the auctions won. */
  static double sumPctr(AuctionLog log, PlayedAuctions played) {
    double sum = 0;
    for (int i = 0; i < log.size(); i++) {
      sum += played.won()[i] ? log.pctr(i) : 0;
    }
    return sum;
  }

  /** What was paid beyond the budget, summed over budgets of {@code episode} auctions each. */
  static double overspend(PlayedAuctions played, int episode, double budget) {
    double over = 0;
    double spent = 0;
    int auctions = played.paid().length;
    for (int i = 0; i < auctions; i++) {
      spent += played.paid()[i];
      if ((i + 1) % episode == 0 || i == auctions - 1) {
        over += Math.max(0, spent - budget);
        spent = 0;
      }
    }
    return over;
  }

  /** Share of the budget that is spent at the end of each quarter of the auctions. */
  static List<Double> quarterShares(PlayedAuctions played, double budget) {
    List<Double> shares = new ArrayList<>();
    int auctions = played.paid().length;
    double spent = 0;
    for (int i = 0; i < auctions; i++) {
      spent += played.paid()[i];
      while (shares.size() < 4 && 4L * (i + 1) >= (shares.size() + 1L) * auctions) {
        shares.add(spent / budget);
      }
    }
    return shares;
  }

  /** Spend of each slot of the schedule's period. */
  static double[] slotSpend(Schedule schedule, PlayedAuctions played, int slotMillis) {
    double[] spend = new double[slots(schedule, slotMillis)];
    for (int i = 0; i < played.paid().length; i++) {
      spend[(int) (schedule.atMillis()[i] / slotMillis)] += played.paid()[i];
    }
    return spend;
  }

  /** Planned spend of each slot of the schedule's period. */
  static double[] slotPlan(Schedule schedule, double budget, int slotMillis) {
    double[] plan = new double[slots(schedule, slotMillis)];
    for (int k = 0; k < plan.length; k++) {
      plan[k] =
          budget
              * (schedule.targetSpendShare((k + 1L) * slotMillis)
                  - schedule.targetSpendShare((long) k * slotMillis));
    }
    return plan;
  }

  /** sqrt(mean (spend − plan)²) / (budget / slots). */
  static double averageError(double[] spend, double[] plan, double budget) {
    double squares = 0;
    for (int k = 0; k < spend.length; k++) {
      squares += (spend[k] - plan[k]) * (spend[k] - plan[k]);
    }
    return Math.sqrt(squares / spend.length) / (budget / spend.length);
  }

  /** sqrt(mean (share of the cost − share of the auctions)²) over quarter hours. */
  static double trafficError(Schedule schedule, PlayedAuctions played) {
    double[] spend = slotSpend(schedule, played, QUARTER_HOUR);
    double[] auctions = new double[spend.length];
    for (long at : schedule.atMillis()) {
      auctions[(int) (at / QUARTER_HOUR)]++;
    }
    double cost = Math.max(played.cost(), Double.MIN_NORMAL);
    double squares = 0;
    for (int k = 0; k < spend.length; k++) {
      double difference = spend[k] / cost - auctions[k] / schedule.atMillis().length;
      squares += difference * difference;
    }
    return Math.sqrt(squares / spend.length);
  }

  /**
   * Highest ratio of a slot's spend to its plan, less 1; at least 0. Slots without plan are left
   * out.
   */
  static double overshoot(double[] spend, double[] plan) {
    double highest = 0;
    for (int k = 0; k < spend.length; k++) {
      if (plan[k] > 0) {
        highest = Math.max(highest, spend[k] / plan[k] - 1);
      }
    }
    return highest;
  }

  /** Number of slots after which every slot's spend is within ±10 % of its plan. */
  static int settlingSlots(double[] spend, double[] plan) {
    int settled = spend.length;
    while (settled > 0
        && Math.abs(spend[settled - 1] - plan[settled - 1]) <= BAND * plan[settled - 1]) {
      settled--;
    }
    return settled;
  }

  /**
   * Number of quarter hours whose plan cannot be met, since all their auctions together cost less.
   *
   * @param plan by quarter hour
   */
  static int unreachableSlots(AuctionLog log, Schedule schedule, double[] plan) {
    double[] most = new double[plan.length];
    for (int i = 0; i < log.size(); i++) {
      most[(int) (schedule.atMillis()[i] / QUARTER_HOUR)] += log.price()[i];
    }
    int count = 0;
    for (int k = 0; k < plan.length; k++) {
      count += most[k] < plan[k] ? 1 : 0;
    }
    return count;
  }

  /** Cumulative share of the budget at the end of each slot. */
  static List<Double> cumulativeShares(double[] spend, double budget) {
    List<Double> shares = new ArrayList<>();
    double sum = 0;
    for (double slot : spend) {
      sum += slot;
      shares.add(sum / budget);
    }
    return shares;
  }

  /** Mean |Δ log multiplier| between samples every 50 auctions; null without a multiplier. */
  static @Nullable Double volatilityByCount(PlayedAuctions played) {
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < played.multiplier().length; i += SAMPLE_AUCTIONS) {
      samples.add(played.multiplier()[i]);
    }
    return volatility(samples);
  }

  /**
   * Mean |Δ log multiplier| between the first auctions of successive minutes; null without a
   * multiplier.
   */
  static @Nullable Double volatilityByMinute(Schedule schedule, PlayedAuctions played) {
    List<Double> samples = new ArrayList<>();
    long minute = -1;
    for (int i = 0; i < played.multiplier().length; i++) {
      if (schedule.atMillis()[i] / MINUTE != minute) {
        minute = schedule.atMillis()[i] / MINUTE;
        samples.add(played.multiplier()[i]);
      }
    }
    return volatility(samples);
  }

  private static @Nullable Double volatility(List<Double> samples) {
    double sum = 0;
    for (int k = 1; k < samples.size(); k++) {
      sum += Math.abs(Math.log(samples.get(k) / samples.get(k - 1)));
    }
    return samples.size() < 2 || Double.isNaN(sum) ? null : sum / (samples.size() - 1);
  }

  private static int slots(Schedule schedule, int slotMillis) {
    return (int) (schedule.lengthMillis() / slotMillis);
  }
}
