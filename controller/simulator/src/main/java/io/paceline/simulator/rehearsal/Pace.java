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
 * @param marketRefreshMillis wall time between two refreshes of the market curves, positive
 */
public record Pace(
    double speed,
    long tickMillis,
    long checkpointMillis,
    LedgerSettings windows,
    HaltRule halt,
    long noticeDelayMillis,
    long marketRefreshMillis) {

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
          200,
          10_000);

  /** Windows of {@link #demo}; they are short, because the exchange runs on the same machine. */
  private static final LedgerSettings DEMO_WINDOWS =
      LedgerSettings.of(2_000, 10_000, LedgerSettings.ONE_DAY_MILLIS);

  /** Checks the ranges. */
  public Pace {
    if (!(speed > 0)
        || tickMillis < 1
        || checkpointMillis < tickMillis
        || noticeDelayMillis < 0
        || marketRefreshMillis < 1
        || windows.exchanges().usual().expSeconds() < 1) {
      throw new IllegalArgumentException(
          "the speed must be above 0, ticks and market refreshes at least 1 ms apart, a"
              + " checkpoint's interval at least a tick, delays 0 or more, and the billing window a"
              + " second longer than the auction window");
    }
  }

  /**
   * The demo's settings, for days that are faster than wall time. They are wall time, too, and do
   * not follow the speed. With the windows of {@link #PRODUCTION}, the money of a bid of which no
   * notice comes would be held for hours of campaign time. Only the window of {@link #halt} follows
   * the speed: it is a day of campaign time at any speed, as in production, because the rule
   * compares what was billed in it with what budgets may spend in a day.
   *
   * @param speed campaign milliseconds per wall millisecond, positive
   */
  public static Pace demo(double speed) {
    return new Pace(
        speed,
        200,
        5_000,
        DEMO_WINDOWS,
        new HaltRule(
            HaltRule.STANDARD.share(),
            Math.max(1, Math.round(HaltRule.STANDARD.windowMillis() / speed)),
            HaltRule.STANDARD.leastNotices()),
        200,
        500);
  }

  /**
   * {@link #PRODUCTION} at speed 1, else {@link #demo}: only a demo's days are faster than wall
   * time.
   *
   * @param speed campaign milliseconds per wall millisecond, positive
   */
  public static Pace at(double speed) {
    return speed == 1 ? PRODUCTION : demo(speed);
  }
}
