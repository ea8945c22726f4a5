package io.paceline.deploy.bench;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.eligibility.Budgets;
import io.paceline.core.eligibility.EligibilityIndex;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Campaigns of the synthetic market, changed so that a wanted number of them is eligible for a
 * request on average: each campaign targets random sites, with as much traffic as that number
 * needs. Every campaign has a creative for every banner size and a budget that no benchmark can
 * spend. Every third campaign has a frequency cap that no user reaches, so that the job pays for
 * the check and the check lets every known user pass.
 *
 * @param campaigns the campaigns that are booked in the job
 * @param averageEligible campaigns that are eligible for a request, on average over a sample of the
 *     traffic
 */
record BenchCampaigns(List<Campaign> campaigns, double averageEligible) {

  /** Campaign time at which a run begins, midday of a Monday. */
  static final long NOON = 1_767_614_400_000L;

  private static final long EPOCH = NOON - 43_200_000L;
  private static final int SAMPLE = 2_000;
  private static final int STEPS = 12;

  /** A day's budget that no benchmark can spend: ten million currency units. */
  private static final long BUDGET_MICROS = 10_000_000_000_000L;

  /**
   * Ratio of the maximum bid to the highest floor of the traffic. A budget's first multiplier is a
   * fifth of the maximum bid, and with this ratio even a fifth lies above the highest floor.
   */
  private static final long MAX_BID_OVER_FLOOR = 50;

  private static final int UNREACHED_CAP = 1_000_000;
  private static final long DAY_MILLIS = 86_400_000L;

  private static final Budgets PLENTY =
      new Budgets() {
        @Override
        public boolean canBid(String budgetId) {
          return true;
        }

        @Override
        public double push(String budgetId) {
          return 1.0;
        }
      };

  /**
   * Makes {@code count} campaigns.
   *
   * @param eligible how many of them are to be eligible for a request on average; with {@code
   *     count} or more, no campaign is bound to sites
   */
  static BenchCampaigns of(int count, int eligible) {
    List<BidRequest> sample = new BenchTraffic().requests(SAMPLE);
    List<Campaign> booked = booked(count, sample);
    if (eligible >= count) {
      return new BenchCampaigns(booked, average(booked, sample));
    }
    Map<String, Double> shares =
        sample.stream()
            .collect(
                Collectors.groupingBy(
                    BenchCampaigns::domain, Collectors.summingDouble(request -> 1.0 / SAMPLE)));
    List<Map.Entry<String, Double>> sites =
        shares.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    double low = 0;
    double high = 1;
    double share = (low + high) / 2;
    BenchCampaigns tried = onSites(booked, sites, share, sample);
    BenchCampaigns best = tried;
    for (int step = 1; step < STEPS; step++) {
      if (tried.averageEligible() < eligible) {
        low = share;
      } else {
        high = share;
      }
      share = (low + high) / 2;
      tried = onSites(booked, sites, share, sample);
      if (Math.abs(tried.averageEligible() - eligible)
          < Math.abs(best.averageEligible() - eligible)) {
        best = tried;
      }
    }
    return best;
  }

  private static String domain(BidRequest request) {
    Site site = Objects.requireNonNull(request.site(), "the synthetic market names every site");
    return Objects.requireNonNull(site.domain(), "the synthetic market names every domain");
  }

  /** The campaigns, each bound to sites that have about {@code share} of the traffic. */
  private static BenchCampaigns onSites(
      List<Campaign> booked,
      List<Map.Entry<String, Double>> sites,
      double share,
      List<BidRequest> sample) {
    List<Campaign> bound = new ArrayList<>(booked.size());
    for (int i = 0; i < booked.size(); i++) {
      bound.add(booked.get(i).withTargeting(Targeting.onDomains(domains(sites, share, i))));
    }
    return new BenchCampaigns(List.copyOf(bound), average(bound, sample));
  }

  /** Makes {@code count} campaigns that are not bound to sites. */
  static List<Campaign> everywhere(int count) {
    return booked(count, new BenchTraffic().requests(SAMPLE));
  }

  /** A request with the candidates that the job would find for a user without history. */
  static EligibleRequest eligible(EligibilityIndex index, BidRequest request) {
    return index.eligible(
        request,
        UserKey.of(request),
        UserProfile.UNKNOWN,
        NOON,
        "benchmark",
        index.board(PLENTY),
        userKey -> Map.of());
  }

  private static double average(List<Campaign> campaigns, List<BidRequest> sample) {
    EligibilityIndex index = EligibilityIndex.of(campaigns, Set.of());
    return sample.stream()
        .mapToInt(request -> eligible(index, request).candidateCount())
        .average()
        .orElse(0);
  }

  /**
   * Domains of random sites, at least one, whose share of the traffic is close to {@code share} in
   * expectation.
   *
   * @param sites share of the traffic of each site, by domain
   */
  private static List<String> domains(
      List<Map.Entry<String, Double>> sites, double share, int campaign) {
    SplittableRandom random = new SplittableRandom(campaign);
    List<Map.Entry<String, Double>> left = new ArrayList<>(sites);
    List<String> taken = new ArrayList<>();
    double sum = 0;
    while (!left.isEmpty()) {
      Map.Entry<String, Double> site = left.remove(random.nextInt(left.size()));
      if (sum + random.nextDouble() * site.getValue() > share) {
        break;
      }
      sum += site.getValue();
      taken.add(site.getKey());
    }
    return taken.isEmpty()
        ? List.of(sites.stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey())
        : taken;
  }

  /** The synthetic market's campaigns with budgets that cannot be spent, and without targeting. */
  private static List<Campaign> booked(int count, List<BidRequest> sample) {
    List<Size> sizes =
        sample.stream()
            .flatMap(request -> request.imps().stream())
            .filter(imp -> imp.banner() != null)
            .flatMap(imp -> imp.banner().sizes().stream())
            .distinct()
            .toList();
    long floorMicros =
        sample.stream()
            .flatMap(request -> request.imps().stream())
            .mapToLong(Imp::bidfloorMicros)
            .max()
            .orElse(0);
    long maxBidMicros = MAX_BID_OVER_FLOOR * Math.max(1_000, floorMicros);
    List<Campaign> booked = new ArrayList<>(count);
    for (Campaign campaign :
        new SyntheticMarket(new SyntheticMarket.Settings(BenchTraffic.SEED, count, SAMPLE, 0, 1))
            .campaigns(EPOCH)) {
      Creative drawn = campaign.creatives().get(0);
      List<Creative> creatives = new ArrayList<>();
      for (Size size : sizes) {
        creatives.add(
            new Creative(
                campaign.id() + "-" + size.w() + "x" + size.h(),
                size.w(),
                size.h(),
                drawn.attr(),
                drawn.imageUrl(),
                drawn.landingPage()));
      }
      FrequencyCap cap =
          booked.size() % 3 == 0 ? new FrequencyCap(UNREACHED_CAP, DAY_MILLIS) : null;
      booked.add(
          new Campaign(
              campaign.id(),
              campaign.version(),
              campaign.name(),
              false,
              campaign.advertiser(),
              new Campaign.Flight(EPOCH, EPOCH + DAY_MILLIS, campaign.flight().timeZone()),
              new Campaign.Budget(campaign.budget().id(), 0L, BUDGET_MICROS, null, PacingMode.EVEN),
              new Campaign.Bidding(Objective.CLICK, 0L, maxBidMicros),
              creatives,
              Targeting.EVERYWHERE,
              cap));
    }
    return List.copyOf(booked);
  }
}
