package io.paceline.core.pacing;

import java.util.List;

/**
 * What the spend controller reports about a budget at a tick (topic {@code pacing-updates}). Money
 * in micros, instants in campaign time.
 *
 * @param budgetId key of the budget
 * @param atMillis instant of the tick
 * @param period the running period
 * @param spend the money that is spent, and that may still be
 * @param progress where the spend should be, and where it is
 * @param control what the other steps go by until the next update
 * @param standing how the budget is doing, for people
 * @param counts what has happened to the budget's bids
 */
public record PacingUpdate(
    String budgetId,
    long atMillis,
    Period period,
    Spend spend,
    Progress progress,
    Control control,
    Standing standing,
    Counts counts) {

  /** A budget is reported at least this often, even where nothing happens (campaign time). */
  private static final long SILENCE_MILLIS = 900_000L;

  /** Smallest relative change of multiplier or push that is worth a report. */
  private static final double WORTH_TELLING = 0.01;

  /**
   * The period that runs at the tick.
   *
   * @param startMillis start of the period
   * @param budgetMicros the period's budget
   */
  public record Period(long startMillis, long budgetMicros) {}

  /**
   * The money that is spent, and that may still be.
   *
   * @param periodMicros billed in the period
   * @param totalMicros billed in all periods
   * @param wonMicros won in the period and not yet billed
   * @param openMicros money held for open bids and for wins not yet billed, of all periods, plus
   *     what a crash may have forgotten
   */
  public record Spend(long periodMicros, long totalMicros, long wonMicros, long openMicros) {}

  /**
   * Plan and spend of the period as shares of its budget.
   *
   * @param targetSpendShare share that the plan wants spent by the tick, 0 to 1
   * @param spendShare share that is billed or won by the tick; may exceed 1
   */
  public record Progress(double targetSpendShare, double spendShare) {}

  /**
   * What the other steps go by until the next update.
   *
   * @param pacingMultiplier the pacing multiplier, micros per unit of normalised score
   * @param push allocation's push, 0.5 to 2
   * @param canBid false where no impression may be bid on: outside of the flight, while paused, or
   *     while no money is at hand
   */
  public record Control(double pacingMultiplier, double push, boolean canBid) {}

  /**
   * How the budget is doing, for people.
   *
   * @param status where the budget stands
   * @param reason why it stands there, in a short sentence
   */
  public record Standing(PacingStatus status, String reason) {}

  /**
   * Numbers of events since the budget's first bid, which never fall.
   *
   * @param bids bids made
   * @param wins wins noticed
   * @param billings impressions billed
   * @param losses losses noticed
   * @param expired bids of which nothing was heard within their window
   * @param clicks clicks noticed
   */
  public record Counts(
      long bids, long wins, long billings, long losses, long expired, long clicks) {}

  /**
   * Whether this update says anything new to a reader whose latest update is {@code last} (null for
   * none).
   */
  public boolean isNewsAfter(PacingUpdate last) {
    return last == null
        || control.canBid != last.control.canBid
        || !standing.equals(last.standing)
        || !period.equals(last.period)
        || spend.totalMicros != last.spend.totalMicros
        || spend.wonMicros != last.spend.wonMicros
        || spend.openMicros != last.spend.openMicros
        || counts.clicks != last.counts.clicks
        || hasMoved(control.push, last.control.push)
        || hasMoved(control.pacingMultiplier, last.control.pacingMultiplier)
        || atMillis - last.atMillis >= SILENCE_MILLIS;
  }

  /**
   * The same update. Where the budget lies behind its plan, the reason of its status also names
   * these exchanges.
   *
   * @param exchanges names of the exchanges at which bidding is halted; may be empty
   */
  public PacingUpdate withHalts(List<String> exchanges) {
    boolean behind =
        switch (standing.status) {
          case BEHIND, LIMITED_BY_PRICE, LIMITED_BY_TRAFFIC, LIMITED_BY_FLOOR, LIMITED_BY_CAPS ->
              !exchanges.isEmpty();
          case NOT_STARTED, ON_PLAN, AHEAD, SPENT, PAUSED, ENDED -> false;
        };
    return behind
        ? new PacingUpdate(
            budgetId,
            atMillis,
            period,
            spend,
            progress,
            control,
            new Standing(standing.status, StatusReason.withHalts(standing.reason, exchanges)),
            counts)
        : this;
  }

  private static boolean hasMoved(double value, double last) {
    return Math.abs(value - last) > WORTH_TELLING * last;
  }
}
