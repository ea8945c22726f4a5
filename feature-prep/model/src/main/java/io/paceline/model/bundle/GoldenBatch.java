package io.paceline.model.bundle;

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
    float[] probability) {}
