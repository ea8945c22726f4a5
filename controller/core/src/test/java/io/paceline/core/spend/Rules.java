package io.paceline.core.spend;

/**
 * Says what happens in a {@link MoneyWorld}.
 *
 * @param daySeconds wall seconds that 24 hours of campaign time take
 * @param loss share of notices that is lost in the first half of the flight
 */
record Rules(boolean crashes, boolean edits, boolean reports, double loss, double daySeconds) {}
