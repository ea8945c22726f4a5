package io.paceline.model.bundle;

/**
 * Encoded rows of the log with the probabilities that the trained model gave them, by which every
 * loader checks that it computes the same. Row i of each side belongs together; ids and floats are
 * flattened row by row.
 *
 * @param rows how many
 * @param requestIds table rows of the request's side
 * @param requestFloats numbers of the request's side
 * @param candidateIds table rows of the candidate's side
 * @param candidateFloats numbers of the candidate's side
 * @param probability calibrated, per row those of all heads
 */
public record GoldenBatch(
    int rows,
    int[] requestIds,
    float[] requestFloats,
    int[] candidateIds,
    float[] candidateFloats,
    float[] probability) {}
