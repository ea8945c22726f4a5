package io.paceline.simulator.rehearsal;

import io.paceline.core.market.KnownCurves;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.scoring.Scorer;

/**
 * What a bundle tells the job. Without a bundle, the market itself takes its place.
 *
 * @param scorer scores all candidates; whoever made it closes it
 * @param curves the market as it was known when the bundle was made
 * @param traffic the traffic that plans expect
 */
public record RehearsedModel(Scorer scorer, KnownCurves curves, TrafficWeek traffic) {}
