/**
 * Converts wall time into campaign time and back.
 *
 * <p>{@link CampaignClock}, the only class, is given a wall time and returns the campaign time, or
 * the reverse. Flights, budget periods, plans and profiles are counted in campaign time; the
 * deadlines of requests and the windows of the ledger are counted in wall time. In production both
 * are the same; in a compressed run, such as the demo, campaign time starts at a chosen instant and
 * runs faster. Despite the name, nothing here reads a clock: the caller passes in the wall time.
 * This package imports no other package of Paceline. Start with {@link
 * CampaignClock#campaignMillis}.
 */
package io.paceline.core.clock;
