package io.paceline.core.spend;

/**
 * What happens in a {@link MoneyWorld}.
 *
 * @param daySeconds wall time of a local day
 * @param loss share of notices that is lost in the first half of the flight
 */
record Rules(boolean crashes, boolean edits, boolean reports, double loss, double daySeconds) {}
