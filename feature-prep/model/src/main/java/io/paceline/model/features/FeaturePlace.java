package io.paceline.model.features;

/**
 * Where a feature's ids stand in an encoded row, and where its own rows stand in the table.
 *
 * @param feature the feature
 * @param ofRequest whether its ids are on the request's side, else on the candidate's
 * @param slot its first place among the ids of its side, from 0; crosses follow the other ids of
 *     the candidate's side
 * @param firstRow its first row of the table, the one of bucket 0
 */
public record FeaturePlace(Feature feature, boolean ofRequest, int slot, int firstRow) {}
