package io.paceline.core.campaign;

import java.util.List;

/**
 * Builds the campaigns of tests, so that a test states only what it is about. Without further
 * settings, a campaign of version 1 runs forever in UTC, spends 1,000,000 micros of a budget of its
 * own evenly, bids up to 1,000 micros for clicks, and has one creative of 300 x 250 pixels, for
 * everybody and without a cap.
 */
public final class CampaignBuilder {

  private final String id;
  private long version = 1;
  private boolean paused;
  private Campaign.Advertiser advertiser = new Campaign.Advertiser("shop.example", List.of());
  private long startMillis;
  private long endMillis = Long.MAX_VALUE;
  private String timeZone = "UTC";
  private String budgetId;
  private long totalMicros = 1_000_000;
  private long dailyMicros;
  private Integer carryOver;
  private PacingMode pacing = PacingMode.EVEN;
  private long maxBidMicros = 1_000;
  private List<Creative> creatives =
      List.of(
          new Creative(
              "banner", 300, 250, List.of(), "https://c.example/a.png", "https://shop.example/"));
  private Targeting targeting = Targeting.EVERYWHERE;
  private FrequencyCap cap;

  private CampaignBuilder(String id) {
    this.id = id;
    this.budgetId = id;
  }

  public static CampaignBuilder campaign(String id) {
    return new CampaignBuilder(id);
  }

  public CampaignBuilder version(long number) {
    version = number;
    return this;
  }

  public CampaignBuilder paused(boolean isPaused) {
    paused = isPaused;
    return this;
  }

  public CampaignBuilder advertiser(String domain, List<String> cat) {
    advertiser = new Campaign.Advertiser(domain, cat);
    return this;
  }

  /** From the first instant until just before the second one, campaign time. */
  public CampaignBuilder flight(long firstMillis, long endsMillis) {
    startMillis = firstMillis;
    endMillis = endsMillis;
    return this;
  }

  public CampaignBuilder timeZone(String zone) {
    timeZone = zone;
    return this;
  }

  public CampaignBuilder budgetId(String key) {
    budgetId = key;
    return this;
  }

  /** For the whole flight, 0 for none. */
  public CampaignBuilder totalMicros(long micros) {
    totalMicros = micros;
    return this;
  }

  /** For each day, 0 for none; the total still limits them all. */
  public CampaignBuilder dailyMicros(long micros) {
    dailyMicros = micros;
    return this;
  }

  /** In thousandths of the daily amount; null, as without a call, states none. */
  public CampaignBuilder carryOver(Integer thousandths) {
    carryOver = thousandths;
    return this;
  }

  public CampaignBuilder pacing(PacingMode mode) {
    pacing = mode;
    return this;
  }

  public CampaignBuilder maxBidMicros(long micros) {
    maxBidMicros = micros;
    return this;
  }

  public CampaignBuilder creatives(List<Creative> banners) {
    creatives = banners;
    return this;
  }

  public CampaignBuilder targeting(Targeting where) {
    targeting = where;
    return this;
  }

  /** Null for none. */
  public CampaignBuilder cap(FrequencyCap limit) {
    cap = limit;
    return this;
  }

  public Campaign build() {
    return new Campaign(
        id,
        version,
        id,
        paused,
        advertiser,
        new Campaign.Flight(startMillis, endMillis, timeZone),
        new Campaign.Budget(budgetId, totalMicros, dailyMicros, carryOver, pacing),
        new Campaign.Bidding(Objective.CLICK, 0, maxBidMicros),
        creatives,
        targeting,
        cap);
  }
}
