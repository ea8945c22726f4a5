package io.paceline.training.trainer;

import io.paceline.model.bundle.Calibration;
import io.paceline.model.features.FeaturePlace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adjusts the weights of unknown campaigns and of unknown sites: when the ids of all rows are
 * removed, the network has to predict as many clicks as occurred. Training alone does not reach
 * this: the prior draws the weight of bucket 0, which learned from only about one row in twenty,
 * towards 0; and a row without the id also lacks its crosses, whose weights do not sum to 0.
 */
final class UnknownLevels {

  /**
   * How many rows are used at most. With this many, the error of the mean is small beside the log's
   * own random variation.
   */
  private static final int MOST_ROWS = 200_000;

  private static final Calibration AS_IT_IS = new Calibration(1.0, 0.0);

  private UnknownLevels() {}

  /**
   * Returns the same network with adjusted weights for all campaigns and sites that the training
   * rows lack.
   *
   * @param learner holds the network with these weights
   * @param ids removes the ids
   */
  static ModelWeights matched(
      Learner learner, EncodedExamples rows, int[] training, IdDropout ids, ModelWeights weights) {
    int[] chosen = new int[Math.min(MOST_ROWS, training.length)];
    Arrays.setAll(chosen, i -> training[(int) ((long) i * training.length / chosen.length)]);
    boolean[] clicked = rows.clicked(chosen);
    float[] table = weights.get(ModelGraph.WEIGHT).clone();
    for (IdDropout.Subject subject : IdDropout.Subject.values()) {
      double[] logits =
          learner
              .logits(rows, chosen, (batch, i, row) -> ids.forget(subject, batch, i))[
              ModelGraph.CLICK_HEAD];
      float shift = (float) CalibrationFit.matching(AS_IT_IS, logits, clicked).intercept();
      FeaturePlace place = ids.place(subject);
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
