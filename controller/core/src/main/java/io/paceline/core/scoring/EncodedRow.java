package io.paceline.core.scoring;

import org.jspecify.annotations.Nullable;

/**
 * The model's input for one candidate of one impression. The feature specification says what the
 * ids and floats stand for; its fingerprint is stored beside the row wherever the row is kept.
 *
 * @param siteCategory main category of the site, or null. It is kept because the statistics of a
 *     site are drawn towards those of its category, which the ids do not reveal
 * @param requestIds ids of the request's side
 * @param requestFloats numbers of the request's side
 * @param candidateIds ids of the candidate's side, crosses included
 * @param candidateFloats numbers of the candidate's side
 */
public record EncodedRow(
    @Nullable String siteCategory,
    int[] requestIds,
    float[] requestFloats,
    int[] candidateIds,
    float[] candidateFloats) {}
