package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.UserProfile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first step of a decision: which campaigns may be shown in each of a request's impressions.
 * Immutable and thread-safe; built anew after campaigns have changed.
 *
 * <p>What a campaign fixes beforehand (flight, sizes, targeting, advertiser and categories) is kept
 * as bit sets, and the index intersects these, 64 campaigns a machine word. What changes from
 * request to request (budget, blocked attributes, cap, floor) is checked only for the campaigns
 * that remain. Where no campaign remains, the reason is that of the campaign that came furthest in
 * the order of {@link NoBidReason}. To find this campaign, the index begins with those that dropped
 * out at the last check.
 */
public final class EligibilityIndex {

  /** Currency in which campaigns pay unless the job says otherwise. */
  public static final String DEFAULT_CURRENCY = "USD";

  private static final Comparator<Campaign> BY_ID = Comparator.comparing(Campaign::id);

  private final List<Campaign> campaigns;
  private final String currency;
  private final FlightIndex flights;
  private final Postings<Size> sizes = new Postings<>();
  private final CreativeIndex creatives;
  private final CappedCampaigns capped;

  /** Maximum bid of each campaign, by its number. */
  private final long[] maxBidMicros;

  private final TargetingIndex targeting;

  /**
   * Each campaign under its advertiser's domain and all parents of this domain: blocking one of
   * them blocks the advertiser.
   */
  private final Postings<String> advertisers = new Postings<>();

  private final Postings<String> categories = new Postings<>();

  private EligibilityIndex(
      Collection<Campaign> campaigns, Set<String> ownDomains, String currency) {
    this.campaigns = campaigns.stream().sorted(BY_ID).toList();
    this.currency = currency;
    this.flights = new FlightIndex(this.campaigns);
    this.creatives = new CreativeIndex(this.campaigns);
    this.targeting = new TargetingIndex(this.campaigns, ownDomains);
    this.capped = new CappedCampaigns(this.campaigns);
    this.maxBidMicros = new long[this.campaigns.size()];
    for (int i = 0; i < this.campaigns.size(); i++) {
      Campaign campaign = this.campaigns.get(i);
      maxBidMicros[i] = campaign.bidding().maxBidMicros();
      Set<Size> own = new HashSet<>();
      campaign.creatives().forEach(creative -> own.add(new Size(creative.w(), creative.h())));
      sizes.add(i, own);
      advertisers.add(i, Hierarchy.domains(campaign.advertiser().domain()));
      categories.add(i, Hierarchy.categories(campaign.advertiser().cat()));
    }
  }

  /** An index of campaigns that pay in {@link #DEFAULT_CURRENCY}. */
  public static EligibilityIndex of(Collection<Campaign> campaigns, Set<String> ownDomains) {
    return of(campaigns, ownDomains, DEFAULT_CURRENCY);
  }

  /**
   * An index of all campaigns, whether in flight or not.
   *
   * @param campaigns valid ones (see {@link io.paceline.core.campaign.CampaignCodec}), one of each
   *     id
   * @param ownDomains domains (sub-domains included) whose pages count as on-site
   * @param currency ISO-4217 code of the currency in which bids are made
   */
  public static EligibilityIndex of(
      Collection<Campaign> campaigns, Set<String> ownDomains, String currency) {
    return new EligibilityIndex(campaigns, ownDomains, currency);
  }

  /** True where the index has no campaign. */
  boolean isEmpty() {
    return campaigns.isEmpty();
  }

  /** A board of budgets for {@link #eligible}, filled by asking {@code budgets}. */
  public BudgetBoard board(Budgets budgets) {
    return new BudgetBoard(campaigns, budgets);
  }

  /**
   * Finds the candidates of every impression, in the order of their campaigns' ids. A candidate's
   * creative is of the first size, in the slot's order, for which the campaign has a creative
   * without a blocked attribute.
   *
   * <p>A capped campaign is a candidate in no more impressions of one request than its cap still
   * allows.
   *
   * @param userKey hashed key of the user, null where the user is unknown or may not be recognised;
   *     capped campaigns then stay out
   * @param profile what is known of the user, {@link UserProfile#UNKNOWN} for none
   * @param campaignMillis campaign time of the decision
   * @param modelVersion the bundle to score with, null where none is announced yet
   * @param budgets a {@link #board} of this index
   * @throws IllegalArgumentException where the board was made for another number of campaigns
   */
  public EligibleRequest eligible(
      BidRequest request,
      @Nullable String userKey,
      UserProfile profile,
      long campaignMillis,
      @Nullable String modelVersion,
      BudgetBoard budgets,
      InFlight inFlight) {
    if (budgets.size() != campaigns.size()) {
      throw new IllegalArgumentException("the board of budgets belongs to another index");
    }
    List<EligibleImp> imps = new ArrayList<>(request.imps().size());
    NoBidReason early = reasonForAll(request, modelVersion);
    Matching matching = null;
    for (int i = 0; i < request.imps().size(); i++) {
      Imp imp = request.imps().get(i);
      Banner banner = imp.banner();
      if (early == NoBidReason.NOT_READY) {
        imps.add(none(i, early));
      } else if (imp.fault() != null) {
        imps.add(none(i, NoBidReason.INVALID_IMP));
      } else if (banner == null) {
        imps.add(none(i, NoBidReason.UNSUPPORTED_FORMAT));
      } else if (early != null) {
        imps.add(none(i, early));
      } else {
        if (matching == null) {
          CampaignGate gate =
              new CampaignGate(
                  request, userKey, profile, campaignMillis, budgets, inFlight, capped);
          matching = new Matching(request, campaignMillis, gate, budgets);
        }
        imps.add(matching.match(i, imp, banner));
      }
    }
    return new EligibleRequest(
        request, userKey, profile, campaignMillis, modelVersion, List.copyOf(imps));
  }

