package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.Objective;
import java.util.List;

/**
 * A campaign with one of its creatives: all that does not change from request to request. An index
 * makes one offer object per creative, so that code which computes something from an offer can keep
 * the result under the identity of the object.
 *
 * @param campaignId the campaign
 * @param budgetId key of its budget
 * @param creativeId the creative
 * @param adomain the advertiser
 * @param categories IAB categories of the campaign, the main one first; empty where unknown
 * @param w width of the creative in pixels, 0 where unknown
 * @param h height of the creative in pixels, 0 where unknown
 * @param flightStartMillis campaign time at which the campaign began, 0 where unknown
 * @param objective what the campaign wants
 * @param number position of the offer among the offers of its {@link EligibilityIndex}, {@link
 *     #NO_NUMBER} where it belongs to no index
 */
public record Offer(
    String campaignId,
    String budgetId,
    String creativeId,
    String adomain,
    List<String> categories,
    int w,
    int h,
    long flightStartMillis,
    Objective objective,
    int number) {

  /** Number of an offer that belongs to no index. */
  public static final int NO_NUMBER = -1;

  /** The offer of a campaign with one of its creatives. */
  public static Offer of(Campaign campaign, Creative creative, int number) {
    return new Offer(
        campaign.id(),
        campaign.budget().id(),
        creative.id(),
        campaign.advertiser().domain(),
        campaign.advertiser().cat(),
        creative.w(),
        creative.h(),
        campaign.flight().startMillis(),
        campaign.bidding().objective(),
        number);
  }
}
