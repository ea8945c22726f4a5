package io.paceline.simulator.exchange;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Small markets for tests: every request is of user {@code u} in Hamburg, at a desktop computer, on
 * {@code m.news.example}.
 */
public final class Markets {

  private Markets() {}

  public static BidRequest request(String id, int auctionType, long floorMicros) {
    Banner banner = new Banner(List.of(new Size(300, 250)), List.of(9), 1);
    return new BidRequest(
        id,
        "x",
        0L,
        List.of(Imp.readable("1", banner, floorMicros, "USD", "t", false, true)),
        new Site(null, "m.news.example", null, List.of("IAB12-3"), null, false),
        Device.builder().type(DeviceType.DESKTOP).country("DEU").region("DE-HH").build(),
        new User("u", null, List.of()),
        Regs.NONE,
        auctionType,
        100,
        List.of(),
        BlockLists.of(List.of("IAB25"), List.of("rival.example")),
        false);
  }

  public static Opportunity opportunity(
      String id, long offsetMillis, BidRequest request, long price) {
    return new Opportunity(offsetMillis, request, new long[] {price});
  }

  public static Campaign campaign(long maxBidMicros, Targeting targeting, FrequencyCap cap) {
    return campaign("shop.example", "IAB22", 300, List.of(), maxBidMicros, targeting, cap);
  }

  public static Campaign campaign(
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
        new Campaign.Advertiser(adomain, List.of(cat)),
        new Campaign.Flight(0L, Market.DAY_MILLIS, "Asia/Kolkata"),
        new Campaign.Budget("c1", 0L, 1L, null, PacingMode.EVEN),
        new Campaign.Bidding(Objective.CLICK, 0L, maxBidMicros),
        List.of(new Creative("k", width, 250, attr, "https://i", "https://l")),
        targeting,
        cap);
  }

  /** A day as values that can be compared: a record's equals does not look into its arrays. */
  public static List<List<Object>> day(Market market) {
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

  public static Market of(Campaign campaign, List<Opportunity> opportunities) {
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
