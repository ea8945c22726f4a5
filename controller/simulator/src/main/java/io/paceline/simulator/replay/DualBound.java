package io.paceline.simulator.replay;

/**
 * The dual bound of protocol M. No allocation of the requests, even with all prices known, is worth
 * more than
 *
 * <pre>
 *   min_{μ ≥ 0} Σ_c μ_c · B_c + Σ_i max(0, max_c (v_ic − μ_c · p_i))
 *
 *   v_ic  value of request i to campaign c     p_i  its price     B_c  the campaign's budget
 *   μ_c   value that campaign c asks for each unit of price that it spends
 * </pre>
 *
 * <p>Every μ gives a valid bound. Multiplicative subgradient steps of decreasing size search for
 * the lowest bound: each step raises log μ_c where the campaign spends more than its budget at μ,
 * and lowers it where the campaign spends less. The lowest bound on the way is the result.
 */
final class DualBound {
  private static final int STEPS = 250;

  private DualBound() {}

  /**
   * Computes the bound.
   *
   * @param values by campaign and request, in the unit of the prices
   * @param prices by request
   * @param budgets by campaign, positive
   */
  static double of(double[][] values, int[] prices, double[] budgets) {
    int campaigns = budgets.length;
    double[] mu = new double[campaigns];
    for (int c = 0; c < campaigns; c++) {
      double sum = 0;
      for (double value : values[c]) {
        sum += value;
      }
      mu[c] = Math.max(1e-9, sum / budgets[c]);
    }
    double best = Double.POSITIVE_INFINITY;
    double[] spend = new double[campaigns];
    for (int step = 0; step < STEPS; step++) {
      double bound = 0;
      for (int c = 0; c < campaigns; c++) {
        bound += mu[c] * budgets[c];
        spend[c] = 0;
      }
      for (int i = 0; i < prices.length; i++) {
        double most = 0;
        int winner = -1;
        for (int c = 0; c < campaigns; c++) {
          double gain = values[c][i] - mu[c] * prices[i];
          if (gain > most) {
            most = gain;
            winner = c;
          }
        }
        if (winner >= 0) {
          bound += most;
          spend[winner] += prices[i];
        }
      }
      best = Math.min(best, bound);
      double rate = 0.6 / (1 + step / 12.0);
      for (int c = 0; c < campaigns; c++) {
        double error = Math.max(-1, Math.min(2, spend[c] / budgets[c] - 1));
        mu[c] *= Math.exp(rate * error);
      }
    }
    return best;
  }
}
