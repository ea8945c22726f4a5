package io.paceline.simulator.exchange;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.Placement;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's own rules for where a campaign may be shown, apart from budget and frequency cap.
 * They deliberately share no code with the job's eligibility: the figures by which a run is judged
 * must not inherit the job's mistakes. No page of a simulated market belongs to the retailer, so
 * every page counts as off-site.
 */
public final class MarketEligibility {

  private static final long HOUR_MILLIS = 3_600_000L;

  private final Campaign campaign;
  private final long epochMillis;
  private final ZoneId zone;
  private final Set<String> countries;
  private final Set<String> regions;

  /**
   * The rules of one campaign.
   *
   * @param epochMillis campaign time at the start of the market's day
   */
  public MarketEligibility(Campaign campaign, long epochMillis) {
    this.campaign = campaign;
    this.epochMillis = epochMillis;
    this.zone = campaign.flight().zone();
    this.countries = Set.copyOf(campaign.targeting().countries());
    this.regions = Set.copyOf(campaign.targeting().regions());
  }

  /**
   * Whether the campaign may answer the request at all. A campaign with a frequency cap may do so
   * only where the user can be recognised.
   */
  public boolean admits(Opportunity opportunity) {
    long now = epochMillis + opportunity.offsetMillis();
    BidRequest request = opportunity.request();
    return campaign.inFlight(now)
        && hourAdmitted(now)
        && deviceAdmitted(request.device())
        && siteAdmitted(request.site())
        && !blocked(request)
        && (campaign.frequencyCap() == null || userKey(request) != null);
  }

  /** Whether the campaign may be shown in this imp of a request that it may answer. */
  public boolean fits(Imp imp) {
    if (imp.banner() == null || imp.bidfloorMicros() > campaign.bidding().maxBidMicros()) {
      return false;
    }
    for (Creative creative : campaign.creatives()) {
      for (Size size : imp.banner().sizes()) {
        if (creative.w() == size.w()
            && creative.h() == size.h()
            && Collections.disjoint(creative.attr(), imp.banner().battr())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The key by which a user is recognised; null where the request has none, or where law or the
   * user's own choice forbids it.
   */
  public static @Nullable String userKey(BidRequest request) {
    if (!request.profilingAllowed()) {
      return null;
    }
    User user = request.user();
    if (user.buyeruid() != null) {
      return user.buyeruid();
    }
    return user.id() != null ? user.id() : request.device().ifa();
  }

  private boolean hourAdmitted(long now) {
    List<Integer> hours = campaign.targeting().hours();
    if (hours.isEmpty()) {
      return true;
    }
    long offset = zone.getRules().getOffset(Instant.ofEpochMilli(now)).getTotalSeconds() * 1_000L;
    return hours.contains((int) Math.floorMod(Math.floorDiv(now + offset, HOUR_MILLIS), 24L));
  }

  private boolean deviceAdmitted(Device device) {
    Targeting targeting = campaign.targeting();
    return admitted(countries, device.country())
        && admitted(regions, device.region())
        && (targeting.devices().isEmpty() || targeting.devices().contains(device.type()));
  }

  private static boolean admitted(Set<String> wanted, @Nullable String value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private boolean siteAdmitted(@Nullable Site site) {
    Targeting targeting = campaign.targeting();
    if (targeting.placement() == Placement.ON_SITE) {
      return false;
    }
    String domain = site == null ? null : site.domain();
    List<String> cat = site == null ? List.of() : site.cat();
    return (targeting.domains().isEmpty() || domainIn(domain, targeting.domains()))
        && !domainIn(domain, targeting.blockedDomains())
        && (targeting.categories().isEmpty() || categoryIn(cat, targeting.categories()));
  }

  private boolean blocked(BidRequest request) {
    return request.blockLists().unreadable()
        || domainIn(campaign.advertiser().domain(), request.blockLists().badv())
        || categoryIn(campaign.advertiser().cat(), request.blockLists().bcat());
  }

  private static boolean domainIn(@Nullable String domain, List<String> domains) {
    for (String parent : domains) {
      if (domain != null && domain.endsWith(parent)) {
        int before = domain.length() - parent.length() - 1;
        if (before < 0 || domain.charAt(before) == '.') {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean categoryIn(List<String> categories, List<String> wanted) {
    for (String category : categories) {
      for (String parent : wanted) {
        if (category.startsWith(parent)
            && (category.length() == parent.length() || category.charAt(parent.length()) == '-')) {
          return true;
        }
      }
    }
    return false;
  }
}
