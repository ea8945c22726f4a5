package io.paceline.core.scoring;

/**
 * One candidate of one impression as the model is fed it; what the ids and floats stand for is told
 * by the feature specification whose fingerprint stands beside the row wherever it is kept.
 *
 * @param siteCategory first category of the site, or null: statistics are drawn towards it, and no
 *     id tells it
 * @param requestIds ids of the request's side
 * @param requestFloats numbers of the request's side
 * @param candidateIds ids of the candidate's side, crosses included
 * @param candidateFloats numbers of the candidate's side
 */
public record EncodedRow(
    String siteCategory,
    int[] requestIds,
    float[] requestFloats,
    int[] candidateIds,
    float[] candidateFloats) {}
