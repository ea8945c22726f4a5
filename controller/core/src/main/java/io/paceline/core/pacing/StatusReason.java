package io.paceline.core.pacing;

import java.util.List;

/** Why a budget stands where it does, in one short sentence. */
public final class StatusReason {

  /** The sentence for a budget that is paused because all bidding is stopped. */
  public static final String STOPPED = "All bidding is stopped.";

  private StatusReason() {}

  /**
   * The sentence for a status.
   *
   * @param status the status by {@link PacingStatus#of}
   * @param now what the law saw
   * @param recent auctions of about the last quarter of an hour of campaign time
   */
  public static String of(PacingStatus status, PacingObservation now, AuctionCounts recent) {
    double spent = (double) now.spendMicros() / now.budgetMicros();
    double behind = now.targetSpendShare() - spent;
    return switch (status) {
      case NOT_STARTED -> "The flight has not begun.";
      case ENDED -> "The flight is over; " + percent(spent) + " of its last budget was spent.";
      case PAUSED -> "Paused by its advertiser.";
      case SPENT -> "The period's budget is spent.";
      case ON_PLAN -> percent(spent) + " spent, " + percent(now.targetSpendShare()) + " planned.";
      case AHEAD -> percent(-behind) + " of the budget ahead of plan: bids are lowered.";
      case BEHIND -> percent(behind) + " of the budget behind plan: bids are raised.";
      case LIMITED_BY_FLOOR ->
          cannot(behind)
              + "floors lie above its bids for "
              + recent.belowFloor()
              + " of "
              + recent.offered()
              + " impressions.";
      case LIMITED_BY_CAPS ->
          cannot(behind)
              + "caps keep it out of "
              + recent.caps().keptOut()
              + " of "
              + recent.caps().fitting()
              + " requests that fit"
              + (recent.caps().unknown() == 0
                  ? "."
                  : ", for " + recent.caps().unknown() + " because the user is unknown.");
      case LIMITED_BY_PRICE ->
          cannot(behind)
              + "others pay more in "
              + recent.lost()
              + " of "
              + recent.answered()
              + " auctions, although bids are the highest allowed.";
      case LIMITED_BY_TRAFFIC ->
          recent.answered() == 0
              ? cannot(behind) + "no impression fits it of late."
              : cannot(behind)
                  + recent.won()
                  + " of "
                  + recent.answered()
                  + " auctions are won already, and there are no more impressions that fit.";
    };
  }

  /**
   * The reason for a budget that lies behind its plan, and a sentence that names the exchanges at
   * which bidding is halted. The budget's own counts cannot tell of this, because impressions of
   * these exchanges never reach it.
   */
  static String withHalts(String reason, List<String> exchanges) {
    return reason + " Bidding is halted at " + String.join(", ", exchanges) + ".";
  }

  private static String cannot(double behind) {
    return "The plan cannot be met (" + percent(behind) + " of the budget behind): ";
  }

  private static String percent(double share) {
    // This runs at every tick of every budget, and a formatter would take longer than the rest of
    // the tick.
    long tenths = Math.round(1_000 * share);
    return (tenths < 0 ? "-" : "") + Math.abs(tenths / 10) + "." + Math.abs(tenths % 10) + " %";
  }
}