  private @Nullable NoBidReason reasonForAll(BidRequest request, @Nullable String modelVersion) {
    if (campaigns.isEmpty() || modelVersion == null) {
      return NoBidReason.NOT_READY;
    }
    boolean accepted =
        request.cur().isEmpty() || request.cur().stream().anyMatch(currency::equalsIgnoreCase);
    return accepted ? null : NoBidReason.CURRENCY;
  }

  private static EligibleImp none(int impIndex, NoBidReason reason) {
    return new EligibleImp(impIndex, List.of(), reason);
  }

  /** The campaigns that remain for one request; each set is a subset of the one before. */
  private final class Matching {
    private final CampaignGate gate;
    private final BudgetBoard budgets;
    private final BitSet flying;
    private final BitSet targeted;
    private final BitSet admitted;

    Matching(BidRequest request, long campaignMillis, CampaignGate gate, BudgetBoard budgets) {
      this.gate = gate;
      this.budgets = budgets;
      flying = flights.at(campaignMillis);
      budgets.removeHalted(flying);
      targeted = copy(flying);
      targeting.keepAdmitting(targeted, request, campaignMillis);
      admitted = copy(targeted);
      advertisers.removeNaming(admitted, request.blockLists().badv());
      categories.removeNaming(admitted, request.blockLists().bcat());
      if (request.blockLists().unreadable()) {
        admitted.clear();
      }
    }

    EligibleImp match(int impIndex, Imp imp, Banner banner) {
      BitSet sized = sizes.naming(banner.sizes());
      sized.and(flying);
      NoBidReason furthest = NoBidReason.NO_ACTIVE_CAMPAIGN;
      BitSet remaining = copy(sized);
      remaining.and(admitted);
      CreativeIndex.ForSlot fitting = creatives.fitting(banner);
      Candidates.Builder candidates =
          new Candidates.Builder(creatives.book(), remaining.cardinality());
      for (int i = remaining.nextSetBit(0); i >= 0; i = remaining.nextSetBit(i + 1)) {
        int offer = fitting.of(i);
        NoBidReason reason = reason(i, offer, imp);
        if (reason == null) {
          candidates.add(offer, budgets.push(i));
        } else {
          furthest = later(furthest, reason);
        }
      }
      if (!candidates.isEmpty()) {
        return new EligibleImp(impIndex, candidates.build(), null);
      }
      BitSet blocked = copy(sized);
      blocked.and(targeted);
      blocked.andNot(admitted);
      furthest = furthest(furthest, blocked, NoBidReason.BLOCKED, banner);
      BitSet excluded = copy(sized);
      excluded.andNot(targeted);
      furthest = furthest(furthest, excluded, NoBidReason.TARGETING, banner);
      BitSet unsized = copy(flying);
      unsized.andNot(sized);
      furthest = furthest(furthest, unsized, NoBidReason.NO_CREATIVE, banner);
      return none(impIndex, furthest);
    }

    /**
     * Why a campaign that its targeting and the publisher admit drops out; null for a candidate.
     */
    private @Nullable NoBidReason reason(int campaign, int offer, Imp imp) {
      NoBidReason reason = gate.beforeTargeting(campaign, offer != CreativeIndex.NONE);
      boolean isCapped = capped.contains(campaign);
      boolean clearsFloor = imp.bidfloorMicros() <= maxBidMicros[campaign];
      if (reason == null && isCapped) {
        reason = gate.atItsCap(campaign, campaigns.get(campaign), clearsFloor);
      }
      if (reason == null && !clearsFloor) {
        reason = NoBidReason.FLOOR;
      }
      if (reason == null && isCapped) {
        gate.offered(campaign, campaigns.get(campaign));
      }
      return reason;
    }

    /**
     * The furthest reason among {@code others} and the reasons of the {@code dropped} campaigns.
     * The reason of a dropped campaign is {@code own}, unless an earlier check already stops the
     * campaign. The search ends as soon as {@code own} is reached, because none of these campaigns
     * came further: a reason that a dropped campaign may get instead of {@code own} has to stand
     * before {@code own} in {@link NoBidReason}, or it is not found.
     */
    private NoBidReason furthest(
        NoBidReason others, BitSet dropped, NoBidReason own, Banner banner) {
      NoBidReason furthest = others;
      for (int i = dropped.nextSetBit(0);
          i >= 0 && furthest.compareTo(own) < 0;
          i = dropped.nextSetBit(i + 1)) {
        Campaign campaign = campaigns.get(i);
        NoBidReason reason =
            gate.beforeTargeting(i, CampaignGate.creative(campaign, banner) != null);
        furthest = later(furthest, reason == null ? own : reason);
      }
      return furthest;
    }
  }

  private static NoBidReason later(NoBidReason one, NoBidReason other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static BitSet copy(BitSet original) {
    BitSet copy = new BitSet();
    copy.or(original);
    return copy;
  }
}
