package io.paceline.core.pacing;

/**
 * Plan and usual traffic of the time within which a deviation is to be made good. That time is the
 * observation's catch-up time or, where less is left, the rest of the period.
 *
 * @param trafficPassed usual traffic since the last tick, in shares of a usual day, not negative
 * @param trafficAhead usual traffic of the time ahead, in the same unit
 * @param targetSpendShare share of the budget the plan wants spent at the end of that time, 0 to 1
 */
public record Outlook(double trafficPassed, double trafficAhead, double targetSpendShare) {}
