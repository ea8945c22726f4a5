package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.Account;
import io.paceline.core.pacing.BudgetPeriod;

/** How fast a budget may commit bids; see {@link io.paceline.core.ledger.CommitRate}. */
final class GrossRate {

  /**
   * Gross commitments may run this many times faster than even spend: room for a win rate of a few
   * percent, for traffic peaks and for catching up. What a crash may forget grows with it.
   */
  private static final long OVER_EVEN = 40;

  /**
   * And at least so many bids at the maximum bid per second, so that a small budget is not slowed
   * by rounding.
   */
  private static final long BIDS_PER_SECOND = 10;

  private GrossRate() {}

  /** The rate to ask for, micros a wall second. */
  static long microsPerSecond(
      CampaignClock clock, Campaign campaign, BudgetPeriod period, Account account) {
    double wallSeconds =
        Math.max(
            1.0,
            (clock.wallMillis(period.endMillis()) - clock.wallMillis(period.startMillis()))
                / 1_000.0);
    double even = period.budgetMicros() / wallSeconds;
    double wanted =
        campaign.pacingMode() == PacingMode.ASAP ? period.budgetMicros() : even * OVER_EVEN;
    long rate = (long) wanted + BIDS_PER_SECOND * campaign.maxBidMicros();
    long known = account.commitRate().pendingMicrosPerSecond();
    // Small edits keep the rate: a raise has to wait for a checkpoint.
    return rate <= known && rate > known / 4 ? known : rate;
  }
}
