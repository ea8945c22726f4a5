package io.paceline.training.trainer;

import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Permutation importance of every feature for clicks, crosses and numbers included. What the graph
 * knows of a site or a campaign goes with its id.
 */
final class FeatureImportance {

  /** More rows would take longer and hardly change the order. */
  private static final int MOST_ROWS = 100_000;

  /** The head for clicks. */
  private static final int CLICK = 0;

  private FeatureImportance() {}

  /**
   * Measures.
   *
   * @param learner holds the finished weights
   * @param judging rows to measure on; the first {@value #MOST_ROWS} at even distances are taken
   */
  static List<HeldOutFigures.Importance> of(
      Learner learner, EncodedExamples rows, int[] judging, FeatureSpec spec, long seed) {
    int[] chosen = thinned(judging);
    boolean[] clicked = rows.clicked(chosen);
    int[] donors = chosen.clone();
    Trainer.shuffle(donors, new SplittableRandom(seed));
    double auc = QualityMeasure.auc(learner.logits(rows, chosen)[CLICK], clicked);
    List<HeldOutFigures.Importance> all = new ArrayList<>();
    for (EncodedExamples.Column column : columns(spec)) {
      double without =
          QualityMeasure.auc(
              learner
                  .logits(
                      rows,
                      chosen,
                      (batch, at, position) -> rows.copy(donors[position], column, batch, at))[
                  CLICK],
              clicked);
      all.add(new HeldOutFigures.Importance(column.name(), auc - without));
    }
    all.sort(Comparator.comparingDouble(HeldOutFigures.Importance::aucLoss).reversed());
    return all;
  }

  private static int[] thinned(int[] rows) {
    int count = Math.min(MOST_ROWS, rows.length);
    int[] part = new int[count];
    Arrays.setAll(part, i -> rows[(int) ((long) i * rows.length / count)]);
    return part;
  }

  private static List<EncodedExamples.Column> columns(FeatureSpec spec) {
    List<EncodedExamples.Column> columns = new ArrayList<>();
    for (FeaturePlace place : spec.places()) {
      columns.add(
          new EncodedExamples.Column(
              place.feature().name(),
              place.ofRequest()
                  ? EncodedExamples.Part.REQUEST_IDS
                  : EncodedExamples.Part.CANDIDATE_IDS,
              place.slot(),
              place.feature().slots()));
    }
    for (int i = 0; i < spec.requestFloats().size(); i++) {
      columns.add(
          new EncodedExamples.Column(
              spec.requestFloats().get(i), EncodedExamples.Part.REQUEST_FLOATS, i, 1));
    }
    for (int i = 0; i < spec.candidateFloats().size(); i++) {
      columns.add(
          new EncodedExamples.Column(
              spec.candidateFloats().get(i), EncodedExamples.Part.CANDIDATE_FLOATS, i, 1));
    }
    return columns;
  }
}
