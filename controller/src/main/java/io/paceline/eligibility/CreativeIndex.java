package io.paceline.eligibility;

import io.paceline.campaign.Campaign;
import io.paceline.campaign.Creative;
import io.paceline.openrtb.Banner;
import io.paceline.openrtb.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each campaign's first creative of a size, looked up instead of searched: with fifty candidates a
 * request, walking their creatives was the largest part of eligibility. Creatives that a slot's
 * blocked attributes exclude are rare; for them the search is done after all.
 */
final class CreativeIndex {
  private final List<Campaign> campaigns;
  private final Map<Size, Creative[]> firstOfSize = new HashMap<>();

  /** By campaign, in the order of its creatives. */
  private final Offer[][] offers;

  /**
   * @param campaigns a campaign's number is its position
   */
  CreativeIndex(List<Campaign> campaigns) {
    this.campaigns = campaigns;
    this.offers = new Offer[campaigns.size()][];
    int count = 0;
    for (int i = 0; i < campaigns.size(); i++) {
      Campaign campaign = campaigns.get(i);
      offers[i] = new Offer[campaign.creatives().size()];
      for (int c = 0; c < offers[i].length; c++) {
        offers[i][c] = Offer.of(campaign, campaign.creatives().get(c), count++);
      }
      for (Creative creative : campaign.creatives()) {
        Creative[] first =
            firstOfSize.computeIfAbsent(
                new Size(creative.w(), creative.h()), size -> new Creative[campaigns.size()]);
        if (first[i] == null) {
          first[i] = creative;
        }
      }
    }
  }

  /** What the campaign of that number offers with one of its creatives; the same object always. */
  Offer offer(int campaign, Creative creative) {
    for (Offer offer : offers[campaign]) {
      if (offer.creativeId().equals(creative.id())) {
        return offer;
      }
    }
    throw new IllegalArgumentException("campaign " + campaign + " has no such creative");
  }

  /** What fits one slot. */
  ForSlot fitting(Banner banner) {
    List<Creative[]> bySize = new ArrayList<>(banner.sizes().size());
    for (Size size : banner.sizes()) {
      Creative[] first = firstOfSize.get(size);
      if (first != null) {
        bySize.add(first);
      }
    }
    return new ForSlot(banner, bySize);
  }

  /** The creatives that fit one slot, by campaign. */
  final class ForSlot {
    private final Banner banner;
    private final List<Creative[]> bySize;

    private ForSlot(Banner banner, List<Creative[]> bySize) {
      this.banner = banner;
      this.bySize = bySize;
    }

    /** What {@link CampaignGate#creative} gives for the campaign of that number. */
    Creative of(int campaign) {
      for (int i = 0; i < bySize.size(); i++) {
        Creative creative = bySize.get(i)[campaign];
        if (creative != null) {
          return CampaignGate.disjoint(creative.attr(), banner.battr())
              ? creative
              : CampaignGate.creative(campaigns.get(campaign), banner);
        }
      }
      return null;
    }
  }
}
