package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Offer;
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
import io.paceline.core.profile.CategoryAffinity;
import io.paceline.core.profile.UserProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A seeded log in which clicks follow a known law: each campaign has its own click rate, and is
 * clicked more often by users of some segments and on some sites than by others and elsewhere.
 */
public final class PlantedLog {

  public static final int CAMPAIGNS = 6;
  private static final int SEGMENTS = 24;
  private static final int DOMAINS = 40;
  private static final long DAY_MILLIS = 86_400_000L;

  private final double[][] affinity = new double[CAMPAIGNS][SEGMENTS];
  private final double[][] siteEffect = new double[CAMPAIGNS][DOMAINS];
  private final double[] campaignEffect = new double[CAMPAIGNS];
  private final SplittableRandom random;

  /** An example with the probability that decided its click. */
  public record Row(TrainingExample example, double probability) {}

  public PlantedLog(long seed) {
    random = new SplittableRandom(seed);
    Random normal = new Random(7L);
    for (int c = 0; c < CAMPAIGNS; c++) {
      campaignEffect[c] = 0.5 * normal.nextGaussian();
      for (int s = 0; s < SEGMENTS; s++) {
        affinity[c][s] = 0.9 * normal.nextGaussian();
      }
      for (int d = 0; d < DOMAINS; d++) {
        siteEffect[c][d] = 0.5 * normal.nextGaussian();
      }
    }
  }

  /** Rows spread evenly over four days. */
  public List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(row(4 * DAY_MILLIS * i / count, i));
    }
    return rows;
  }

  private Row row(long campaignMillis, int number) {
    int domain = random.nextInt(DOMAINS);
    int campaign = random.nextInt(CAMPAIGNS);
    int[] segments = {random.nextInt(SEGMENTS), random.nextInt(SEGMENTS)};
    double logit = -3.2 + campaignEffect[campaign] + siteEffect[campaign][domain];
    for (int segment : segments) {
      logit += affinity[campaign][segment];
    }
    double probability = 1.0 / (1.0 + Math.exp(-logit));
    long price = (long) (20_000 * Math.exp(0.5 * (random.nextDouble() - 0.5)) * (1 + domain % 3));
    return new Row(
        example(
            request(
                "r" + number,
                "site" + domain + ".example",
                List.of("s" + segments[0], "s" + segments[1])),
            campaignMillis,
            candidate(campaign),
            random.nextDouble() < probability,
            price),
        probability);
  }

  /** An impression of an unknown user, of which the log tells only whether it was clicked. */
  static TrainingExample example(
      BidRequest request,
      long campaignMillis,
      Candidate candidate,
      boolean clicked,
      long marketPriceMicros) {
    return new TrainingExample(
        request,
        UserProfile.UNKNOWN,
        campaignMillis,
        candidate,
        0,
        clicked ? Set.of(Objective.CLICK) : Set.of(),
        marketPriceMicros);
  }

  /** The examples alone. */
  public static List<TrainingExample> examples(List<Row> rows) {
    return rows.stream().map(Row::example).toList();
  }

  /** The candidate of a campaign; the log knows campaigns 0 to {@link #CAMPAIGNS} - 1. */
  public static Candidate candidate(int campaign) {
    return new Candidate(
        new Offer(
            "c" + campaign,
            "c" + campaign,
            "banner",
            "advertiser" + campaign % 3 + ".example",
            List.of(),
            0,
            0,
            0L,
            Objective.CLICK,
            Offer.NO_NUMBER),
        1.0);
  }

  /** A request with one impression. */
  public static BidRequest request(String id, String domain, List<String> segments) {
    return new BidRequest(
        id,
        "exchange1",
        0L,
        List.of(
            Imp.readable(
                "1",
                new Banner(List.of(new Size(300, 250)), List.of(), 1),
                5_000L,
                "EUR",
                "slot-1",
                false,
                true)),
        new Site("site", domain, null, List.of(), null, false),
        Device.builder()
            .ua("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari")
            .type(DeviceType.DESKTOP)
            .country("DEU")
            .region("DE-HH")
            .city("Hamburg")
            .build(),
        new User("u", null, segments),
        Regs.NONE,
        BidRequest.SECOND_PRICE,
        100,
        List.of("EUR"),
        BlockLists.NONE,
        false);
  }

  /** A user who has seen impressions of campaign 1 and clicked on one of them. */
  public static UserProfile profile() {
    return new UserProfile(
        Map.of("c1", new CampaignHistory(3, 1, 0L, 1, 0L)),
        7,
        1,
        10 * 3_600_000L,
        List.of(new CategoryAffinity("IAB17", 2.0, 0L)));
  }
}
