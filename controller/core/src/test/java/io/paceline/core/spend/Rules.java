package io.paceline.core.spend;

/**
 * Says what happens in a {@link MoneyWorld}.
 *
 * @param crashes whether the job crashes and is restored
 * @param edits whether the amounts are edited and campaigns are paused; the pacing mode is then
 *     random, else ASAP
 * @param reports whether the exchanges send spend reports throughout the flight
 * @param loss share of notices that is lost in the first half of the flight, 0 to 1
 * @param stalls whether the job reads slowly or not at all for a while, for several windows
 * @param older whether the job is restored from any completed checkpoint instead of the latest one
 * @param daySeconds wall seconds that 24 hours of campaign time take
 */
record Rules(
    boolean crashes,
    boolean edits,
    boolean reports,
    double loss,
    boolean stalls,
    boolean older,
    double daySeconds) {}
