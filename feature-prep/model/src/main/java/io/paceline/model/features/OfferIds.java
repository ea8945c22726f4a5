package io.paceline.model.features;

import io.paceline.core.eligibility.Offer;
import java.util.List;

/**
 * What the encoder computes once for each offer: the ids of the offer's own features, and the
 * hashes that crosses need.
 *
 * @param campaignId the campaign
 * @param flightStartMillis campaign time at which the campaign began, 0 where unknown
 * @param ids table rows of campaign, creative, advertiser, category and size, in the order of the
 *     specification
 * @param campaignOpening {@link FeatureHash#opening} of the campaign's hash
 * @param categoryOpening {@link FeatureHash#opening} of the main category's hash
 * @param categories hashes of all categories
 */
public record OfferIds(
    String campaignId,
    long flightStartMillis,
    int[] ids,
    long campaignOpening,
    long categoryOpening,
    long[] categories) {

  /**
   * Computes the ids and hashes of an offer.
   *
   * @param features of the candidate's side, those of an offer first
   * @param firstRow table row where the first of them begins
   */
  static OfferIds of(Offer offer, List<Feature> features, int firstRow) {
    long campaign = FeatureHash.of(offer.campaignId());
    long[] categories = offer.categories().stream().mapToLong(FeatureHash::of).toArray();
    long category = categories.length == 0 ? 0L : categories[0];
    long[] hashes = {
      campaign,
      FeatureHash.pair(campaign, FeatureHash.of(offer.creativeId())),
      FeatureHash.of(offer.adomain()),
      category,
      ((long) offer.w() << 32) | offer.h()
    };
    int[] ids = new int[hashes.length];
    int start = firstRow;
    for (int i = 0; i < ids.length; i++) {
      int buckets = features.get(i).buckets();
      ids[i] = start + FeatureHash.bucket(hashes[i], buckets);
      start += buckets;
    }
    return new OfferIds(
        offer.campaignId(),
        offer.flightStartMillis(),
        ids,
        FeatureHash.opening(campaign),
        FeatureHash.opening(category),
        categories);
  }
}
