package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.Profiles;
import io.paceline.core.profile.UserProfile;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the checks that one request needs campaign by campaign, in the order of {@link
 * NoBidReason}.
 */
final class CampaignGate {
  private final boolean recognised;
  private final UserProfile profile;
  private final long campaignMillis;
  private final BudgetBoard budgets;
  private final Map<String, Integer> inFlight;
  private final boolean severalImps;

  /**
   * Numbers of the campaigns that had reached their cap before this request; null for none, or
   * where the user may not be recognised.
   */
  private final @Nullable BitSet reached;

  /** Null for a test request, of which nothing is counted. */
  private final @Nullable CapTally caps;

  /**
   * In how many impressions of this request a capped campaign is already a candidate, by campaign
   * id. Kept only where the request has several impressions.
   */
  private final Map<String, Integer> offered = new HashMap<>();

  CampaignGate(
      BidRequest request,
      @Nullable String userKey,
      UserProfile profile,
      long campaignMillis,
      BudgetBoard budgets,
      InFlight inFlight,
      CappedCampaigns capped) {
    this.profile = profile;
    this.campaignMillis = campaignMillis;
    this.budgets = budgets;
    this.severalImps = request.imps().size() > 1;
    if (userKey != null && request.profilingAllowed()) {
      this.recognised = true;
      this.inFlight = inFlight.of(userKey);
      this.reached = capped.reached(profile, this.inFlight, campaignMillis);
    } else {
      this.recognised = false;
      this.inFlight = Map.of();
      this.reached = null;
    }
    this.caps = request.test() ? null : budgets.caps();
    budgets.caps().nextRequest();
  }

  /** The campaign's first creative that fits the slot, by the slot's order of sizes, or null. */
  static @Nullable Creative creative(Campaign campaign, Banner banner) {
    for (Size size : banner.sizes()) {
      for (Creative creative : campaign.creatives()) {
        if (creative.w() == size.w()
            && creative.h() == size.h()
            && disjoint(creative.attr(), banner.battr())) {
          return creative;
        }
      }
    }
    return null;
  }

  /** True where the slot blocks none of the creative's attributes. */
  static boolean disjoint(List<Integer> attr, List<Integer> battr) {
    return attr.isEmpty() || battr.isEmpty() || Collections.disjoint(attr, battr);
  }

  /**
   * Makes the checks of a campaign in flight that come before its targeting.
   *
   * @param number of the campaign in its index
   * @param fits whether one of its creatives fits the slot
   * @return why the campaign drops out, or null
   */
  @Nullable NoBidReason beforeTargeting(int number, boolean fits) {
    if (budgets.isSpent(number)) {
      return NoBidReason.BUDGET_SPENT;
    }
    return fits ? null : NoBidReason.NO_CREATIVE;
  }

  /**
   * Checks the cap of a campaign that has one, after its targeting. Counts the campaign where its
   * cap alone keeps it out.
   *
   * @param number of the campaign in its index
   * @param clearsFloor whether the impression's floor would let the campaign bid
   * @return why the campaign drops out, or null
   */
  @Nullable NoBidReason atItsCap(int number, Campaign campaign, boolean clearsFloor) {
    int here = severalImps ? offered.getOrDefault(campaign.id(), 0) : 0;
    NoBidReason capped = capped(number, campaign, here);
    if (capped != null && caps != null && clearsFloor && here == 0) {
      caps.keptOut(number, recognised);
    }
    return capped;
  }

  private @Nullable NoBidReason capped(int number, Campaign campaign, int here) {
    if (!recognised) {
      return NoBidReason.USER_UNKNOWN;
    }
    boolean isReached =
        (reached != null && reached.get(number))
            || (here > 0
                && Profiles.capReached(
                    profile,
                    campaign,
                    inFlight.getOrDefault(campaign.id(), 0) + here,
                    campaignMillis));
    return isReached ? NoBidReason.FREQUENCY_CAP : null;
  }

  /** Notes that a campaign with a frequency cap became a candidate. */
  void offered(int number, Campaign capped) {
    boolean first = !severalImps || offered.merge(capped.id(), 1, Integer::sum) == 1;
    if (caps != null && first) {
      caps.admitted(number);
    }
  }
}
