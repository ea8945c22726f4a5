package io.paceline.simulator.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dual bound on the value of all campaigns together, for someone who knows the days beforehand.
 * No allocation within the budgets is worth more than
 *
 * <pre>
 *   min_{μ ≥ 0} Σ_b μ_b · B_b + Σ_i max(0, max_c (v_ic − μ_b(c) · p_i))
 *
 *   v_ic  click probability of impression i for campaign c     p_i  the lowest price that wins it
 *   B_b   budget b of all days                                 μ_b  value that a micro must bring
 * </pre>
 *
 * <p>Frequency caps and the caps of single days are left out, which only raises the bound. The
 * bound is computed on a sample of the impressions at even distances, with the same part of each
 * budget, and multiplied up. So it is right within the error of the sample. Where more impressions
 * come than were expected, every second one of a full sample is dropped, and the distance doubles.
 */
final class ValueBound {

  /** The sample has this many impressions to twice as many, or all where there are fewer. */
  private static final long SAMPLE = 50_000;

  private static final int STEPS = 200;

  /**
   * An impression of the sample for which somebody may bid.
   *
   * @param number number of the impression among all, from 0
   */
  private record Chance(long number, double priceMicros, int[] budgets, double[] values) {}

  private long every;
  private final List<Chance> chances = new ArrayList<>();
  private final Map<String, Integer> budgetNumbers = new LinkedHashMap<>();
  private long seen;

  /** A bound on days of which about this many impressions are expected. */
  ValueBound(long impressions) {
    every = Math.max(1, impressions / SAMPLE);
  }

  /**
   * Counts the next impression and tells whether it belongs to the sample; if it does, {@link #add}
   * has to follow.
   */
  boolean isNext() {
    if (seen == 2 * SAMPLE * every) {
      every *= 2;
      chances.removeIf(chance -> chance.number % every != 0);
    }
    return seen++ % every == 0;
  }

  /**
   * Adds an impression to the sample.
   *
   * @param priceMicros the lowest price that wins the impression, micros
   * @param values the largest click probability of a campaign that may be shown, for each budget
   *     that has such a campaign
   */
  void add(long priceMicros, Map<String, Double> values) {
    if (values.isEmpty()) {
      return;
    }
    int[] budgets = new int[values.size()];
    double[] of = new double[values.size()];
    int i = 0;
    for (Map.Entry<String, Double> one : values.entrySet()) {
      budgets[i] = budgetNumbers.computeIfAbsent(one.getKey(), id -> budgetNumbers.size());
      of[i++] = one.getValue();
    }
    chances.add(new Chance(seen - 1, priceMicros, budgets, of));
  }

  /**
   * The lowest bound that multiplicative subgradient steps find.
   *
   * @param budgetMicros what each budget can spend in all days together, micros
   */
  double of(Map<String, Long> budgetMicros) {
    double[] budget = new double[budgetNumbers.size()];
    budgetNumbers.forEach(
        (id, number) -> budget[number] = (double) budgetMicros.getOrDefault(id, 0L) / every);
    double[] mu = new double[budget.length];
    for (Chance chance : chances) {
      for (int i = 0; i < chance.budgets.length; i++) {
        mu[chance.budgets[i]] += chance.values[i];
      }
    }
    for (int b = 0; b < mu.length; b++) {
      mu[b] = Math.max(1e-12, mu[b] / Math.max(1, budget[b]));
    }
    double best = Double.POSITIVE_INFINITY;
    double[] spend = new double[mu.length];
    for (int step = 0; step < STEPS; step++) {
      best = Math.min(best, bound(mu, budget, spend));
      double rate = 0.6 / (1 + step / 12.0);
      for (int b = 0; b < mu.length; b++) {
        double error = Math.max(-1, Math.min(2, spend[b] / Math.max(1, budget[b]) - 1));
        mu[b] *= Math.exp(rate * error);
      }
    }
    return chances.isEmpty() ? 0 : best * every;
  }

  private double bound(double[] mu, double[] budget, double[] spend) {
    double bound = 0;
    for (int b = 0; b < mu.length; b++) {
      bound += mu[b] * budget[b];
      spend[b] = 0;
    }
    for (Chance chance : chances) {
      double most = 0;
      int winner = -1;
      for (int i = 0; i < chance.budgets.length; i++) {
        double gain = chance.values[i] - mu[chance.budgets[i]] * chance.priceMicros;
        if (gain > most) {
          most = gain;
          winner = chance.budgets[i];
        }
      }
      if (winner >= 0) {
        bound += most;
        spend[winner] += chance.priceMicros;
      }
    }
    return bound;
  }
}
