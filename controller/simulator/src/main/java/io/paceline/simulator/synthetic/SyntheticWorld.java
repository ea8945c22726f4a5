package io.paceline.simulator.synthetic;

import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import io.paceline.simulator.exchange.MarketDevices;
import io.paceline.simulator.exchange.Opportunity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same from day to day in the synthetic market: sites, users, campaigns, and how
 * likely a user is to click.
 *
 * <p>The log-odds of a click are the sum of an intercept, an effect of the site and one of the
 * campaign, {@value #AFFINITY} where the campaign's subject is among the user's interests, {@value
 * #CONTEXT} where it is the site's subject, and effects of device, size, position and hour. The
 * intercept is set so that a random campaign on a random impression is clicked with probability
 * {@value #MEAN_CLICK_PROBABILITY}.
 */
final class SyntheticWorld {

  static final double MEAN_CLICK_PROBABILITY = 0.014;
  static final double AFFINITY = 0.9;
  static final double CONTEXT = 0.4;

  /** Subjects of sites, users and campaigns. */
  static final List<String> INTERESTS =
      List.of(
          "sports",
          "travel",
          "fashion",
          "technology",
          "autos",
          "food",
          "home",
          "finance",
          "music",
          "games",
          "health",
          "books",
          "movies",
          "pets",
          "family",
          "education",
          "news",
          "property",
          "shopping",
          "arts");

  private static final List<String> CATEGORIES =
      List.of(
          "IAB17", "IAB20", "IAB18", "IAB19", "IAB2", "IAB8", "IAB10", "IAB13", "IAB1-6", "IAB9-30",
          "IAB7", "IAB1-1", "IAB1-5", "IAB16", "IAB6", "IAB5", "IAB12", "IAB21", "IAB22", "IAB1");

  /** Sizes of slots; every campaign has a banner of the first one. */
  static final List<Size> SIZES =
      List.of(
          new Size(300, 250),
          new Size(728, 90),
          new Size(160, 600),
          new Size(320, 50),
          new Size(300, 600),
          new Size(970, 250));

  private static final double[] SIZE_EFFECT = {0.1, -0.1, -0.2, -0.3, 0.25, 0.3};
  private static final double[] SIZE_PRICE = {1.0, 0.85, 0.8, 0.6, 1.3, 1.45};

  /**
   * Cumulative shares of the sizes on large screens; {@code SMALL_SCREEN} has those on small ones.
   */
  private static final double[] LARGE_SCREEN = {0.45, 0.70, 0.84, 0.84, 0.94, 1.0};

  private static final double[] SMALL_SCREEN = {0.62, 0.62, 0.62, 0.97, 1.0, 1.0};

  static final int SITES = 200;

  private static final long USER_KIND = 2L;
  private static final int CALIBRATION_CAMPAIGNS = 30;
  private static final int CALIBRATION_REQUESTS = 3_000;
  private static final int CALIBRATION_USERS = 20_000;

  private static final String[] AGENTS = {
    "windows_chrome", "android_chrome", "ios_safari", "windows_firefox", "mac_safari", "ipad_safari"
  };
  private static final double[] AGENT_SHARES = {0.34, 0.62, 0.78, 0.88, 0.95, 1.0};
  private static final String[] REGIONS = {
    "DE-NW", "DE-BY", "DE-BE", "DE-HH", "DE-HE", "AT-9", "AT-5", "CH-ZH", "CH-BE"
  };
  private static final String[] CITIES = {
    "Köln", "München", "Berlin", "Hamburg", "Frankfurt", "Wien", "Salzburg", "Zürich", "Bern"
  };
  private static final double[] REGION_SHARES = {
    0.24, 0.42, 0.54, 0.64, 0.75, 0.84, 0.88, 0.96, 1.0
  };

  private final long seed;
  private final List<SyntheticSite> sites = new ArrayList<>();
  private final Map<String, SyntheticSite> siteByDomain = new HashMap<>();
  private final double[] siteShares = new double[SITES];
  private final List<List<Integer>> sitesByInterest = new ArrayList<>();
  private final Device[][] devices = new Device[AGENTS.length][REGIONS.length];
  private final List<SyntheticCampaign> campaigns = new ArrayList<>();
  private final Map<String, SyntheticCampaign> campaignById = new HashMap<>();
  private final double intercept;

  SyntheticWorld(long seed, int campaignCount) {
    this.seed = seed;
    INTERESTS.forEach(interest -> sitesByInterest.add(new ArrayList<>()));
    double sum = 0;
    for (int i = 0; i < SITES; i++) {
      SyntheticSite site = SyntheticSite.of(seed, i);
      sites.add(site);
      siteByDomain.put(site.site().domain(), site);
      sitesByInterest.get(site.interest()).add(i);
      sum += site.weight();
      siteShares[i] = sum;
    }
    for (int i = 0; i < SITES; i++) {
      siteShares[i] /= sum;
    }
    for (int agent = 0; agent < AGENTS.length; agent++) {
      for (int region = 0; region < REGIONS.length; region++) {
        devices[agent][region] =
            MarketDevices.device(AGENTS[agent], REGIONS[region], CITIES[region], null);
      }
    }
    for (int i = 0; i < campaignCount; i++) {
      SyntheticCampaign campaign = SyntheticCampaign.of(seed, i, sites);
      campaigns.add(campaign);
      campaignById.put(campaign.id(), campaign);
    }
    this.intercept = calibratedIntercept();
  }

  /** One person, with what the person's requests hold; anonymous requests leave the user out. */
  record Person(User user, Device device, List<Integer> interests) {}

  List<SyntheticCampaign> campaigns() {
    return campaigns;
  }

  List<SyntheticSite> sites() {
    return sites;
  }

  Set<String> domains() {
    return siteByDomain.keySet();
  }

  /** The campaign of that id, or null. */
  @Nullable SyntheticCampaign campaign(String id) {
    return campaignById.get(id);
  }

  long seed() {
    return seed;
  }

  static String category(int interest) {
    return CATEGORIES.get(interest % CATEGORIES.size());
  }

  /**
   * Makes the user of an index from the seed. No user is stored, so millions of users need no
   * memory.
   */
  Person person(long index) {
    SplittableRandom random = SeededHash.random(seed, USER_KIND, index);
    int count = 2 + random.nextInt(4);
    List<Integer> interests = new ArrayList<>(count);
    List<String> segments = new ArrayList<>(count);
    while (interests.size() < count) {
      int interest = random.nextInt(INTERESTS.size());
      if (!interests.contains(interest)) {
        interests.add(interest);
        segments.add(INTERESTS.get(interest));
      }
    }
    int agent = pick(AGENT_SHARES, random.nextDouble());
    int region = pick(REGION_SHARES, random.nextDouble());
    return new Person(
        new User("u" + index, null, List.copyOf(segments)), devices[agent][region], interests);
  }

  /**
   * Draws a site for a person: 35 % of the visits go to a site about one of the person's interests,
   * the others to any site by its traffic.
   */
  SyntheticSite site(Person person, SplittableRandom random) {
    if (random.nextDouble() < 0.35) {
      int interest = person.interests().get(random.nextInt(person.interests().size()));
      List<Integer> about = sitesByInterest.get(interest);
      if (!about.isEmpty()) {
        return sites.get(about.get(random.nextInt(about.size())));
      }
    }
    return sites.get(pick(siteShares, random.nextDouble()));
  }

  static int sizeIndex(DeviceType device, double uniform) {
    return pick(device == DeviceType.PHONE ? SMALL_SCREEN : LARGE_SCREEN, uniform);
  }

  /** Factor of the size in the market price. */
  static double sizePrice(int sizeIndex) {
    return SIZE_PRICE[sizeIndex];
  }

  /** Index of the first cumulative share above a uniform draw. */
  private static int pick(double[] cumulative, double uniform) {
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > uniform) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  double clickProbability(Opportunity opportunity, int impIndex, SyntheticCampaign campaign) {
    return sigmoid(intercept + effects(opportunity, impIndex, campaign));
  }

  /** The click probabilities of all campaigns in their order. */
  double[] clickProbabilities(Opportunity opportunity, int impIndex) {
    BidRequest request = opportunity.request();
    SyntheticSite site = site(request);
    boolean[] interested = new boolean[INTERESTS.size()];
    for (String segment : request.user().segments()) {
      int interest = INTERESTS.indexOf(segment);
      if (interest >= 0) {
        interested[interest] = true;
      }
    }
    double shared = intercept + sharedEffects(opportunity, impIndex, site);
    double[] probabilities = new double[campaigns.size()];
    for (int i = 0; i < probabilities.length; i++) {
      SyntheticCampaign campaign = campaigns.get(i);
      probabilities[i] =
          sigmoid(
              shared
                  + campaign.clickEffect()
                  + (interested[campaign.interest()] ? AFFINITY : 0.0)
                  + (site.interest() == campaign.interest() ? CONTEXT : 0.0));
    }
    return probabilities;
  }

  private double effects(Opportunity opportunity, int impIndex, SyntheticCampaign campaign) {
    BidRequest request = opportunity.request();
    SyntheticSite site = site(request);
    boolean interested = request.user().segments().contains(INTERESTS.get(campaign.interest()));
    return sharedEffects(opportunity, impIndex, site)
        + campaign.clickEffect()
        + (interested ? AFFINITY : 0.0)
        + (site.interest() == campaign.interest() ? CONTEXT : 0.0);
  }

  /** The effects that are the same for all campaigns. */
  private static double sharedEffects(Opportunity opportunity, int impIndex, SyntheticSite site) {
    BidRequest request = opportunity.request();
    Banner banner =
        Objects.requireNonNull(
            request.imps().get(impIndex).banner(), "every slot of this market offers a banner");
    double device =
        switch (request.device().type()) {
          case PHONE -> 0.25;
          case TABLET -> 0.1;
          default -> 0.0;
        };
    double position = banner.pos() == 1 ? 0.2 : 0.0;
    double hour = opportunity.offsetMillis() / 3_600_000.0;
    return site.clickEffect()
        + device
        + SIZE_EFFECT[SIZES.indexOf(banner.sizes().get(0))]
        + position
        + 0.2 * Math.cos(2 * Math.PI * (hour - 20.0) / 24.0);
  }

  private SyntheticSite site(BidRequest request) {
    Site named = Objects.requireNonNull(request.site(), "every request of this market has a site");
    return Objects.requireNonNull(
        siteByDomain.get(named.domain()), "every request of this market is for one of its sites");
  }

  private double calibratedIntercept() {
    List<SyntheticCampaign> sample = new ArrayList<>();
    for (int i = 0; i < CALIBRATION_CAMPAIGNS; i++) {
      sample.add(SyntheticCampaign.of(seed, i, sites));
    }
    double[] effects = new double[CALIBRATION_REQUESTS];
    SyntheticDay day =
        new SyntheticDay(this, SyntheticDay.SIZING_DAY, CALIBRATION_REQUESTS, CALIBRATION_USERS, 0);
    for (int i = 0; i < effects.length; i++) {
      effects[i] = effects(day.next(), 0, sample.get(i % sample.size()));
    }
    double low = -20.0;
    double high = 20.0;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      double mean = 0;
      for (double effect : effects) {
        mean += sigmoid(middle + effect) / effects.length;
      }
      if (mean < MEAN_CLICK_PROBABILITY) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double sigmoid(double logOdds) {
    return 1.0 / (1.0 + Math.exp(-logOdds));
  }
}
