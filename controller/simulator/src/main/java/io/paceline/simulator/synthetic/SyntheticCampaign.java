package io.paceline.simulator.synthetic;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Size;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.MarketBanners;
import io.paceline.simulator.ipinyou.LoggedImpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A synthetic campaign without its maximum bid and budget. It depends only on the seed and its
 * index, so a market with more campaigns begins with the same ones.
 *
 * @param id {@code c} and a number, see {@link LoggedImpression#campaignId}
 * @param advertiser number of the advertiser; two campaigns share one
 * @param interest index into {@link SyntheticWorld#INTERESTS}
 * @param clickEffect added to the log-odds of a click on this campaign
 * @param reachable whether the campaign can spend its budget; false for every fifth one, which is
 *     limited to a few small sites that cost less than its budget
 * @param sizes of its banners, 2 to 4
 * @param targeting where it may be shown
 * @param cap frequency cap of every third campaign, null for the others
 */
record SyntheticCampaign(
    String id,
    String advertiser,
    int interest,
    double clickEffect,
    boolean reachable,
    List<Size> sizes,
    Targeting targeting,
    @Nullable FrequencyCap cap) {

  private static final long KIND = 3L;
  private static final int FIRST_NUMBER = 100;
  private static final int FIRST_ADVERTISER = 1_000;
  private static final int SMALL_SITES = 4;
  private static final int CATEGORIES = 9;

  static SyntheticCampaign of(long seed, int index, List<SyntheticSite> sites) {
    SplittableRandom random = SeededHash.random(seed, KIND, index);
    int interest = random.nextInt(SyntheticWorld.INTERESTS.size());
    boolean reachable = index % 5 != 4;
    return new SyntheticCampaign(
        "c" + (FIRST_NUMBER + index),
        Integer.toString(FIRST_ADVERTISER + index / 2),
        interest,
        0.3 * random.nextGaussian(),
        reachable,
        sizes(random),
        reachable ? broad(index, interest) : narrow(random, sites),
        index % 3 == 0 ? new FrequencyCap(5 + random.nextInt(6), Market.DAY_MILLIS) : null);
  }

  private static List<Size> sizes(SplittableRandom random) {
    List<Size> others = new ArrayList<>(SyntheticWorld.SIZES);
    Size everywhere = others.remove(0);
    List<Size> sizes = new ArrayList<>(List.of(everywhere));
    int count = 2 + random.nextInt(3);
    while (sizes.size() < count) {
      sizes.add(others.remove(random.nextInt(others.size())));
    }
    return List.copyOf(sizes);
  }

  private static Targeting broad(int index, int interest) {
    List<DeviceType> devices =
        switch (index % 8) {
          case 1 -> List.of(DeviceType.DESKTOP);
          case 5 -> List.of(DeviceType.PHONE, DeviceType.TABLET);
          default -> List.of();
        };
    List<String> countries = index % 5 == 2 ? List.of("DEU") : List.of();
    List<String> categories =
        index % 10 == 3
            ? IntStream.range(0, CATEGORIES)
                .mapToObj(i -> SyntheticWorld.category(interest + i))
                .toList()
            : List.of();
    List<Integer> hours = index % 15 == 6 ? IntStream.range(8, 22).boxed().toList() : List.of();
    return Targeting.builder()
        .countries(countries)
        .devices(devices)
        .categories(categories)
        .hours(hours)
        .build();
  }

  private static Targeting narrow(SplittableRandom random, List<SyntheticSite> sites) {
    // Sites are sorted by traffic, largest first, so those of the second half are small.
    int half = sites.size() / 2;
    List<String> domains = new ArrayList<>();
    while (domains.size() < SMALL_SITES) {
      String domain = sites.get(half + random.nextInt(half)).site().domain();
      if (!domains.contains(domain)) {
        domains.add(domain);
      }
    }
    return Targeting.onDomains(List.copyOf(domains));
  }

  /** The ad by which a log names this campaign. */
  LoggedImpression.Ad ad() {
    return LoggedImpression.Ad.ofCampaign(id, advertiser, SyntheticWorld.category(interest));
  }

  /** The campaign as it is booked for one day. */
  Campaign campaign(long epochMillis, long maxBidMicros, long budgetMicros) {
    String adomain = MarketBanners.adomain(advertiser);
    String word = SyntheticWorld.INTERESTS.get(interest);
    List<Creative> creatives = new ArrayList<>();
    for (Size size : sizes) {
      creatives.add(MarketBanners.banner(id, adomain, size));
    }
    return new Campaign(
        id,
        1L,
        word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + " " + id.substring(1),
        false,
        new Campaign.Advertiser(adomain, List.of(SyntheticWorld.category(interest))),
        new Campaign.Flight(epochMillis, epochMillis + Market.DAY_MILLIS, "UTC"),
        new Campaign.Budget(id, 0L, budgetMicros, null, PacingMode.TRAFFIC),
        new Campaign.Bidding(Objective.CLICK, 0L, maxBidMicros),
        List.copyOf(creatives),
        targeting,
        cap);
  }
}
