package io.paceline.core.campaign;

import java.util.List;

/**
 * A campaign as its advertiser booked it. Amounts are in micros of Paceline's currency, and
 * instants are in campaign time.
 *
 * @param id unique, {@code [A-Za-z0-9_.-]+}
 * @param version grows with every edit; a lower version than the known one is ignored
 * @param name for people
 * @param paused true to stop bidding; open bids still settle
 * @param adomain the advertiser's domain, lower case
 * @param cat IAB categories of the campaign
 * @param flightStartMillis first instant at which the campaign may bid
 * @param flightEndMillis first instant at which the campaign may no longer bid
 * @param timeZone IANA zone in which its days begin
 * @param budgetId the budget's key; the campaign's id unless a budget is shared
 * @param totalBudgetMicros for the whole flight, 0 for none
 * @param dailyBudgetMicros per calendar day in the time zone, 0 for none; at least one of the two
 *     budgets is positive
 * @param pacingMode how spend is spread over a period
 * @param maxBidMicros hard upper bound of any bid, per impression
 * @param goalValueMicros what one click is worth, 0 where unknown; no bid exceeds this times the
 *     click probability
 * @param creatives at least one
 * @param targeting never null
 * @param frequencyCap null for none
 * @param objective outcome whose probability decides the campaign's normalised scores; null counts
 *     as a click
 */
public record Campaign(
    String id,
    long version,
    String name,
    boolean paused,
    String adomain,
    List<String> cat,
    long flightStartMillis,
    long flightEndMillis,
    String timeZone,
    String budgetId,
    long totalBudgetMicros,
    long dailyBudgetMicros,
    PacingMode pacingMode,
    long maxBidMicros,
    long goalValueMicros,
    List<Creative> creatives,
    Targeting targeting,
    FrequencyCap frequencyCap,
    Objective objective) {

  /**
   * Sets a missing objective to clicks: campaigns stored before there were objectives have none.
   */
  public Campaign {
    objective = objective == null ? Objective.CLICK : objective;
  }

  /** A campaign for clicks. */
  public Campaign(
      String id,
      long version,
      String name,
      boolean paused,
      String adomain,
      List<String> cat,
      long flightStartMillis,
      long flightEndMillis,
      String timeZone,
      String budgetId,
      long totalBudgetMicros,
      long dailyBudgetMicros,
      PacingMode pacingMode,
      long maxBidMicros,
      long goalValueMicros,
      List<Creative> creatives,
      Targeting targeting,
      FrequencyCap frequencyCap) {
    this(
        id,
        version,
        name,
        paused,
        adomain,
        cat,
        flightStartMillis,
        flightEndMillis,
        timeZone,
        budgetId,
        totalBudgetMicros,
        dailyBudgetMicros,
        pacingMode,
        maxBidMicros,
        goalValueMicros,
        creatives,
        targeting,
        frequencyCap,
        Objective.CLICK);
  }

  /** True where the campaign may bid at this instant of campaign time, budget aside. */
  public boolean inFlight(long campaignMillis) {
    return !paused && campaignMillis >= flightStartMillis && campaignMillis < flightEndMillis;
  }

  /** The creative of that id, or null. */
  public Creative creative(String creativeId) {
    for (Creative creative : creatives) {
      if (creative.id().equals(creativeId)) {
        return creative;
      }
    }
    return null;
  }

  /** The same campaign under another version. */
  public Campaign withVersion(long newVersion) {
    return new Campaign(
        id,
        newVersion,
        name,
        paused,
        adomain,
        cat,
        flightStartMillis,
        flightEndMillis,
        timeZone,
        budgetId,
        totalBudgetMicros,
        dailyBudgetMicros,
        pacingMode,
        maxBidMicros,
        goalValueMicros,
        creatives,
        targeting,
        frequencyCap,
        objective);
  }

  /** The same campaign, paused or running. */
  public Campaign withPaused(boolean nowPaused) {
    return new Campaign(
        id,
        version,
        name,
        nowPaused,
        adomain,
        cat,
        flightStartMillis,
        flightEndMillis,
        timeZone,
        budgetId,
        totalBudgetMicros,
        dailyBudgetMicros,
        pacingMode,
        maxBidMicros,
        goalValueMicros,
        creatives,
        targeting,
        frequencyCap,
        objective);
  }
}
