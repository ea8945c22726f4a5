package io.paceline.core.spend;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.Account;
import io.paceline.core.money.Micros;
import io.paceline.core.pacing.BudgetPeriod;

/** How fast a budget may commit money to bids; see {@link io.paceline.core.ledger.CommitRate}. */
final class GrossRate {

  /**
   * Gross commitments may run this many times faster than even spend, except in pacing mode ASAP,
   * which may commit the whole budget in a second. The factor leaves room for a win rate of a few
   * percent, for traffic peaks and for catching up. What a crash may forget grows with it.
   */
  private static final long OVER_EVEN = 40;

  /**
   * The rate also has room for this many bids at the maximum bid per wall second, so that a small
   * budget is not slowed by rounding.
   */
  private static final long BIDS_PER_SECOND = 10;

  private GrossRate() {}

  /** The rate to request, micros per wall second. */
  static long microsPerSecond(
      CampaignClock clock, Campaign campaign, BudgetPeriod period, Account account) {
    double wallSeconds =
        Math.max(
            1.0,
            (clock.wallMillis(period.endMillis()) - clock.wallMillis(period.startMillis()))
                / 1_000.0);
    double even = period.budgetMicros() / wallSeconds;
    double wanted =
        campaign.budget().pacing() == PacingMode.ASAP ? period.budgetMicros() : even * OVER_EVEN;
    // A cast of a double that is too large gives the largest long, and so does the sum.
    long rate =
        Micros.plus(
            (long) wanted, Micros.times(BIDS_PER_SECOND, campaign.bidding().maxBidMicros()));
    long known = account.commitRate().pendingMicrosPerSecond();
    // Keeps the known rate unless the new one is higher, or at most a quarter of it: small edits
    // should not lower the rate, because a raise has to wait for a checkpoint.
    return rate <= known && rate > known / 4 ? known : rate;
  }
}
