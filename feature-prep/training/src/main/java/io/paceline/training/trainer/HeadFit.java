package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.model.bundle.Calibration;
import io.paceline.model.bundle.Head;
import io.paceline.model.bundle.HeadQuality;
import io.paceline.model.bundle.MeanProbabilities;
import io.paceline.training.statistics.ProbabilitySums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fits and measures everything that needs the learned network: calibration, campaign levels, mean
 * probabilities and the quality of each head.
 */
final class HeadFit {

  /**
   * How many positive rows a head needs; the head for clicks has its own limit, {@link
   * Trainer#MIN_CLICKS}.
   */
  static final int MIN_POSITIVES = 100;

  private final EncodedExamples rows;
  private final RowSplit split;
  private final double[][] logits;
  private final List<Head> heads = new ArrayList<>();
  private final Map<String, float[]> values;

  /**
   * Fits all heads.
   *
   * @param logits logits of all rows, by head; this call adds the campaigns' levels to them
   */
  HeadFit(
      EncodedExamples rows,
      RowSplit split,
      List<Objective> objectives,
      double[][] logits,
      ModelWeights weights) {
    this.rows = rows;
    this.split = split;
    this.logits = logits;
    this.values = new LinkedHashMap<>(weights.values());
    double[] click = null;
    for (int h = 0; h < objectives.size(); h++) {
      Calibration calibration = calibrated(objectives.get(h), h);
      double[] probability = Arrays.stream(logits[h]).map(calibration::probability).toArray();
      heads.add(
          new Head(
              objectives.get(h),
              calibration,
              means(probability, click),
              quality(objectives.get(h), probability)));
      click = click == null ? probability : click;
    }
  }

  /**
   * The objectives that can be learned from a log: clicks, and each outcome that follows clicks
   * often enough ({@value #MIN_POSITIVES} times) but not always.
   */
  static List<Objective> objectives(EncodedExamples rows, RowSplit split) {
    List<Objective> objectives = new ArrayList<>(List.of(Objective.CLICK));
    int[] clicked = counting(rows, Objective.CONVERSION, split.fitted());
    for (Objective objective : List.of(Objective.CONVERSION, Objective.LAST_CLICK)) {
      int positives = 0;
      for (boolean reached : rows.reached(objective, clicked)) {
        positives += reached ? 1 : 0;
      }
      if (positives >= MIN_POSITIVES && positives < clicked.length) {
        objectives.add(objective);
      }
    }
    return List.copyOf(objectives);
  }

  /**
   * Among the rows that count for a head, the share that reached its objective; at least one row
   * did and at least one did not.
   */
  static double rate(EncodedExamples rows, Objective objective, int[] fitted) {
    int[] counting = counting(rows, objective, fitted);
    double positives = 0.0;
    for (boolean reached : rows.reached(objective, counting)) {
      positives += reached ? 1.0 : 0.0;
    }
    return positives / counting.length;
  }

  List<Head> heads() {
    return heads;
  }

  /** The network's weights with the campaigns' levels in them. */
  ModelWeights weights() {
    return new ModelWeights(values);
  }

  private Calibration calibrated(Objective objective, int h) {
    int[] stopping = counting(rows, objective, split.stopping());
    int[] fitted = counting(rows, objective, split.fitted());
    boolean[] reached = rows.reached(objective, fitted);
    Calibration spread =
        CalibrationFit.matching(
            CalibrationFit.fit(chosen(logits[h], stopping), rows.reached(objective, stopping)),
            chosen(logits[h], fitted),
            reached);
    Map<Integer, Double> shifts = CampaignLevels.shifts(rows, objective, logits[h], fitted, spread);
    CampaignLevels.apply(shifts, rows, logits[h]);
    boolean click = objective == Objective.CLICK;
    // For clicks, the shift goes into the campaign's linear weight; the other heads have a table
    // for it.
    String name = click ? ModelGraph.WEIGHT : ModelGraph.HEAD_LEVELS;
    float[] table = weights().get(name).clone();
    shifts.forEach(
        (bucket, shift) ->
            table[
                    click
                        ? EncodedExamples.CAMPAIGN.firstRow() + bucket
                        : bucket * logits.length + h] +=
                shift.floatValue());
    values.put(name, table);
    return CalibrationFit.matching(spread, chosen(logits[h], fitted), reached);
  }

  private MeanProbabilities means(double[] probability, double @Nullable [] click) {
    ProbabilitySums sums = new ProbabilitySums();
    for (int row = 0; row < probability.length; row++) {
      sums.add(rows.campaignId(row), probability[row] * (click == null ? 1.0 : click[row]));
    }
    return sums.means();
  }

  private HeadQuality quality(Objective objective, double[] probability) {
    int[] judged = counting(rows, objective, split.judging());
    long positives = 0;
    for (int row = 0; row < rows.rows(); row++) {
      positives += rows.reached(objective, row) ? 1 : 0;
    }
    return QualityMeasure.ofHead(
        positives, chosen(probability, judged), rows.reached(objective, judged));
  }

  /**
   * Selects the rows that count for a head: all rows for clicks, clicked rows for what follows a
   * click.
   */
  private static int[] counting(EncodedExamples rows, Objective objective, int[] numbers) {
    return objective == Objective.CLICK
        ? numbers
        : Arrays.stream(numbers).filter(rows::clicked).toArray();
  }

  private static double[] chosen(double[] values, int[] numbers) {
    return Arrays.stream(numbers).mapToDouble(row -> values[row]).toArray();
  }
}
