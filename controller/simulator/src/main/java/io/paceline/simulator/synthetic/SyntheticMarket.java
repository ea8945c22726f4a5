package io.paceline.simulator.synthetic;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.Imp;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.MarketEligibility;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.ipinyou.IpinyouLogWriter;
import io.paceline.simulator.ipinyou.LoggedRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A market made from a seed: a traffic curve over the day, sites with their own prices, floors,
 * exchanges and click rates, users with interests, and campaigns whose budgets are sized from the
 * market ({@link SyntheticBudgets}). Each request is made when it is asked for, so ten million
 * requests take no more memory than a thousand. Four campaigns of five can spend several times
 * their budget; the fifth cannot spend all of it, so that a report shows that case too.
 *
 * <p>A tenth of the requests offer 2 or 3 impressions, 5 % come without a user, 2 % fall under
 * GDPR. A click is drawn from the request, the impression and the campaign alone, so it does not
 * depend on the order in which auctions are held.
 */
public final class SyntheticMarket implements Market {

  private static final long LOG_KIND = 6L;
  private static final int LOG_DRAWS = 10;

  /** Date of day 0 in a written log, a Monday. */
  private static final long LOG_DAY_ZERO = LocalDate.of(2025, 1, 6).toEpochDay();

  private final Settings settings;
  private final SyntheticWorld world;
  private final List<SyntheticBudgets.Money> money;

  /**
   * What a synthetic market is made from.
   *
   * @param seed the same seed gives the same sites, users and campaigns
   * @param campaigns how many, at least 1
   * @param requests of the day, at least 1
   * @param day which day of that world is played, -10,000 to 10,000
   * @param tmaxMillis how long the exchanges wait for an answer, wall time, at least 1
   */
  public record Settings(long seed, int campaigns, long requests, int day, int tmaxMillis) {

    /** 30 campaigns, 90,000 requests, day 0, 250 ms. */
    public static final Settings DEFAULT = new Settings(1L, 30, 90_000L, 0, 250);

    /** Checks the ranges. */
    public Settings {
      require(campaigns >= 1, "campaigns is " + campaigns + ", give at least 1");
      require(requests >= 1, "requests is " + requests + ", give at least 1");
      require(day >= -10_000 && day <= 10_000, "day is " + day + ", give -10000 to 10000");
      require(tmaxMillis >= 1, "tmax is " + tmaxMillis + " ms, give at least 1");
    }

    private static void require(boolean holds, String sentence) {
      if (!holds) {
        throw new IllegalArgumentException(sentence);
      }
    }

    /**
     * Number of users, 2,000 to 2,000,000; within these bounds a user makes 4.5 requests a day on
     * average.
     */
    long users() {
      return Math.max(2_000L, Math.min(2_000_000L, requests * 2 / 9));
    }
  }

  /** Makes the world and sizes the budgets on a sample of another day. */
  public SyntheticMarket(Settings settings) {
    this.settings = settings;
    this.world = new SyntheticWorld(settings.seed(), settings.campaigns());
    this.money = SyntheticBudgets.of(world, settings.requests(), settings.users());
  }

  @Override
  public String name() {
    return "synthetic market, seed " + settings.seed();
  }

  @Override
  public List<Campaign> campaigns(long epochMillis) {
    List<Campaign> campaigns = new ArrayList<>();
    for (int i = 0; i < money.size(); i++) {
      SyntheticBudgets.Money given = money.get(i);
      campaigns.add(
          world
              .campaigns()
              .get(i)
              .campaign(epochMillis, given.maxBidMicros(), given.budgetMicros()));
    }
    return List.copyOf(campaigns);
  }

  @Override
  public long size() {
    return settings.requests();
  }

  @Override
  public Iterator<Opportunity> opportunities() {
    return opportunities(settings.day());
  }

  /**
   * The requests of any day of this market's world, in order of time.
   *
   * @param day number of the day, -10,000 to 10,000
   */
  public Iterator<Opportunity> opportunities(int day) {
    return new SyntheticDay(
        world, day, settings.requests(), settings.users(), settings.tmaxMillis());
  }

  @Override
  public double[] trafficShares() {
    return SyntheticDay.trafficShares(settings.seed(), settings.day());
  }

