package io.paceline.core.campaign;

/** How a period's budget is spread over the period. */
public enum PacingMode {
  /** The same spend in every minute. */
  EVEN,
  /** Spend in proportion to the expected traffic; the default. */
  TRAFFIC,
  /**
   * More spend at the beginning: where the share x of the period has elapsed, the plan's share is
   * {@code 1-(1-x)²}.
   */
  FRONT_LOADED,
  /** No plan: the budget is the only bound. */
  ASAP
}
