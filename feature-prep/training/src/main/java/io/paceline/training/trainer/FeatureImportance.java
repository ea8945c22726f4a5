package io.paceline.training.trainer;

import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Measures how important every feature, crosses and numbers included, is for the predictions of
 * clicks (permutation importance). The graph looks up the statistics of a site or campaign by its
 * id, so where the id is exchanged, the statistics are exchanged with it.
 */
final class FeatureImportance {

  /**
   * How many rows are used at most; more would take longer and hardly change the order of the
   * features.
   */
  private static final int MOST_ROWS = 100_000;

  private FeatureImportance() {}

  /**
   * Measures all features, the most important one first.
   *
   * @param learner holds the finished weights
   * @param judging numbers of the rows to measure on; where they are more than {@value #MOST_ROWS},
   *     only that many of them, at even distances, are used
   */
  static List<HeldOutFigures.Importance> of(
      Learner learner, EncodedExamples rows, int[] judging, FeatureSpec spec, long seed) {
    int[] chosen = thinned(judging);
    boolean[] clicked = rows.clicked(chosen);
    int[] donors = chosen.clone();
    Trainer.shuffle(donors, new SplittableRandom(seed));
    double auc = QualityMeasure.auc(learner.logits(rows, chosen)[ModelGraph.CLICK_HEAD], clicked);
    List<HeldOutFigures.Importance> all = new ArrayList<>();
    for (EncodedExamples.Column column : columns(spec)) {
      double without =
          QualityMeasure.auc(
              learner
                  .logits(
                      rows,
                      chosen,
                      (batch, at, position) -> rows.copy(donors[position], column, batch, at))[
                  ModelGraph.CLICK_HEAD],
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
