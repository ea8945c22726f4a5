package io.paceline.core.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.allocation.ProposedBids;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The campaigns and proposed bids of a {@link MoneyWorld}. */
final class WorldRecords {

  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The flight ends at six in the evening of its last day. */
  static final long FLIGHT_END = midnight("2026-03-31") - 6 * 3_600_000L;

  static final long MAX_BID = 2_000;

  static final LocalDate FIRST_DAY = LocalDate.parse("2026-03-28");

  private static final long FLIGHT_START = midnight("2026-03-28");

  private WorldRecords() {}

  private static long midnight(String day) {
    return LocalDate.parse(day).atStartOfDay(BERLIN).toInstant().toEpochMilli();
  }

  /**
   * The hard cap of a day, as docs/decisions/0100-daily-budgets-are-caps.md states it.
   *
   * @param worthMicros what the days before were worth
   */
  static long dayCap(
      long period, Campaign.Budget budget, long worthMicros, long billedBeforeMicros) {
    long leftOver = Math.max(0, worthMicros - billedBeforeMicros);
    if (budget.totalMicros() > 0) {
      LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(period), BERLIN);
      leftOver /= ChronoUnit.DAYS.between(today, LocalDate.parse("2026-03-31"));
    }
    int factor = budget.totalMicros() > 0 ? 1_000 : 0;
    if (budget.carryOver() != null) {
      factor = budget.carryOver();
    }
    return budget.dailyMicros() + Math.min(budget.dailyMicros() * factor / 1_000, leftOver);
  }

  static Campaign campaign(
      String id,
      long version,
      boolean paused,
      long totalBudgetMicros,
      long dailyBudgetMicros,
      Integer carryOver,
      PacingMode pacing) {
    return CampaignBuilder.campaign(id)
        .version(version)
        .paused(paused)
        .flight(FLIGHT_START, FLIGHT_END)
        .timeZone(BERLIN.getId())
        .budgetId("budget")
        .totalMicros(totalBudgetMicros)
        .dailyMicros(dailyBudgetMicros)
        .carryOver(carryOver)
        .pacing(pacing)
        .maxBidMicros(MAX_BID)
        .build();
  }

  /** A second-price impression without a floor. */
  static ProposedBid proposed(
      String bidId,
      String campaignId,
      String exchange,
      long nowMillis,
      CampaignClock clock,
      double score) {
    return ProposedBids.bid(bidId, nowMillis)
        .decidedAt(clock.campaignMillis(nowMillis))
        .on(exchange)
        .of(campaignId, "budget")
        .scored(score)
        .build();
  }
}
