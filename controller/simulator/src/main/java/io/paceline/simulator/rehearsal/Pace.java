package io.paceline.simulator.rehearsal;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.exchange.HaltRule;
import io.paceline.core.ledger.LedgerSettings;

/**
 * How fast campaign time runs, and those settings of the job that are wall time.
 *
 * @param speed campaign milliseconds per wall millisecond, positive
 * @param tickMillis wall time between two ticks of a budget, positive
 * @param checkpointMillis wall time between two checkpoints, at least a tick
 * @param windows the ledgers' windows; the billing window is at least a second longer than the
 *     auction window
 * @param halt when bidding at an exchange is halted
 * @param noticeDelayMillis longest delay of a notice, wall milliseconds, 0 or more
 */
public record Pace(
    double speed,
    long tickMillis,
    long checkpointMillis,
    LedgerSettings windows,
    HaltRule halt,
    long noticeDelayMillis) {

  /**
   * Campaign time is wall time, and the job has its default options, except that budgets tick every
   * five seconds instead of every second. Pacing laws move the multiplier every 15 seconds anyway,
   * and in a day of 100,000 requests, ticks every second would take more time than everything else.
   */
  public static final Pace PRODUCTION =
      new Pace(
          1.0,
          5_000,
          10_000,
          new LedgerSettings(ExchangeProfiles.OPENRTB, LedgerSettings.ONE_DAY_MILLIS),
          HaltRule.STANDARD,
          200);

  /** Checks the ranges. */
  public Pace {
    if (!(speed > 0)
        || tickMillis < 1
        || checkpointMillis < tickMillis
        || noticeDelayMillis < 0
        || windows.exchanges().usual().expSeconds() < 1) {
      throw new IllegalArgumentException(
          "the speed must be above 0, a tick at least 1 ms, a checkpoint's interval at least a"
              + " tick, delays 0 or more, and the billing window a second longer than the auction"
              + " window");
    }
  }
}
