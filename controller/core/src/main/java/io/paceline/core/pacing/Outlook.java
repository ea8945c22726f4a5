package io.paceline.core.pacing;

/**
 * What plan and usual traffic say of the time within which a deviation is to be made good, the
 * observation's catch-up time or what is left of the period.
 *
 * @param trafficPassed usual traffic since the last tick, in shares of a usual day, not negative
 * @param trafficAhead usual traffic of the time ahead, in the same unit
 * @param planShare share of the budget the plan wants spent at the end of that time, 0 to 1
 */
public record Outlook(double trafficPassed, double trafficAhead, double planShare) {}
