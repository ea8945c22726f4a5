package io.paceline.simulator.exchange;

import io.paceline.core.campaign.Creative;
import io.paceline.core.openrtb.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the campaigns of a simulated market name their advertiser and their creatives. Markets and
 * the training on their logs take the names from here, so that a model meets the same ids in
 * training and in a simulated day.
 */
public final class MarketBanners {

  private MarketBanners() {}

  /**
   * Domain of an advertiser.
   *
   * @param advertiser number of the advertiser as logs state it; null counts as 0
   */
  public static String adomain(@Nullable String advertiser) {
    String number = advertiser == null ? "0" : advertiser.toLowerCase(Locale.ROOT);
    return "adv" + number.replaceAll("[^a-z0-9]", "") + ".example";
  }

  /** Id of a campaign's banner of one size. */
  public static String creativeId(String campaignId, Size size) {
    return campaignId + "-" + size.w() + "x" + size.h();
  }

  /** A campaign's banner of one size; its picture need not exist. */
  public static Creative banner(String campaignId, String adomain, Size size) {
    String id = creativeId(campaignId, size);
    return new Creative(
        id,
        size.w(),
        size.h(),
        List.of(),
        "https://" + adomain + "/" + id + ".png",
        "https://" + adomain + "/" + campaignId);
  }
}
