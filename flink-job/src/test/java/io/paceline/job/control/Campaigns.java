package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.Objective;
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

  /** Every campaign's maximum bid, micros per impression: a CPM of 2.00. */
  public static final long MAX_BID = 2_000;

  private Campaigns() {}

  /**
   * A campaign in pacing mode ASAP, so that every bid in a second-price auction is the maximum bid.
   */
  public static Campaign asap(String id, long totalBudgetMicros) {
    return of(id, totalBudgetMicros, PacingMode.ASAP, null);
  }

  /** A campaign with a frequency cap of {@code impressions} per user and hour. */
  public static Campaign capped(String id, int impressions) {
    return of(id, 1_000_000, PacingMode.ASAP, new FrequencyCap(impressions, 3_600_000L));
  }

  /** A campaign of version 1 with a budget of its own and one 300 x 250 creative. */
  public static Campaign of(
      String id, long totalBudgetMicros, PacingMode pacing, FrequencyCap cap) {
    return of(
        id,
        1,
        new Campaign.Flight(FLIGHT_START, FLIGHT_END, "UTC"),
        new Campaign.Budget(id, totalBudgetMicros, 0, null, pacing),
        new Campaign.Bidding(Objective.CLICK, 0, MAX_BID),
        cap);
  }

  /** A campaign with one 300 x 250 creative, for everybody. */
  public static Campaign of(
      String id,
      long version,
      Campaign.Flight flight,
      Campaign.Budget budget,
      Campaign.Bidding bidding,
      FrequencyCap cap) {
    return new Campaign(
        id,
        version,
        "Campaign " + id,
        false,
        new Campaign.Advertiser(id + ".example", List.of("IAB18")),
        flight,
        budget,
        bidding,
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
    Campaign.Budget before = campaign.budget();
    return edited(
        campaign,
        campaign.flight(),
        new Campaign.Budget(
            budgetId,
            before.totalMicros(),
            before.dailyMicros(),
            before.carryOver(),
            before.pacing()));
  }

  /** The same campaign with another total budget, one version later. */
  public static Campaign costing(Campaign campaign, long totalBudgetMicros) {
    Campaign.Budget before = campaign.budget();
    return edited(
        campaign,
        campaign.flight(),
        new Campaign.Budget(
            before.id(),
            totalBudgetMicros,
            before.dailyMicros(),
            before.carryOver(),
            before.pacing()));
  }

  /** The same campaign with another end, one version later. */
  public static Campaign prolonged(Campaign campaign, long flightEndMillis) {
    Campaign.Flight before = campaign.flight();
    return edited(
        campaign,
        new Campaign.Flight(before.startMillis(), flightEndMillis, before.timeZone()),
        campaign.budget());
  }

  private static Campaign edited(
      Campaign campaign, Campaign.Flight flight, Campaign.Budget budget) {
    return new Campaign(
        campaign.id(),
        campaign.version() + 1,
        campaign.name(),
        campaign.paused(),
        campaign.advertiser(),
        flight,
        budget,
        campaign.bidding(),
        campaign.creatives(),
        campaign.targeting(),
        campaign.frequencyCap());
  }

  /** An announced bundle in folder {@code bundles/version}. */
  public static ModelAnnouncement model(String version) {
    return ModelAnnouncement.withEqualWeekdays(
        version, "bundles/" + version, "fingerprint", TrafficCurve.uniform().shares());
  }

  /** A pacing update that says whether the budget can bid. */
  public static PacingUpdate pacing(String budgetId, boolean canBid, double push) {
    return new PacingUpdate(
        budgetId,
        START,
        new PacingUpdate.Period(FLIGHT_START, 10_000),
        new PacingUpdate.Spend(0, 0, 0, 0),
        new PacingUpdate.Progress(0.5, 0),
        new PacingUpdate.Control(MAX_BID, push, canBid),
        new PacingUpdate.Standing(
            canBid ? PacingStatus.ON_PLAN : PacingStatus.SPENT, "as a test says"),
        new PacingUpdate.Counts(0, 0, 0, 0, 0, 0));
  }
}
