/**
 * Converts wall time into campaign time and back, and reads wall time.
 *
 * <p>{@link CampaignClock} is given a wall time and returns the campaign time, or the reverse.
 * Flights, budget periods, plans and profiles are counted in campaign time; the deadlines of
 * requests and the windows of the ledger are counted in wall time. In production both are the same;
 * in a compressed run, such as the demo, campaign time starts at a chosen instant and runs faster.
 * Despite its name, {@link CampaignClock} reads no clock: the caller passes in the wall time. Only
 * {@link WallClock#SYSTEM} reads the machine's clock, for callers to which no wall time is passed;
 * tests use another {@link WallClock}. This package imports no other package of Paceline. Start
 * with {@link CampaignClock#campaignMillis}.
 */
@NullMarked
package io.paceline.core.clock;

import org.jspecify.annotations.NullMarked;
