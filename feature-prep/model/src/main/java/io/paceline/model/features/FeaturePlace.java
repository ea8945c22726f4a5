package io.paceline.model.features;

/**
 * Where a feature stands.
 *
 * @param feature which
 * @param ofRequest whether its ids are on the request's side, else on the candidate's
 * @param slot its first place among the ids of its side
 * @param firstRow its first row of the table, the one of bucket 0
 */
public record FeaturePlace(Feature feature, boolean ofRequest, int slot, int firstRow) {}
