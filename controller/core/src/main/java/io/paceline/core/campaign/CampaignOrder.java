package io.paceline.core.campaign;

import org.jspecify.annotations.Nullable;

/**
 * What one record of the topic of campaigns asks for.
 *
 * @param kind what is asked for
 * @param campaignId the campaign that it concerns; {@link #EVERY_CAMPAIGN} for {@link Kind#STOP}
 *     and {@link Kind#LIFT}
 * @param version the version that the record states, 0 where it states none
 * @param campaign the campaign as edited; null unless the kind is {@link Kind#EDIT}
 * @param fault why only the pause of the record counts and the rest of it cannot be used; null
 *     where nothing was left out
 */
public record CampaignOrder(
    Kind kind,
    String campaignId,
    long version,
    @Nullable Campaign campaign,
    @Nullable String fault) {

  /**
   * The key under which a stop of all campaigns lies in the topic. It cannot be the id of a
   * campaign.
   */
  public static final String EVERY_CAMPAIGN = "*";

  /** What a record can ask for. */
  public enum Kind {
    /** Books or edits a campaign. */
    EDIT,
    /** Pauses a campaign and changes nothing else. */
    PAUSE,
    /** Ends a campaign: a tombstone, which is a record without a value. */
    END,
    /** Stops all bidding until {@link #LIFT}. */
    STOP,
    /** Ends a {@link #STOP}. */
    LIFT
  }

  /** A campaign was booked or edited. */
  public static CampaignOrder edit(Campaign campaign) {
    return new CampaignOrder(Kind.EDIT, campaign.id(), campaign.version(), campaign, null);
  }

  /**
   * A campaign is to be paused.
   *
   * @param version as the record states it, 0 for none
   * @param fault what is wrong with the rest of the record, null for nothing
   */
  public static CampaignOrder pause(String campaignId, long version, @Nullable String fault) {
    return new CampaignOrder(Kind.PAUSE, campaignId, version, null, fault);
  }

  /** A campaign is to end. */
  public static CampaignOrder end(String campaignId) {
    return new CampaignOrder(Kind.END, campaignId, 0, null, null);
  }

  /** All bidding is to stop, or may go on again. */
  public static CampaignOrder stop(boolean stopped) {
    return new CampaignOrder(stopped ? Kind.STOP : Kind.LIFT, EVERY_CAMPAIGN, 0, null, null);
  }
}
