package io.paceline.core.eligibility;

import io.paceline.core.clock.CampaignClock;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides when the counts of a {@link CapTally} are reported: in rounds, each over all campaigns. A
 * round begins two minutes of campaign time after the end of the one before, but never sooner than
 * one tick of the controllers. Each request reports only a few campaigns, so that no request waits
 * for all of them. Not thread-safe.
 */
public final class CapReports {

  /** Campaign time between two rounds. */
  private static final long EVERY_MILLIS = 120_000;

  /** How many campaigns are reported at one request, at most. */
  static final int AT_ONCE = 4;

  private final CampaignClock clock;
  private final long tickMillis;
  private long nextRoundMillis;

  /**
   * Reports that begin with the first request.
   *
   * @param tickMillis wall time between two ticks of a budget's controller
   */
  public CapReports(CampaignClock clock, long tickMillis) {
    this.clock = clock;
    this.tickMillis = tickMillis;
  }

  /** Whether {@link #take} has to be called at a request that comes at this wall time. */
  public boolean isDue(long nowMillis) {
    return nowMillis >= nextRoundMillis;
  }

  /**
   * The counts to report at a request for which {@link #isDue} holds, at most {@value #AT_ONCE}.
   *
   * @param nowMillis wall time
   */
  public List<CappedOut> take(CapTally tally, long nowMillis) {
    List<CappedOut> reports = new ArrayList<>(AT_ONCE);
    while (reports.size() < AT_ONCE) {
      CappedOut report = tally.take();
      if (report == null) {
        long round = clock.wallMillis(clock.campaignMillis(nowMillis) + EVERY_MILLIS);
        nextRoundMillis = Math.max(round, nowMillis + tickMillis);
        break;
      }
      reports.add(report);
    }
    return reports;
  }
}
