package io.paceline.auction;

import io.paceline.campaign.Campaign;
import io.paceline.campaign.Creative;
import io.paceline.campaign.FrequencyCap;
import io.paceline.campaign.PacingMode;
import io.paceline.campaign.Placement;
import io.paceline.campaign.Targeting;
import io.paceline.openrtb.Banner;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.Device;
import io.paceline.openrtb.DeviceType;
import io.paceline.openrtb.Imp;
import io.paceline.openrtb.Regs;
import io.paceline.openrtb.Site;
import io.paceline.openrtb.Size;
import io.paceline.openrtb.User;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Small markets for tests: a user {@code u} in Hamburg at a desktop on {@code m.news.example}. */
final class Markets {

  private Markets() {}

  static BidRequest request(String id, int auctionType, long floorMicros) {
    Banner banner = new Banner(List.of(new Size(300, 250)), List.of(9), 1);
    return new BidRequest(
        id,
        "x",
        0L,
        List.of(new Imp("1", banner, floorMicros, "USD", "t", false, true)),
        new Site(null, "m.news.example", null, List.of("IAB12-3"), null, false),
        new Device(null, null, DeviceType.DESKTOP, null, "DEU", "DE-HH", null, false),
        new User("u", null, List.of()),
        new Regs(false, false),
        auctionType,
        100,
        List.of(),
        List.of("IAB25"),
        List.of("rival.example"),
        false);
  }

  static Opportunity opportunity(String id, long offsetMillis, BidRequest request, long price) {
    return new Opportunity(offsetMillis, request, new long[] {price});
  }

  static Campaign campaign(long maxBidMicros, Targeting targeting, FrequencyCap cap) {
    return campaign("shop.example", "IAB22", 300, List.of(), maxBidMicros, targeting, cap);
  }

  static Campaign campaign(
      String adomain,
      String cat,
      int width,
      List<Integer> attr,
      long maxBidMicros,
      Targeting targeting,
      FrequencyCap cap) {
    return new Campaign(
        "c1",
        1L,
        "c1",
        false,
        adomain,
        List.of(cat),
        0L,
        LoggedImpression.DAY_MILLIS,
        "Asia/Kolkata",
        "c1",
        0L,
        1L,
        PacingMode.EVEN,
        maxBidMicros,
        0L,
        List.of(new Creative("k", width, 250, attr, "https://i", "https://l")),
        targeting,
        cap);
  }

  static Targeting targeting(
      List<String> countries,
      List<DeviceType> devices,
      List<String> domains,
      List<String> blockedDomains,
      List<String> categories,
      List<Integer> hours) {
    return new Targeting(
        countries, List.of(), devices, Placement.ANY, domains, blockedDomains, categories, hours);
  }

  /** A day as values that can be compared: a record's equals does not look into its arrays. */
  static List<List<Object>> day(Market market) {
    List<List<Object>> day = new ArrayList<>();
    market
        .opportunities()
        .forEachRemaining(
            opportunity ->
                day.add(
                    List.of(
                        opportunity.offsetMillis(),
                        opportunity.request(),
                        Arrays.stream(opportunity.marketPriceMicros()).boxed().toList())));
    return day;
  }

  static Market of(Campaign campaign, List<Opportunity> opportunities) {
    return new Market() {
      @Override
      public String name() {
        return "small market";
      }

      @Override
      public List<Campaign> campaigns(long epochMillis) {
        return List.of(campaign);
      }

      @Override
      public long size() {
        return opportunities.size();
      }

      @Override
      public double[] trafficShares() {
        throw new UnsupportedOperationException("nobody asks a small market for its traffic");
      }

      @Override
      public Iterator<Opportunity> opportunities() {
        return opportunities.iterator();
      }

      @Override
      public boolean clicked(Opportunity opportunity, int impIndex, String campaignId) {
        return false;
      }
    };
  }
}
