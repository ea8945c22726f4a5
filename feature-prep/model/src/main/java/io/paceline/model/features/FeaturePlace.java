package io.paceline.model.features;

/**
 * Where a feature's ids stand in a row, and where its rows stand in the table.
 *
 * @param feature the feature
 * @param ofRequest whether its ids are on the request's side, else on the candidate's
 * @param slot its first place among the ids of its side
 * @param firstRow its first row of the table, the one of bucket 0
 */
public record FeaturePlace(Feature feature, boolean ofRequest, int slot, int firstRow) {}
