package io.paceline.model.bundle;

import io.paceline.model.features.FeatureSpec;

/**
 * Encoded rows of the log with the probabilities that the trained model gave them. They serve to
 * check that a loaded model computes the same probabilities. Row i of the request's side belongs to
 * row i of the candidate's side; ids and floats are flattened row by row.
 *
 * @param rows number of rows
 * @param requestIds table rows of the request's side
 * @param requestFloats numbers of the request's side
 * @param candidateIds table rows of the candidate's side
 * @param candidateFloats numbers of the candidate's side
 * @param probability calibrated probabilities, for each row those of all heads
 */
public record GoldenBatch(
    int rows,
    int[] requestIds,
    float[] requestFloats,
    int[] candidateIds,
    float[] candidateFloats,
    float[] probability) {

  /**
   * True where there is at least one row and each row has all its values. A damaged file may hold
   * null in place of an array, so this has to be asked before the arrays are used.
   */
  boolean isWhole(FeatureSpec spec, int heads) {
    return rows > 0
        && requestIds != null
        && isWhole(requestIds.length, spec.requestIdCount())
        && requestFloats != null
        && isWhole(requestFloats.length, spec.requestFloats().size())
        && candidateIds != null
        && isWhole(candidateIds.length, spec.candidateIdCount())
        && candidateFloats != null
        && isWhole(candidateFloats.length, spec.candidateFloats().size())
        && probability != null
        && isWhole(probability.length, heads);
  }

  private boolean isWhole(int values, int perRow) {
    return values == (long) rows * perRow;
  }
}
