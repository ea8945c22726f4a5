package io.paceline.core.eligibility;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Placement;
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
import io.paceline.core.profile.CampaignHistory;
import io.paceline.core.profile.UserProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws campaigns and requests from so few values that every check often passes and often fails.
 */
final class RandomMarket {
  static final long DAY = 86_400_000L;

  private static final List<Size> SIZES =
      List.of(new Size(300, 250), new Size(728, 90), new Size(160, 600));
  private static final List<String> ZONES = List.of("UTC", "Asia/Kolkata", "America/New_York");
  private static final List<String> DOMAINS =
      List.of("example", "news.example", "m.news.example", "shop.example", "oldnews.example");
  private static final List<String> CATEGORIES = List.of("IAB1", "IAB1-2", "IAB1-20", "IAB2");

  private final Random random;

  RandomMarket(Random random) {
    this.random = random;
  }

  List<Campaign> campaigns(int count) {
    List<Campaign> campaigns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      campaigns.add(campaign("c" + i));
    }
    return campaigns;
  }

  private Campaign campaign(String id) {
    List<Creative> creatives = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Size size = one(SIZES);
      creatives.add(new Creative("k" + i, size.w(), size.h(), few(List.of(1, 2)), "", ""));
    }
    long start = random.nextLong(20) * DAY / 20;
    return CampaignBuilder.campaign(id)
        .paused(chance(10))
        .advertiser(one(DOMAINS), few(CATEGORIES))
        .flight(start, start + 1 + random.nextLong(DAY))
        .timeZone(one(ZONES))
        .budgetId("b" + random.nextInt(20))
        .maxBidMicros(1 + random.nextInt(10))
        .creatives(creatives)
        .targeting(chance(3) ? Targeting.EVERYWHERE : targeting())
        .cap(chance(2) ? null : new FrequencyCap(1 + random.nextInt(3), 1 + random.nextLong(DAY)))
        .build();
  }

  private Targeting targeting() {
    return Targeting.builder()
        .countries(few(List.of("DEU", "USA")))
        .regions(few(List.of("BE", "NY")))
        .devices(few(List.of(DeviceType.values())))
        .placement(chance(2) ? Placement.ANY : one(List.of(Placement.values())))
        .domains(few(DOMAINS))
        .blockedDomains(few(DOMAINS.subList(1, DOMAINS.size())))
        .categories(few(CATEGORIES))
        .hours(chance(2) ? List.of() : random.ints(12, 0, 24).boxed().toList())
        .build();
  }

  BidRequest request() {
    List<Imp> imps = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      List<Size> sizes = chance(2) ? List.of(one(SIZES)) : List.of(one(SIZES), one(SIZES));
      Banner banner = chance(15) ? null : new Banner(sizes, few(List.of(1, 2, 3)), 0);
      imps.add(Imp.readable("i" + i, banner, random.nextInt(11), "USD", null, false, true));
    }
    String domain = chance(8) ? null : one(DOMAINS);
    return new BidRequest(
        "r",
        "default",
        0L,
        imps,
        chance(10) ? null : new Site(null, domain, null, few(CATEGORIES), null, false),
        Device.builder()
            .type(one(List.of(DeviceType.values())))
            .country(chance(4) ? null : one(List.of("DEU", "USA", "FRA")))
            .region(chance(4) ? null : one(List.of("BE", "NY")))
            .build(),
        new User(null, null, List.of()),
        new Regs(chance(10), chance(10), false),
        BidRequest.SECOND_PRICE,
        100,
        chance(2) ? List.of() : one(List.of(List.of("EUR", "USD"), List.of("EUR"))),
        BlockLists.of(
            chance(3) ? few(CATEGORIES) : List.of(), chance(3) ? few(DOMAINS) : List.of()),
        false);
  }

  UserProfile profile(List<Campaign> campaigns, long campaignMillis) {
    Map<String, CampaignHistory> histories = new HashMap<>();
    for (Campaign campaign : few(campaigns)) {
      long start = random.nextLong(campaignMillis + 1);
      histories.put(
          campaign.id(), new CampaignHistory(1, 0, start, random.nextInt(4), campaignMillis));
    }
    return new UserProfile(histories, 0, 0, 0L, List.of());
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** An empty list in two of three cases, else each element with a probability of one half. */
  private <T> List<T> few(List<T> all) {
    return chance(3) ? all.stream().filter(element -> random.nextBoolean()).toList() : List.of();
  }
}
