package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Placement;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Site;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the campaigns whose targeting admits a request. */
final class TargetingIndex {
  private static final long SECONDS_PER_HOUR = 3600L;
  private static final int HOURS_PER_DAY = 24;

  private final Postings<String> countries = new Postings<>();
  private final Postings<String> regions = new Postings<>();
  private final Postings<DeviceType> devices = new Postings<>();
  private final Postings<Placement> placements = new Postings<>();
  private final Postings<String> domains = new Postings<>();
  private final Postings<String> blockedDomains = new Postings<>();
  private final Postings<String> categories = new Postings<>();
  private final Postings<ZoneHour> hours = new Postings<>();

  /** Rules of the zones in which at least one campaign targets hours, by name. */
  private final Map<String, ZoneRules> zones = new TreeMap<>();

  private final Set<String> ownDomains = new HashSet<>();

  private record ZoneHour(String zone, int hour) {}

  /**
   * @param campaigns a campaign's number is its position
   * @param ownDomains domains (sub-domains included) that count as on-site
   */
  TargetingIndex(List<Campaign> campaigns, Collection<String> ownDomains) {
    ownDomains.forEach(domain -> this.ownDomains.add(domain.toLowerCase(Locale.ROOT)));
    for (int i = 0; i < campaigns.size(); i++) {
      add(i, campaigns.get(i));
    }
  }

  private void add(int i, Campaign campaign) {
    Targeting targeting = campaign.targeting();
    countries.add(i, targeting.countries());
    regions.add(i, targeting.regions());
    devices.add(i, targeting.devices());
    Placement placement = targeting.placement();
    placements.add(i, placement == Placement.ANY ? List.of() : List.of(placement));
    domains.add(i, targeting.domains());
    blockedDomains.add(i, targeting.blockedDomains());
    categories.add(i, targeting.categories());
    String zone = campaign.flight().timeZone();
    hours.add(i, targeting.hours().stream().map(hour -> new ZoneHour(zone, hour)).toList());
    if (!targeting.hours().isEmpty()) {
      zones.putIfAbsent(zone, campaign.flight().zone().getRules());
    }
  }

  /** Takes out the campaigns whose targeting excludes the request. */
  void keepAdmitting(BitSet campaigns, BidRequest request, long campaignMillis) {
    Device device = request.device();
    Site site = request.site();
    countries.keepAdmitting(campaigns, device.country());
    regions.keepAdmitting(campaigns, device.region());
    devices.keepAdmitting(campaigns, device.type());
    List<String> siteDomains = Hierarchy.domains(site == null ? null : site.domain());
    boolean onSite = siteDomains.stream().anyMatch(ownDomains::contains);
    placements.keepAdmitting(campaigns, onSite ? Placement.ON_SITE : Placement.OFF_SITE);
    domains.keepAdmitting(campaigns, siteDomains);
    blockedDomains.removeNaming(campaigns, siteDomains);
    categories.keepAdmitting(
        campaigns, Hierarchy.categories(site == null ? List.of() : site.cat()));
    if (!zones.isEmpty()) {
      Instant now = Instant.ofEpochMilli(campaignMillis);
      hours.keepAdmitting(
          campaigns,
          zones.entrySet().stream()
              .map(zone -> new ZoneHour(zone.getKey(), hourOfDay(zone.getValue(), now)))
              .toList());
    }
  }

  private static int hourOfDay(ZoneRules zone, Instant instant) {
    long localSeconds = instant.getEpochSecond() + zone.getOffset(instant).getTotalSeconds();
    return Math.floorMod(Math.floorDiv(localSeconds, SECONDS_PER_HOUR), HOURS_PER_DAY);
  }
}
