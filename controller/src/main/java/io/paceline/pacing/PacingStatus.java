package io.paceline.pacing;

/** Where a budget stands, in words an operator understands. */
public enum PacingStatus {
  /** Before its flight. */
  NOT_STARTED,
  /** Within 5 % of its budget of the plan. */
  ON_PLAN,
  /** More spent than planned. */
  AHEAD,
  /** Less spent than planned. */
  BEHIND,
  /** Behind although every bid is at its maximum. */
  LIMITED_BY_PRICE,
  /** Behind and hardly any request fits. */
  LIMITED_BY_TRAFFIC,
  /** The period's budget is spent. */
  SPENT,
  /** Paused by its advertiser. */
  PAUSED,
  /** Its flight is over. */
  ENDED
}
