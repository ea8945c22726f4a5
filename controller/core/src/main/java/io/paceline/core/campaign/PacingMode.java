package io.paceline.core.campaign;

/** How a period's budget is spread over the period. */
public enum PacingMode {
  /** Same spend in every minute. */
  EVEN,
  /** In proportion to the expected traffic; the default. */
  TRAFFIC,
  /** More in the beginning: the plan's share is {@code 1-(1-x)²} of the elapsed share x. */
  FRONT_LOADED,
  /** No plan: the budget is the only bound. */
  ASAP
}
