package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Placement;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.CampaignHistory;
import io.paceline.core.profile.UserProfile;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes what {@link EligibilityIndex} must find, by walking over all campaigns, check by check.
 */
record EligibilityOracle(Collection<Campaign> campaigns, Set<String> ownDomains, String currency) {

  EligibleRequest eligible(
      BidRequest request,
      String userKey,
      UserProfile profile,
      long campaignMillis,
      String modelVersion,
      Budgets budgets,
      InFlight inFlight) {
    List<EligibleImp> imps = new ArrayList<>();
    Map<String, Integer> offered = new HashMap<>();
    for (Imp imp : request.imps()) {
      List<Candidate> candidates = new ArrayList<>();
      NoBidReason furthest = requestReason(request, imp, modelVersion);
      if (furthest == null) {
        furthest = NoBidReason.NO_ACTIVE_CAMPAIGN;
        for (Campaign campaign :
            campaigns.stream().sorted(Comparator.comparing(Campaign::id)).toList()) {
          int open =
              inFlight.of(userKey).getOrDefault(campaign.id(), 0)
                  + offered.getOrDefault(campaign.id(), 0);
          Creative creative = creative(campaign, imp);
          NoBidReason reason;
          if (!campaign.inFlight(campaignMillis)) {
            reason = NoBidReason.NO_ACTIVE_CAMPAIGN;
          } else if (!budgets.canBid(campaign.budget().id())) {
            reason = NoBidReason.BUDGET_SPENT;
          } else if (creative == null) {
            reason = NoBidReason.NO_CREATIVE;
          } else if (!targeted(campaign, request, campaignMillis)) {
            reason = NoBidReason.TARGETING;
          } else if (blocked(campaign, request)) {
            reason = NoBidReason.BLOCKED;
          } else if (campaign.frequencyCap() != null && unknown(request, userKey)) {
            reason = NoBidReason.USER_UNKNOWN;
          } else if (capped(campaign, profile, open, campaignMillis)) {
            reason = NoBidReason.FREQUENCY_CAP;
          } else if (imp.bidfloorMicros() > campaign.bidding().maxBidMicros()) {
            reason = NoBidReason.FLOOR;
          } else {
            candidates.add(
                new Candidate(
                    Offer.of(campaign, creative, number(campaign, creative)),
                    budgets.push(campaign.budget().id())));
            continue;
          }
          furthest = furthest.compareTo(reason) < 0 ? reason : furthest;
        }
      }
      candidates.forEach(candidate -> offered.merge(candidate.campaignId(), 1, Integer::sum));
      imps.add(new EligibleImp(imps.size(), candidates, candidates.isEmpty() ? furthest : null));
    }
    return new EligibleRequest(request, userKey, profile, campaignMillis, modelVersion, imps);
  }

  /** Number of the offer: how many creatives come before it in earlier campaigns and in its own. */
  private int number(Campaign campaign, Creative creative) {
    return campaigns.stream()
            .filter(other -> other.id().compareTo(campaign.id()) < 0)
            .mapToInt(other -> other.creatives().size())
            .sum()
        + campaign.creatives().indexOf(creative);
  }

  private NoBidReason requestReason(BidRequest request, Imp imp, String modelVersion) {
    if (campaigns.isEmpty() || modelVersion == null) {
      return NoBidReason.NOT_READY;
    }
    if (imp.banner() == null) {
      return NoBidReason.UNSUPPORTED_FORMAT;
    }
    return request.cur().isEmpty() || request.cur().contains(currency)
        ? null
        : NoBidReason.CURRENCY;
  }

  private static Creative creative(Campaign campaign, Imp imp) {
    for (Size size : imp.banner().sizes()) {
      for (Creative creative : campaign.creatives()) {
        boolean free = creative.attr().stream().noneMatch(imp.banner().battr()::contains);
        if (new Size(creative.w(), creative.h()).equals(size) && free) {
          return creative;
        }
      }
    }
    return null;
  }

  private boolean targeted(Campaign campaign, BidRequest request, long campaignMillis) {
    Targeting targeting = campaign.targeting();
    Site site = request.site();
    String domain = site == null ? null : site.domain();
    List<String> cat = site == null ? List.of() : site.cat();
    Placement here = lies(domain, ownDomains) ? Placement.ON_SITE : Placement.OFF_SITE;
    int hour =
        Instant.ofEpochMilli(campaignMillis)
            .atZone(ZoneId.of(campaign.flight().timeZone()))
            .getHour();
    return admits(targeting.countries(), request.device().country())
        && admits(targeting.regions(), request.device().region())
        && admits(targeting.devices(), request.device().type())
        && (targeting.placement() == Placement.ANY || targeting.placement() == here)
        && (targeting.domains().isEmpty() || lies(domain, targeting.domains()))
        && !lies(domain, targeting.blockedDomains())
        && (targeting.categories().isEmpty()
            || cat.stream().anyMatch(one -> within(one, targeting.categories())))
        && admits(targeting.hours(), hour);
  }

  private static <T> boolean admits(List<T> admitted, T value) {
    return admitted.isEmpty() || (value != null && admitted.contains(value));
  }

  private static boolean lies(String domain, Collection<String> domains) {
    return domain != null
        && domains.stream().anyMatch(one -> domain.equals(one) || domain.endsWith("." + one));
  }

  private static boolean within(String category, Collection<String> categories) {
    return categories.stream()
        .anyMatch(one -> category.equals(one) || category.startsWith(one + "-"));
  }

  private static boolean blocked(Campaign campaign, BidRequest request) {
    return lies(campaign.advertiser().domain(), request.blockLists().badv())
        || campaign.advertiser().cat().stream()
            .anyMatch(one -> within(one, request.blockLists().bcat()));
  }

  private static boolean unknown(BidRequest request, String userKey) {
    return userKey == null || request.regs().coppa() || request.regs().gdpr();
  }

  private static boolean capped(
      Campaign campaign, UserProfile profile, int open, long campaignMillis) {
    FrequencyCap cap = campaign.frequencyCap();
    if (cap == null) {
      return false;
    }
    CampaignHistory history = profile.campaigns().get(campaign.id());
    boolean running =
        history != null && campaignMillis < history.periodStartMillis() + cap.periodMillis();
    return (running ? history.periodImpressions() : 0) + open >= cap.impressions();
  }
}