  /** The names of the exchanges that sell this market's slots on any of its days. */
  public Set<String> exchanges() {
    return world.sites().stream()
        .map(site -> site.sale().exchange())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The domains of this market's sites, whether or not a day has a request of each. */
  public Set<String> domains() {
    return Set.copyOf(world.domains());
  }

  /**
   * How likely it is that the user clicks if the campaign is shown in this imp, 0 to 1.
   *
   * @param opportunity an opportunity of any day of this market
   * @param impIndex position of the impression in the request
   * @param campaignId a campaign of this market; any other campaign, booked while the day runs,
   *     gets the average probability of this market's campaigns
   */
  public double clickProbability(Opportunity opportunity, int impIndex, String campaignId) {
    SyntheticCampaign campaign = world.campaign(campaignId);
    if (campaign != null) {
      return world.clickProbability(opportunity, impIndex, campaign);
    }
    return world.campaigns().stream()
        .mapToDouble(any -> world.clickProbability(opportunity, impIndex, any))
        .average()
        .orElse(0.0);
  }

  /**
   * How likely it is that the user clicks if a campaign of this market is shown in this imp, for
   * each of {@link #campaigns} in their order; the same as {@link #clickProbability} up to
   * rounding.
   *
   * @param opportunity an opportunity of any day of this market
   * @param impIndex position of the impression in the request
   */
  public double[] clickProbabilities(Opportunity opportunity, int impIndex) {
    return world.clickProbabilities(opportunity, impIndex);
  }

  @Override
  public boolean clicked(Opportunity opportunity, int impIndex, String campaignId) {
    String draw = opportunity.request().id() + "/" + impIndex + "/" + campaignId;
    return SeededHash.uniform(settings.seed(), draw)
        < clickProbability(opportunity, impIndex, campaignId);
  }

  /**
   * Writes the log of the day before, for training: it has the same sites, users and campaigns but
   * other requests. In each request, a bid of the highest possible price wins one impression, so
   * that the log shows all prices. The impression goes to a random one of the campaigns that may be
   * shown there, regardless of budgets and frequency caps.
   *
   * @param file the file to write, in the form of {@link IpinyouLogWriter}
   * @param requests how many requests the logged day has; each gives a row unless no campaign may
   *     be shown in the impression that is won
   * @return rows written
   */
  public long writeLog(Path file, long requests) throws IOException {
    List<MarketEligibility> eligibility = new ArrayList<>();
    campaigns(0L).forEach(campaign -> eligibility.add(new MarketEligibility(campaign, 0L)));
    int yesterday = settings.day() - 1;
    long midnight = (LOG_DAY_ZERO + yesterday) * DAY_MILLIS;
    SyntheticDay day =
        new SyntheticDay(world, yesterday, requests, settings.users(), settings.tmaxMillis());
    long rows = 0;
    try (IpinyouLogWriter writer = new IpinyouLogWriter(file)) {
      for (long number = 0; day.hasNext(); number++) {
        Opportunity opportunity = day.next();
        SplittableRandom random =
            SeededHash.random(settings.seed() ^ SeededHash.mix(yesterday), LOG_KIND, number);
        int impIndex = random.nextInt(opportunity.request().imps().size());
        int index = anyEligible(eligibility, opportunity, impIndex, random);
        if (index >= 0) {
          SyntheticCampaign shown = world.campaigns().get(index);
          writer.write(
              LoggedRequests.toLog(
                  opportunity,
                  impIndex,
                  midnight,
                  shown.ad(),
                  SyntheticDay.MAX_PRICE_CPM,
                  clicked(opportunity, impIndex, shown.id())));
          rows++;
        }
      }
    }
    return rows;
  }

  /** One of the campaigns that may be shown, each as likely as the others; -1 where none may. */
  private static int anyEligible(
      List<MarketEligibility> campaigns,
      Opportunity opportunity,
      int impIndex,
      SplittableRandom random) {
    Imp imp = opportunity.request().imps().get(impIndex);
    // Most campaigns may be shown, so a few draws nearly always spare a walk over all of them.
    for (int draw = 0; draw < LOG_DRAWS; draw++) {
      int index = random.nextInt(campaigns.size());
      if (campaigns.get(index).admits(opportunity) && campaigns.get(index).fits(imp)) {
        return index;
      }
    }
    List<Integer> eligible = new ArrayList<>();
    for (int i = 0; i < campaigns.size(); i++) {
      if (campaigns.get(i).admits(opportunity) && campaigns.get(i).fits(imp)) {
        eligible.add(i);
      }
    }
    return eligible.isEmpty() ? -1 : eligible.get(random.nextInt(eligible.size()));
  }
}
