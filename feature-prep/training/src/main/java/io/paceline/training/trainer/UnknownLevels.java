package io.paceline.training.trainer;

import io.paceline.model.bundle.Calibration;
import io.paceline.model.features.FeaturePlace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Levels the worth of unknown campaigns and of unknown sites: with the ids of all rows taken away,
 * as many clicks have to be predicted as occurred. What bucket 0 has learned from a few rows in
 * twenty is drawn to 0 by the prior, while the crosses that those rows lack add up to something.
 */
final class UnknownLevels {

  /** More rows tell the mean no better than the log's own chance does. */
  private static final int MOST_ROWS = 200_000;

  private static final Calibration AS_IT_IS = new Calibration(1.0, 0.0);

  private UnknownLevels() {}

  /**
   * The same network with another weight for campaigns and sites that the training rows lack.
   *
   * @param learner holds the network
   */
  static ModelWeights matched(
      Learner learner, EncodedExamples rows, int[] training, IdDropout ids, ModelWeights weights) {
    int[] chosen = new int[Math.min(MOST_ROWS, training.length)];
    Arrays.setAll(chosen, i -> training[(int) ((long) i * training.length / chosen.length)]);
    boolean[] clicked = rows.clicked(chosen);
    float[] table = weights.get(ModelGraph.WEIGHT).clone();
    for (IdDropout.Of of : IdDropout.Of.values()) {
      double[] logits =
          learner.logits(rows, chosen, (batch, i, row) -> ids.forget(of, batch, i))[0];
      float shift = (float) CalibrationFit.matching(AS_IT_IS, logits, clicked).intercept();
      FeaturePlace place = ids.place(of);
      BitSet met = new BitSet();
      for (int row : training) {
        met.set(rows.bucket(row, place));
      }
      for (int bucket = 0; bucket < place.feature().buckets(); bucket++) {
        if (!met.get(bucket)) {
          table[place.firstRow() + bucket] += shift;
        }
      }
    }
    Map<String, float[]> values = new LinkedHashMap<>(weights.values());
    values.put(ModelGraph.WEIGHT, table);
    return new ModelWeights(values);
  }
}
