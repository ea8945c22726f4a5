package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up each campaign's first offer of a size without a search. With fifty candidates a request,
 * the walk over their creatives took the largest part of the time of eligibility. A slot's blocked
 * attributes rarely exclude the creative found; where they do, the index searches the campaign's
 * creatives after all.
 */
final class CreativeIndex {

  /** No creative fits. */
  static final int NONE = -1;

  private final List<Campaign> campaigns;

  /**
   * By size, and then by campaign, the number of the first offer; {@link #NONE} where the campaign
   * has no creative of the size.
   */
  private final Map<Size, int[]> firstOfSize = new HashMap<>();

  private final OfferBook book;

  /** Number of each campaign's first offer; the others follow in the order of its creatives. */
  private final int[] firstOffer;

  /**
   * @param campaigns a campaign's number is its position
   */
  CreativeIndex(List<Campaign> campaigns) {
    this.campaigns = campaigns;
    this.firstOffer = new int[campaigns.size()];
    List<Offer> offers = new ArrayList<>(campaigns.size());
    for (int i = 0; i < campaigns.size(); i++) {
      firstOffer[i] = offers.size();
      for (Creative creative : campaigns.get(i).creatives()) {
        int[] first =
            firstOfSize.computeIfAbsent(new Size(creative.w(), creative.h()), this::noneYet);
        if (first[i] == NONE) {
          first[i] = offers.size();
        }
        offers.add(Offer.of(campaigns.get(i), creative, offers.size()));
      }
    }
    book = new OfferBook(offers);
  }

  private int[] noneYet(Size size) {
    int[] none = new int[campaigns.size()];
    Arrays.fill(none, NONE);
    return none;
  }

  /** The offers of all campaigns. */
  OfferBook book() {
    return book;
  }

  /** The offers that fit a slot. */
  ForSlot fitting(Banner banner) {
    List<int[]> bySize = new ArrayList<>(banner.sizes().size());
    for (Size size : banner.sizes()) {
      int[] first = firstOfSize.get(size);
      if (first != null) {
        bySize.add(first);
      }
    }
    return new ForSlot(banner, bySize);
  }

  /** The offers that fit one slot, by campaign. */
  final class ForSlot {
    private final Banner banner;
    private final List<int[]> bySize;

    private ForSlot(Banner banner, List<int[]> bySize) {
      this.banner = banner;
      this.bySize = bySize;
    }

    /**
     * Number of a campaign's offer with the creative that {@link CampaignGate#creative} finds, or
     * {@link #NONE}.
     */
    int of(int campaign) {
      for (int i = 0; i < bySize.size(); i++) {
        int offer = bySize.get(i)[campaign];
        if (offer != NONE) {
          return banner.battr().isEmpty() || admits(campaign, offer) ? offer : search(campaign);
        }
      }
      return NONE;
    }

    private boolean admits(int campaign, int offer) {
      Creative creative = campaigns.get(campaign).creatives().get(offer - firstOffer[campaign]);
      return CampaignGate.disjoint(creative.attr(), banner.battr());
    }

    private int search(int campaign) {
      Creative found = CampaignGate.creative(campaigns.get(campaign), banner);
      return found == null
          ? NONE
          : firstOffer[campaign] + campaigns.get(campaign).creatives().indexOf(found);
    }
  }
}
