package io.paceline.core.pacing;

/**
 * Plan and usual traffic of the time within which a deviation is to be made good. That time is the
 * observation's catch-up time or, where less is left, the rest of the period.
 *
 * @param trafficPassed usual traffic since the last tick, in mean days (1 is the traffic of a mean
 *     day), not negative
 * @param trafficAhead usual traffic of the time ahead, in mean days
 * @param targetSpendShare share of the budget that the plan wants spent at the end of the time
 *     ahead, 0 to 1
 */
public record Outlook(double trafficPassed, double trafficAhead, double targetSpendShare) {}
