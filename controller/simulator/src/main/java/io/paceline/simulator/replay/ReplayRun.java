package io.paceline.simulator.replay;

import java.util.List;

/**
 * The figures of one run: one law, one protocol, one fraction. Money is in the log's unit of price
 * (iPinYou: fen CPM, summed over impressions). A figure that does not apply is null.
 *
 * @param files as given
 * @param protocol the protocol that was played
 * @param fraction the budget's fraction as typed; null in first-price, which has no budget
 * @param law the law, or in first-price and multi a way of bidding or allocating
 * @param isDefault true for the default law
 * @param plan even or traffic in intraday, else null
 * @param startError e of wrong-start: the first multiplier is (1 + e) times the best constant one
 *     in hindsight; null in other protocols
 * @param totals what was won and paid
 * @param value what the totals are compared with
 * @param evenness how spend was spread over time; null in first-price
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
