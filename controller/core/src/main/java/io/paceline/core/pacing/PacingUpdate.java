package io.paceline.core.pacing;

/**
 * What the spend controller reports about a budget at a tick (topic {@code pacing-updates}). Money
 * in micros, instants in campaign time. Counters count from the budget's first bid and never fall.
 *
 * @param budgetId key of the budget
 * @param atMillis instant of the tick
 * @param periodStartMillis start of the running period
 * @param budgetMicros the period's budget
 * @param periodSpendMicros billed in the period
 * @param totalSpendMicros billed in all periods
 * @param wonMicros won in the period and not yet billed
 * @param openMicros money held for open bids and for wins not yet billed, of all periods, plus what
 *     a crash may have forgotten
 * @param planShare share of the period's budget the plan wants spent, 0 to 1
 * @param spendShare what was billed or won in the period, as a share of its budget
 * @param multiplierMicros the pacing multiplier
 * @param push allocation's push, 0.5 to 2
 * @param canBid false where no impression may be bid on (spent, paused, ended)
 * @param status where the budget stands
 * @param statusReason why it stands there, in a short sentence for people
 * @param bids bids made
 * @param wins wins noticed
 * @param billings impressions billed
 * @param losses losses noticed
 * @param expired bids of which nothing was heard within their window
 * @param clicks clicks noticed
 */
public record PacingUpdate(
    String budgetId,
    long atMillis,
    long periodStartMillis,
    long budgetMicros,
    long periodSpendMicros,
    long totalSpendMicros,
    long wonMicros,
    long openMicros,
    double planShare,
    double spendShare,
    double multiplierMicros,
    double push,
    boolean canBid,
    PacingStatus status,
    String statusReason,
    long bids,
    long wins,
    long billings,
    long losses,
    long expired,
    long clicks) {

  /** A budget is reported at least this often, even where nothing happens (campaign time). */
  private static final long SILENCE_MILLIS = 900_000L;

  /** Smallest relative change of multiplier or push that is worth a report. */
  private static final double WORTH_TELLING = 0.01;

  /**
   * Whether this update says anything new to a reader whose latest update is {@code last} (null for
   * none).
   */
  public boolean isNewsAfter(PacingUpdate last) {
    return last == null
        || canBid != last.canBid
        || status != last.status
        || budgetMicros != last.budgetMicros
        || periodStartMillis != last.periodStartMillis
        || totalSpendMicros != last.totalSpendMicros
        || wonMicros != last.wonMicros
        || openMicros != last.openMicros
        || clicks != last.clicks
        || Math.abs(push - last.push) > WORTH_TELLING * last.push
        || Math.abs(multiplierMicros - last.multiplierMicros)
            > WORTH_TELLING * last.multiplierMicros
        || atMillis - last.atMillis >= SILENCE_MILLIS;
  }
}
