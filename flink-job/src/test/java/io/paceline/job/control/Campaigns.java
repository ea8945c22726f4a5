package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.scoring.ModelAnnouncement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Campaigns, budgets and models for tests. */
public final class Campaigns {

  /** The instant at which tests begin, in wall time and campaign time. */
  public static final long START = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  /** Flights begin an hour before the tests. */
  public static final long FLIGHT_START = START - Duration.ofHours(1).toMillis();

  /** Flights end an hour after the tests' beginning. */
  public static final long FLIGHT_END = START + Duration.ofHours(1).toMillis();

  /** Every campaign's maximum bid: 2.00 CPM. */
  public static final long MAX_BID = 2_000;

  private Campaigns() {}

  /**
   * A campaign in pacing mode ASAP, so that every bid in a second-price auction is the maximum bid.
   */
  public static Campaign asap(String id, long totalBudgetMicros) {
    return of(id, totalBudgetMicros, PacingMode.ASAP, null);
  }

  /** A campaign with a frequency cap: at most so many impressions per user and hour. */
  public static Campaign capped(String id, int impressions) {
    return of(id, 1_000_000, PacingMode.ASAP, new FrequencyCap(impressions, 3_600_000L));
  }

  /** A campaign of version 1 with a budget of its own and one 300 x 250 creative. */
  public static Campaign of(
      String id, long totalBudgetMicros, PacingMode pacing, FrequencyCap cap) {
    return new Campaign(
        id,
        1,
        "Campaign " + id,
        false,
        id + ".example",
        List.of("IAB18"),
        FLIGHT_START,
        FLIGHT_END,
        "UTC",
        id,
        totalBudgetMicros,
        0,
        pacing,
        MAX_BID,
        0,
        List.of(
            new Creative(
                "banner",
                300,
                250,
                List.of(),
                "https://cdn.example/" + id + ".png",
                "https://" + id + ".example/")),
        Targeting.EVERYWHERE,
        cap);
  }

  /** The same campaign on another budget, one version later. */
  public static Campaign onBudget(Campaign campaign, String budgetId) {
    return with(campaign, budgetId, campaign.flightEndMillis());
  }

  /** The same campaign with another total budget, one version later. */
  public static Campaign costing(Campaign campaign, long totalBudgetMicros) {
    return new Campaign(
        campaign.id(),
        campaign.version() + 1,
        campaign.name(),
        campaign.paused(),
        campaign.adomain(),
        campaign.cat(),
        campaign.flightStartMillis(),
        campaign.flightEndMillis(),
        campaign.timeZone(),
        campaign.budgetId(),
        totalBudgetMicros,
        campaign.dailyBudgetMicros(),
        campaign.pacingMode(),
        campaign.maxBidMicros(),
        campaign.goalValueMicros(),
        campaign.creatives(),
        campaign.targeting(),
        campaign.frequencyCap());
  }

  /** The same campaign with another end, one version later. */
  public static Campaign prolonged(Campaign campaign, long flightEndMillis) {
    return with(campaign, campaign.budgetId(), flightEndMillis);
  }

  private static Campaign with(Campaign campaign, String budgetId, long flightEndMillis) {
    return new Campaign(
        campaign.id(),
        campaign.version() + 1,
        campaign.name(),
        campaign.paused(),
        campaign.adomain(),
        campaign.cat(),
        campaign.flightStartMillis(),
        flightEndMillis,
        campaign.timeZone(),
        budgetId,
        campaign.totalBudgetMicros(),
        campaign.dailyBudgetMicros(),
        campaign.pacingMode(),
        campaign.maxBidMicros(),
        campaign.goalValueMicros(),
        campaign.creatives(),
        campaign.targeting(),
        campaign.frequencyCap());
  }

  /** An announced bundle in folder {@code bundles/version}. */
  public static ModelAnnouncement model(String version) {
    return new ModelAnnouncement(
        version, "bundles/" + version, "fingerprint", TrafficCurve.uniform().shares());
  }

  /** A pacing update that says whether the budget can bid. */
  public static PacingUpdate pacing(String budgetId, boolean canBid, double push) {
    return new PacingUpdate(
        budgetId,
        START,
        FLIGHT_START,
        10_000,
        0,
        0,
        0,
        0,
        0.5,
        0,
        MAX_BID,
        push,
        canBid,
        canBid ? PacingStatus.ON_PLAN : PacingStatus.SPENT,
        "as a test says",
        0,
        0,
        0,
        0,
        0,
        0);
  }
}
