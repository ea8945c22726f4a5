package io.paceline.core.openrtb;

/**
 * Why Paceline did not bid on an impression. The reasons up to {@link #FLOOR} stand in the order in
 * which eligibility checks them: if several campaigns drop out for different reasons, the response
 * states the last of these in this order, since its campaign came furthest. Two reasons that share
 * what was one reason stand side by side, and the one whose campaign is closer to a bid stands
 * last. The reasons after {@link #FLOOR} have no order.
 */
public enum NoBidReason {
  /** No campaigns or no model have arrived yet, or the budget has no pacing state yet. */
  NOT_READY(1, "campaigns or model not loaded yet"),
  /** The impression offers no banner. */
  UNSUPPORTED_FORMAT(0, "no banner offered"),
  /** The request does not accept bids in Paceline's currency. */
  CURRENCY(0, "no accepted currency"),
  /** No active campaign is in flight. */
  NO_ACTIVE_CAMPAIGN(0, "no campaign in flight"),
  /** Every campaign in flight has spent its budget. */
  BUDGET_SPENT(0, "budgets spent"),
  /** No creative fits the slot, because of its size or of an attribute that the slot blocks. */
  NO_CREATIVE(0, "no creative fits"),
  /** Targeting excludes the request. */
  TARGETING(0, "targeting excludes the request"),
  /** The publisher blocks the advertiser or its categories, or its block lists are unreadable. */
  BLOCKED(0, "advertiser or category blocked"),
  /** The campaign has a frequency cap, but the user cannot or may not be recognised. */
  USER_UNKNOWN(8, "user unknown or no consent"),
  /**
   * The user has seen the campaign often enough, or every campaign with a score already bids on
   * another impression of the request.
   */
  FREQUENCY_CAP(9, "frequency cap met"),
  /** The floor is above every campaign's maximum bid. */
  FLOOR(0, "floor above maximum bid"),
  /**
   * Pacing sat this impression out: even the lowest bids would spend faster than planned, so
   * Paceline bids on only a share of the impressions.
   */
  SAT_OUT(0, "sat out to keep the plan"),
  /** The bid that pacing and market allow lies below the floor, or below one micro. */
  BID_TOO_LOW(0, "bid below floor"),
  /** The same bid was made before, because the request came twice. */
  DUPLICATE_REQUEST(2, "request answered before"),
  /**
   * The spend controller refused to hold money for the bid: the budget has too little left, or so
   * little that the bid is not worth the money that it would hold.
   */
  BUDGET(0, "reservation refused"),
  /**
   * The bid would commit the budget's money faster than is allowed now. The rate bounds what a
   * crash can forget; a new budget has none until a completed checkpoint holds it.
   */
  COMMIT_RATE(0, "commit rate reached"),
  /** {@code tmax} passed before the answer was ready. */
  DEADLINE(15, "insufficient auction time"),
  /** The model failed on this request or gave no positive, finite score. */
  SCORING_FAILED(1, "scoring failed"),
  /** The impression cannot be read, while others of its request can. */
  INVALID_IMP(2, "impression cannot be read"),
  /** Somebody has stopped all bidding. */
  STOPPED(0, "all bidding is stopped"),
  /** Too much of what this exchange bills is unaccounted for, so no bid is made there. */
  HALTED(0, "bidding at this exchange is halted");

  private final int nbr;
  private final String explanation;

  NoBidReason(int nbr, String explanation) {
    this.nbr = nbr;
    this.explanation = explanation;
  }

  /**
   * The code of OpenRTB's list of no-bid reasons ({@code nbr}), which stands in the specification
   * of OpenRTB 3.0; 0 where no code fits. The reason's name stands in {@code ext.paceline.reason}.
   */
  public int nbr() {
    return nbr;
  }

  /** The reason in words for a person. */
  public String explanation() {
    return explanation;
  }
}
