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
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.UserKey;
import io.paceline.core.profile.UserProfile;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
   * Maximum bid over the highest floor. A budget's first multiplier is a fifth of the maximum bid,
   * and with this ratio even that lies above the highest floor.
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
                    request -> request.site().domain(),
                    Collectors.summingDouble(request -> 1.0 / SAMPLE)));
    List<String> domains = shares.keySet().stream().sorted().toList();
    double low = 0;
    double high = 1;
    BenchCampaigns best = null;
    for (int step = 0; step < STEPS; step++) {
      double share = (low + high) / 2;
      List<Campaign> bound = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Targeting onSites = Targeting.onDomains(sites(domains, shares, share, i));
        bound.add(booked.get(i).withTargeting(onSites));
      }
      BenchCampaigns tried = new BenchCampaigns(List.copyOf(bound), average(bound, sample));
      if (best == null
          || Math.abs(tried.averageEligible() - eligible)
              < Math.abs(best.averageEligible() - eligible)) {
        best = tried;
      }
      if (tried.averageEligible() < eligible) {
        low = share;
      } else {
        high = share;
      }
    }
    return best;
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
   * Random sites, at least one, whose share of the traffic is close to {@code share} in
   * expectation.
   */
  private static List<String> sites(
      List<String> domains, Map<String, Double> shares, double share, int campaign) {
    SplittableRandom random = new SplittableRandom(campaign);
    List<String> left = new ArrayList<>(domains);
    List<String> taken = new ArrayList<>();
    double sum = 0;
    while (!left.isEmpty()) {
      String domain = left.remove(random.nextInt(left.size()));
      if (sum + random.nextDouble() * shares.get(domain) > share) {
        break;
      }
      sum += shares.get(domain);
      taken.add(domain);
    }
    return taken.isEmpty()
        ? List.of(domains.stream().min(Comparator.comparing(shares::get)).orElseThrow())
        : taken;
  }

  /** The synthetic market's campaigns with budgets that cannot be spent, and without targeting. */
  private static List<Campaign> booked(int count, List<BidRequest> sample) {
    List<Size> sizes =
        sample.stream()
            .flatMap(request -> request.imps().stream())
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
              new Campaign.Budget(campaign.budget().id(), 0L, BUDGET_MICROS, PacingMode.EVEN),
              new Campaign.Bidding(Objective.CLICK, 0L, maxBidMicros),
              creatives,
              Targeting.EVERYWHERE,
              cap));
    }
    return List.copyOf(booked);
  }
}
