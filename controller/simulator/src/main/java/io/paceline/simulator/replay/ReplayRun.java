package io.paceline.simulator.replay;

import java.util.List;

/**
 * The figures of one run: one law, one protocol, one fraction. Money is in the log's unit of price
 * (iPinYou: fen CPM, summed over impressions). Null where a figure does not apply.
 *
 * @param files as given
 * @param protocol which one
 * @param fraction as typed; null in first-price, which has no budget
 * @param law the law, or in first-price and multi a way of bidding or allocating
 * @param isDefault true for the default law
 * @param plan even or traffic in intraday, else null
 * @param startError e of wrong-start: the first multiplier is (1 + e) times the hindsight one
 * @param totals what was won and paid
 * @param value what that is measured by
 * @param evenness how it was spread
 */
public record ReplayRun(
    List<String> files,
    Protocol protocol,
    String fraction,
    String law,
    boolean isDefault,
    String plan,
    Double startError,
    Totals totals,
    Value value,
    Evenness evenness) {

  /**
   * What was won and paid.
   *
   * @param auctions of the log
   * @param impressions auctions won
   * @param clicks of the won ones
   * @param sumPctr Σ pCTR of the won ones
   * @param cost Σ paid
   * @param budget of all episodes or campaigns together; null without one
   * @param utilisation cost / budget
   * @param overspend Σ over budgets of what was paid beyond each
   */
  public record Totals(
      long auctions,
      long impressions,
      long clicks,
      double sumPctr,
      double cost,
      Double budget,
      Double utilisation,
      Double overspend) {

    static Totals of(AuctionLog log, Decisions decisions, int episode, long budget) {
      int episodes = (log.size() + episode - 1) / episode;
      double whole = (double) budget * episodes;
      double cost = decisions.cost();
      return new Totals(
          log.size(),
          Figures.impressions(decisions),
          Figures.clicks(log, decisions),
          Figures.sumPctr(log, decisions),
          cost,
          whole,
          whole > 0 ? cost / whole : null,
          Figures.overspend(decisions, episode, (double) budget));
    }
  }

  /**
   * What the totals are measured by.
   *
   * @param hindsightSumPctr Σ pCTR of the best constant multiplier: in flight, wrong-start and
   *     intraday the one whose wins just spend the budget; in published the best one over all
   *     episodes, under the budget of each
   * @param clairvoyantSumPctr Σ pCTR by pCTR / price, prices known, within each budget
   * @param ratio sumPctr / hindsightSumPctr; surplus / bestFractionSurplus in first-price; surplus
   *     / bound in multi
   * @param surplus Σ (value − paid) in first-price; Σ value of what was won in multi
   * @param bestFractionSurplus of the best constant fraction of the value in hindsight
   * @param bound the dual bound of multi's value
   */
  public record Value(
      Double hindsightSumPctr,
      Double clairvoyantSumPctr,
      Double ratio,
      Double surplus,
      Double bestFractionSurplus,
      Double bound) {

    static Value ofPctr(double sumPctr, double hindsight, double clairvoyant) {
      return new Value(
          hindsight, clairvoyant, hindsight > 0 ? sumPctr / hindsight : null, null, null, null);
    }
  }

  /**
   * How spend was spread.
   *
   * @param spendShares cumulative share of the budget spent: one row, by 15-minute slot in
   *     intraday, by quarter of the auctions in flight and wrong-start; in multi four rows, one a
   *     quarter, with a share for each campaign in the order of the files; null otherwise
   * @param avgErr15 sqrt(mean over 15-minute slots of (spend − plan)²) / (budget / slots)
   * @param avgErr1 the same over minutes
   * @param rmseTraffic sqrt(mean over 15-minute slots of (slot's share of the cost − its share of
   *     the auctions)²), in shares
   * @param overshoot highest 15-minute spend over its plan, less 1; 0 where none is above
   * @param settlingSlots 15-minute slots until every later one is within ±10 % of its plan; the
   *     number of all of them where the last one is not
   * @param volatility mean |Δ log multiplier|, by minute in intraday, else by 50 auctions; null
   *     where a law has no multiplier
   */
  public record Evenness(
      List<List<Double>> spendShares,
      Double avgErr15,
      Double avgErr1,
      Double rmseTraffic,
      Double overshoot,
      Integer settlingSlots,
      Double volatility) {

    static Evenness ofVolatility(List<List<Double>> spendShares, Double volatility) {
      return new Evenness(spendShares, null, null, null, null, null, volatility);
    }

    static Evenness ofSchedule(Schedule schedule, Decisions decisions, double budget) {
      double[] spend = Figures.slotSpend(schedule, decisions, Figures.QUARTER_HOUR);
      double[] plan = Figures.slotPlan(schedule, budget, Figures.QUARTER_HOUR);
      double[] minutes = Figures.slotSpend(schedule, decisions, Figures.MINUTE);
      return new Evenness(
          List.of(Figures.cumulativeShares(spend, budget)),
          Figures.averageError(spend, plan, budget),
          Figures.averageError(minutes, Figures.slotPlan(schedule, budget, Figures.MINUTE), budget),
          Figures.trafficError(schedule, decisions),
          Figures.overshoot(spend, plan),
          Figures.settlingSlots(spend, plan),
          Figures.volatilityByMinute(schedule, decisions));
    }
  }
}
