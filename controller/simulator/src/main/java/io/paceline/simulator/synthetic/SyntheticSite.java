package io.paceline.simulator.synthetic;

import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Site;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A site of the synthetic market.
 *
 * @param site as requests name it
 * @param interest its subject, index into {@link SyntheticWorld#INTERESTS}
 * @param weight its share of traffic, not normalised
 * @param clickEffect added to the log-odds of a click on this site
 * @param sale how its slots are sold
 */
record SyntheticSite(Site site, int interest, double weight, double clickEffect, Sale sale) {

  /**
   * How a site's slots are sold.
   *
   * @param exchange the exchange that sells them
   * @param at auction type of that exchange, as in OpenRTB
   * @param priceCpm median of the market prices at a neutral hour and size
   * @param floorCpm lowest accepted bid, 0 for none
   * @param bcat ad categories that the site does not show
   */
  record Sale(String exchange, int at, double priceCpm, long floorCpm, List<String> bcat) {}

  private static final long KIND = 1L;
  private static final List<String> EXCHANGES = List.of("northbeam", "openfield", "rivergate");

  /** The first exchange holds first-price auctions, the others second-price ones. */
  private static final int FIRST_PRICE_EXCHANGE = 0;

  static SyntheticSite of(long seed, int index) {
    SplittableRandom random = SeededHash.random(seed, KIND, index);
    int interest = random.nextInt(SyntheticWorld.INTERESTS.size());
    String category = SyntheticWorld.category(interest);
    String domain =
        String.format(
            Locale.ROOT, "%s-%03d.example", SyntheticWorld.INTERESTS.get(interest), index);
    int exchange = random.nextInt(EXCHANGES.size());
    double price = 50.0 * Math.exp(0.5 * random.nextGaussian());
    boolean hasFloor = random.nextDouble() < 0.35;
    double floorShare = 0.25 + 0.35 * random.nextDouble();
    boolean blocks = random.nextDouble() < 0.05;
    int blocked = random.nextInt(SyntheticWorld.INTERESTS.size());
    return new SyntheticSite(
        new Site(null, domain, "https://" + domain + "/", List.of(category), null, false),
        interest,
        Math.pow(index + 4.0, -0.8),
        0.45 * random.nextGaussian(),
        new Sale(
            EXCHANGES.get(exchange),
            exchange == FIRST_PRICE_EXCHANGE ? BidRequest.FIRST_PRICE : BidRequest.SECOND_PRICE,
            price,
            hasFloor ? Math.round(floorShare * price) : 0L,
            blocks ? List.of(SyntheticWorld.category(blocked)) : List.of()));
  }
}
