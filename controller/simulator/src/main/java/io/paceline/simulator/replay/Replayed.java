package io.paceline.simulator.replay;

/**
 * A run's figures, and its course for plots.
 *
 * @param run the figures
 * @param trace null where there is nothing to plot
 * @param note a sentence for people about a plan that cannot be met everywhere, else null
 */
public record Replayed(ReplayRun run, Trace trace, String note) {

  Replayed(ReplayRun run, Trace trace) {
    this(run, trace, null);
  }

  /**
   * The course of a run over {@value #POINTS} equal parts: of its period where its schedule has
   * hours, else of its auctions.
   *
   * @param spendShare cumulative share of the budget spent at each part's end
   * @param planShare cumulative share that the plan wanted spent at each part's end
   * @param multiplier in force at the part's last auction, the log's unit of price per unit of
   *     score; NaN where there is none
   */
  public record Trace(double[] spendShare, double[] planShare, double[] multiplier) {

    /** Parts of a run. */
    public static final int POINTS = 96;

    static Trace of(Decisions decisions, Schedule schedule, double budget) {
      double[] spend = new double[POINTS];
      double[] plan = new double[POINTS];
      double[] multiplier = new double[POINTS];
      int auctions = decisions.paid().length;
      double spent = 0;
      int i = 0;
      for (int k = 0; k < POINTS; k++) {
        long end = schedule.lengthMillis() * (k + 1) / POINTS;
        boolean last = k == POINTS - 1;
        while (i < auctions && (last || schedule.atMillis()[i] < end)) {
          spent += decisions.paid()[i++];
        }
        spend[k] = spent / budget;
        plan[k] = schedule.planShare(end);
        multiplier[k] = decisions.multiplier()[Math.max(0, i - 1)];
      }
      return new Trace(spend, plan, multiplier);
    }
  }
}
