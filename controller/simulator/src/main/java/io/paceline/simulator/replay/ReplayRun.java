package io.paceline.simulator.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: one law, one protocol, one budget, with its figures and its course for plots. Money is
 * in the log's unit of price (iPinYou: fen CPM, summed over impressions). A figure that does not
 * apply is null.
 *
 * @param setup what was played
 * @param totals what was won and paid
 * @param value what the totals are compared with
 * @param evenness how spend was spread over time; {@link Evenness#NONE} in first-price
 * @param trace null where there is nothing to plot
 * @param note a sentence for people about a plan that cannot be met everywhere, else null
 */
public record ReplayRun(
    Setup setup,
    Totals totals,
    Value value,
    Evenness evenness,
    @Nullable Trace trace,
    @Nullable String note) {

  /** A run without a course to plot and without a note. */
  static ReplayRun withoutTrace(Setup setup, Totals totals, Value value, Evenness evenness) {
    return new ReplayRun(setup, totals, value, evenness, null, null);
  }

  ReplayRun withTrace(Trace course) {
    return new ReplayRun(setup, totals, value, evenness, course, note);
  }

  ReplayRun withNote(@Nullable String sentence) {
    return new ReplayRun(setup, totals, value, evenness, trace, sentence);
  }

  /**
   * What was played.
   *
   * @param files as given
   * @param protocol the protocol that was played
   * @param law the law, or in first-price and multi a way of bidding or allocating
   * @param isDefault true for the default law
   * @param fraction the budget's fraction as typed; null in first-price, which has no budget
   * @param plan even or traffic in intraday, else null
   * @param startError e of wrong-start: the first multiplier is (1 + e) times the best constant one
   *     in hindsight; null in other protocols
   */
  public record Setup(
      List<String> files,
      Protocol protocol,
      String law,
      boolean isDefault,
      @Nullable String fraction,
      @Nullable String plan,
      @Nullable Double startError) {

    /** A run without a budget, and so without a plan. */
    static Setup of(List<String> files, Protocol protocol, String law, boolean isDefault) {
      return new Setup(files, protocol, law, isDefault, null, null, null);
    }

    Setup withFraction(String typed) {
      return new Setup(files, protocol, law, isDefault, typed, plan, startError);
    }

    Setup withPlan(String name) {
      return new Setup(files, protocol, law, isDefault, fraction, name, startError);
    }

    Setup withStartError(double error) {
      return new Setup(files, protocol, law, isDefault, fraction, plan, error);
    }
  }

  /**
   * What was won and paid.
   *
   * @param auctions of the log
   * @param impressions auctions won
   * @param clicks clicks of the auctions won
   * @param sumPctr Σ pCTR of the auctions won
   * @param cost Σ paid
   * @param budget sum of the budgets of all episodes or campaigns; null where there is none
   * @param utilisation cost / budget; null without a budget
   * @param overspend what was paid beyond a budget, summed over the budgets; null without a budget
   */
  public record Totals(
      long auctions,
      long impressions,
      long clicks,
      double sumPctr,
      double cost,
      @Nullable Double budget,
      @Nullable Double utilisation,
      @Nullable Double overspend) {

    static Totals of(AuctionLog log, PlayedAuctions played, int episode, long budget) {
      int episodes = (log.size() + episode - 1) / episode;
      double whole = (double) budget * episodes;
      double cost = played.cost();
      return new Totals(
          log.size(),
          ReplayMetrics.impressions(played),
          ReplayMetrics.clicks(log, played),
          ReplayMetrics.sumPctr(log, played),
          cost,
          whole,
          whole > 0 ? cost / whole : null,
          ReplayMetrics.overspend(played, episode, (double) budget));
    }

    static Totals withoutBudget(AuctionLog log, PlayedAuctions played) {
      return new Totals(
          log.size(),
          ReplayMetrics.impressions(played),
          ReplayMetrics.clicks(log, played),
          ReplayMetrics.sumPctr(log, played),
          played.cost(),
          null,
          null,
          null);
    }
  }

  /**
   * What the totals are compared with.
   *
   * @param hindsightSumPctr Σ pCTR of the best constant multiplier: in flight, wrong-start and
   *     intraday the one whose wins just spend the budget; in published the best one over all
   *     episodes, under the budget of each
   * @param clairvoyantSumPctr Σ pCTR of a bidder that knows the prices and is greedy by pCTR /
   *     price within each budget
   * @param ratio sumPctr / hindsightSumPctr; surplus / bestFractionSurplus in first-price; surplus
   *     / bound in multi
   * @param surplus Σ (value − paid) in first-price; Σ value of what was won in multi
   * @param bestFractionSurplus surplus of bidding the best constant fraction of the value in
   *     hindsight
   * @param bound the dual bound of multi's value
   */
  public record Value(
      @Nullable Double hindsightSumPctr,
      @Nullable Double clairvoyantSumPctr,
      @Nullable Double ratio,
      @Nullable Double surplus,
      @Nullable Double bestFractionSurplus,
      @Nullable Double bound) {

    static Value ofPctr(double sumPctr, double hindsight, double clairvoyant) {
      return new Value(
          hindsight, clairvoyant, hindsight > 0 ? sumPctr / hindsight : null, null, null, null);
    }

    static Value ofSurplus(double surplus, double bestFraction) {
      return new Value(
          null,
          null,
          bestFraction > 0 ? surplus / bestFraction : null,
          surplus,
          bestFraction,
          null);
    }

    static Value ofBound(double surplus, double bound) {
      return new Value(null, null, bound > 0 ? surplus / bound : null, surplus, null, bound);
    }
  }

  /**
   * How spend was spread over time.
   *
   * @param spendShares cumulative share of the budget spent. In intraday, one row with a share for
   *     each 15-minute slot; in flight and wrong-start, one row with a share for each quarter of
   *     the auctions; in multi, four rows, one for each quarter of the requests, with a share for
   *     each campaign in the order of the files; null otherwise
   * @param avgErr15 sqrt(mean over 15-minute slots of (spend − plan)²) / (budget / slots)
   * @param avgErr1 the same over minutes
   * @param rmseTraffic sqrt(mean over 15-minute slots of (slot's share of the cost − its share of
   *     the auctions)²), in shares
   * @param overshoot highest ratio of a 15-minute slot's spend to its plan, less 1; 0 where no slot
   *     is above its plan
   * @param settlingSlots number of 15-minute slots after which every slot is within ±10 % of its
   *     plan; the number of all slots where the last one is not
   * @param volatility mean |Δ log multiplier|, by minute in intraday, else by 50 auctions; null in
   *     multi and where a law has no multiplier
   */
  public record Evenness(
      @Nullable List<List<Double>> spendShares,
      @Nullable Double avgErr15,
      @Nullable Double avgErr1,
      @Nullable Double rmseTraffic,
      @Nullable Double overshoot,
      @Nullable Integer settlingSlots,
      @Nullable Double volatility) {

    /** Nothing is known of how spend was spread. */
    public static final Evenness NONE = ofVolatility(null, null);

    static Evenness ofVolatility(
        @Nullable List<List<Double>> spendShares, @Nullable Double volatility) {
      return new Evenness(spendShares, null, null, null, null, null, volatility);
    }

    static Evenness ofSchedule(Schedule schedule, PlayedAuctions played, double budget) {
      double[] spend = ReplayMetrics.slotSpend(schedule, played, ReplayMetrics.QUARTER_HOUR);
      double[] plan = ReplayMetrics.slotPlan(schedule, budget, ReplayMetrics.QUARTER_HOUR);
      double[] minutes = ReplayMetrics.slotSpend(schedule, played, ReplayMetrics.MINUTE);
      double[] minutePlan = ReplayMetrics.slotPlan(schedule, budget, ReplayMetrics.MINUTE);
      return new Evenness(
          List.of(ReplayMetrics.cumulativeShares(spend, budget)),
          ReplayMetrics.averageError(spend, plan, budget),
          ReplayMetrics.averageError(minutes, minutePlan, budget),
          ReplayMetrics.trafficError(schedule, played),
          ReplayMetrics.overshoot(spend, plan),
          ReplayMetrics.settlingSlots(spend, plan),
          ReplayMetrics.volatilityByMinute(schedule, played));
    }
  }

  /**
   * The course of a run over {@value #POINTS} equal parts: of its period where its schedule has
   * hours, else of its auctions.
   *
   * @param spendShare cumulative share of the budget spent at each part's end
   * @param targetSpendShare cumulative share that the plan wanted spent at each part's end
   * @param multiplier in force at the part's last auction, the log's unit of price per unit of
   *     normalised score; NaN where there is none
   */
  public record Trace(double[] spendShare, double[] targetSpendShare, double[] multiplier) {

    /** Parts of a run. */
    public static final int POINTS = 96;

    static Trace of(PlayedAuctions played, Schedule schedule, double budget) {
      double[] spend = new double[POINTS];
      double[] plan = new double[POINTS];
      double[] multiplier = new double[POINTS];
      int auctions = played.paid().length;
      double spent = 0;
      int i = 0;
      for (int k = 0; k < POINTS; k++) {
        long end = schedule.lengthMillis() * (k + 1) / POINTS;
        boolean last = k == POINTS - 1;
        while (i < auctions && (last || schedule.atMillis()[i] < end)) {
          spent += played.paid()[i++];
        }
        spend[k] = spent / budget;
        plan[k] = schedule.targetSpendShare(end);
        multiplier[k] = played.multiplier()[Math.max(0, i - 1)];
      }
      return new Trace(spend, plan, multiplier);
    }
  }
}
