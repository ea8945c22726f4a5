package io.paceline.core.openrtb;

/**
 * Why an impression was not bid on, in the order in which a decision meets them: of several
 * campaigns' reasons the last one in this order is reported, since that campaign came furthest.
 */
public enum NoBidReason {
  /** No campaigns or no model have arrived yet. */
  NOT_READY(1, "campaigns or model not loaded yet"),
  /** The impression offers no banner. */
  UNSUPPORTED_FORMAT(0, "no banner offered"),
  /** None of Paceline's currencies is accepted. */
  CURRENCY(0, "no accepted currency"),
  /** No active campaign in flight with budget left. */
  NO_ACTIVE_CAMPAIGN(0, "no campaign in flight"),
  /** Every campaign in flight has spent its budget. */
  BUDGET_SPENT(0, "budgets spent"),
  /** No creative fits the slot's size, format or attributes. */
  NO_CREATIVE(0, "no creative fits"),
  /** Targeting excludes the request. */
  TARGETING(0, "targeting excludes the request"),
  /** The publisher blocks the advertiser or its categories. */
  BLOCKED(0, "advertiser or category blocked"),
  /** A capped campaign met a user that cannot or may not be recognised. */
  USER_UNKNOWN(8, "user unknown or no consent"),
  /** The user has seen the campaign often enough. */
  FREQUENCY_CAP(9, "frequency cap met"),
  /** The floor is above every campaign's maximum bid. */
  FLOOR(0, "floor above maximum bid"),
  /**
   * Pacing sat this impression out: even the lowest bids would spend faster than planned, so only a
   * share of the impressions is bid on.
   */
  SAT_OUT(0, "sat out to keep the plan"),
  /** The bid that pacing and market allow lies below the floor, or below one micro. */
  BID_TOO_LOW(0, "bid below floor"),
  /** The same bid was made before: the exchange sent the request twice. */
  DUPLICATE_REQUEST(2, "request answered before"),
  /** The spend controller refused the reservation: it would break the budget promise. */
  BUDGET(0, "reservation refused"),
  /** The rate at which a budget may commit money between two checkpoints is used up. */
  COMMIT_RATE(0, "commit rate reached"),
  /** {@code tmax} passed before the answer was ready. */
  DEADLINE(15, "insufficient auction time"),
  /** The model failed on this request. */
  SCORING_FAILED(1, "scoring failed");

  private final int nbr;
  private final String explanation;

  NoBidReason(int nbr, String explanation) {
    this.nbr = nbr;
    this.explanation = explanation;
  }

  /** OpenRTB's no-bid reason code; 0 where the specification has none that fits. */
  public int nbr() {
    return nbr;
  }

  /** What a person reads. */
  public String explanation() {
    return explanation;
  }
}
