package io.paceline.simulator.synthetic;

import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.User;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.Opportunity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * The requests of one synthetic day, one by one in order of time. Each is made from the seed, the
 * day and its own number; only the traffic curve is kept in memory.
 *
 * <p>Traffic has a peak at noon and a higher one in the evening, with noise of a few per cent in
 * each quarter of an hour. Users' activity follows a shifted Zipf law (Mandelbrot), {@code (rank +
 * users/500)^-0.7}. A market price is log-normal (sigma {@value #PRICE_SIGMA}) around the site's
 * median times factors of hour and size; it is rounded to a whole CPM from 1 to {@value
 * #MAX_PRICE_CPM} and is never below the floor.
 */
final class SyntheticDay implements Iterator<Opportunity> {

  /** The day on which budgets are sized and click rates calibrated; nobody plays it. */
  static final int SIZING_DAY = Integer.MIN_VALUE;

  static final long MAX_PRICE_CPM = 300L;

  private static final long SLOT_MILLIS = Market.DAY_MILLIS / Market.QUARTER_HOURS;
  private static final double PRICE_SIGMA = 0.5;
  private static final double ZIPF_EXPONENT = 0.7;
  private static final long TRAFFIC_KIND = 4L;
  private static final long REQUEST_KIND = 1_000_000_007L;
  private static final User NOBODY = new User(null, null, List.of());

  private final SyntheticWorld world;
  private final int day;
  private final long requests;
  private final long users;
  private final int tmaxMillis;

  /**
   * Number of the first request of each quarter of an hour, counted from 0; the last entry is how
   * many requests there are.
   */
  private final long[] slotStart = new long[Market.QUARTER_HOURS + 1];

  private long next;
  private int slot;

  SyntheticDay(SyntheticWorld world, int day, long requests, long users, int tmaxMillis) {
    this.world = world;
    this.day = day;
    this.requests = requests;
    this.users = users;
    this.tmaxMillis = tmaxMillis;
    double[] shares = trafficShares(world.seed(), day);
    double sum = 0;
    for (int i = 0; i < Market.QUARTER_HOURS; i++) {
      sum += shares[i];
      slotStart[i + 1] = i == Market.QUARTER_HOURS - 1 ? requests : Math.round(sum * requests);
    }
  }

  /** Shares of the day's requests by quarter of an hour; they add up to 1. */
  static double[] trafficShares(long seed, int day) {
    SplittableRandom random = SeededHash.random(seed, TRAFFIC_KIND, day);
    double[] shares = new double[Market.QUARTER_HOURS];
    double sum = 0;
    for (int i = 0; i < Market.QUARTER_HOURS; i++) {
      double hour = (i + 0.5) * 24.0 / Market.QUARTER_HOURS;
      double noise = Math.exp(0.04 * random.nextGaussian());
      shares[i] = noise * (0.18 + hump(hour, 12.5, 3.2) + 1.25 * hump(hour, 20.3, 2.4));
      sum += shares[i];
    }
    for (int i = 0; i < Market.QUARTER_HOURS; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** A bell curve of height 1 around an hour of the day; it continues across midnight. */
  private static double hump(double hour, double centre, double width) {
    double distance = Math.abs(hour - centre);
    distance = Math.min(distance, 24.0 - distance) / width;
    return Math.exp(-0.5 * distance * distance);
  }

  @Override
  public boolean hasNext() {
    return next < requests;
  }

  @Override
  public Opportunity next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long number = next++;
    while (number >= slotStart[slot + 1]) {
      slot++;
    }
    SplittableRandom random =
        SeededHash.random(world.seed() ^ SeededHash.mix(day), REQUEST_KIND, number);
    double position =
        (number - slotStart[slot] + random.nextDouble()) / (slotStart[slot + 1] - slotStart[slot]);
    long offset = slot * SLOT_MILLIS + (long) (position * SLOT_MILLIS);
    return opportunity(number, offset, random);
  }

  private Opportunity opportunity(long number, long offsetMillis, SplittableRandom random) {
    SyntheticWorld.Person person = world.person(userIndex(random.nextDouble()));
    SyntheticSite site = world.site(person, random);
    boolean anonymous = random.nextDouble() < 0.05;
    boolean gdpr = random.nextDouble() < 0.02;
    double several = random.nextDouble();
    int impCount = several < 0.07 ? 2 : several < 0.10 ? 3 : 1;
    List<Imp> imps = new ArrayList<>(impCount);
    long[] prices = new long[impCount];
    double priceCpm = site.sale().priceCpm() * dayPart(offsetMillis / 3_600_000.0);
    for (int i = 0; i < impCount; i++) {
      int size = SyntheticWorld.sizeIndex(person.device().type(), random.nextDouble());
      imps.add(imp(i, size, site, random));
      double price =
          priceCpm * SyntheticWorld.sizePrice(size) * Math.exp(PRICE_SIGMA * random.nextGaussian());
      long cpm = Math.max(1L, Math.min(MAX_PRICE_CPM, Math.round(price)));
      prices[i] = Math.max(cpm, site.sale().floorCpm()) * Market.MICROS_PER_CPM;
    }
    BidRequest request =
        new BidRequest(
            "s" + world.seed() + "d" + day + "-" + number,
            site.sale().exchange(),
            0L,
            List.copyOf(imps),
            site.site(),
            person.device(),
            anonymous ? NOBODY : person.user(),
            gdpr ? Regs.GDPR : Regs.NONE,
            site.sale().at(),
            tmaxMillis,
            List.of(),
            BlockLists.of(site.sale().bcat(), List.of()),
            false);
    return new Opportunity(offsetMillis, request, prices);
  }

  private static Imp imp(int index, int sizeIndex, SyntheticSite site, SplittableRandom random) {
    double fold = random.nextDouble();
    int pos = fold < 0.4 ? 1 : fold < 0.8 ? 3 : 0;
    return Imp.readable(
        Integer.toString(index + 1),
        new Banner(List.of(SyntheticWorld.SIZES.get(sizeIndex)), List.of(), pos),
        site.sale().floorCpm() * Market.MICROS_PER_CPM,
        Market.CURRENCY,
        site.site().domain() + "/" + (index + 1),
        false,
        true);
  }

  /** Factor of the hour in the market price: advertisers compete most in the evening. */
  private static double dayPart(double hour) {
    return 1.0 + 0.2 * Math.cos(2 * Math.PI * (hour - 19.0) / 24.0);
  }

  /**
   * Index of a user at a quantile, by the inverse of the shifted Zipf law's continuous distribution
   * function.
   */
  private long userIndex(double uniform) {
    double shift = users / 500.0;
    double power = 1.0 - ZIPF_EXPONENT;
    double from = Math.pow(shift, power);
    double to = Math.pow(shift + users, power);
    double rank = Math.pow(from + uniform * (to - from), 1.0 / power) - shift;
    return Math.max(0L, Math.min(users - 1L, (long) rank));
  }
}
