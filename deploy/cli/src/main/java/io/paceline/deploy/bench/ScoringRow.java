package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * Time of one call of the scorer, which includes encoding the features, as JMH measures it ({@link
 * ScoringCalls}). It is the median over the calls of a round of 0.3 s, and then the median over the
 * rounds. One thread makes all calls. Each pair of a scorer and a number of candidates has a JVM of
 * its own, which has warmed up for four rounds.
 *
 * @param candidates campaigns scored in a call, all of them for one request
 * @param medianMicros microseconds of wall time for a call of the job's scorer
 * @param microsPerCandidate {@code medianMicros} over {@code candidates}
 * @param naiveLoopMicros microseconds of wall time for a call of the plain Java scorer, which takes
 *     turns with the job's scorer; it computes the same scores candidate by candidate, and the
 *     request's features anew for each
 */
public record ScoringRow(
    int candidates, double medianMicros, double microsPerCandidate, double naiveLoopMicros)
    implements BenchRow {

  @Override
  public String benchmark() {
    return "scoring";
  }

  static ScoringRow of(int candidates, double medianMicros, double naiveLoopMicros) {
    return new ScoringRow(
        candidates,
        Medians.rounded(medianMicros),
        Medians.rounded(medianMicros / candidates),
        Medians.rounded(naiveLoopMicros));
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "scoring     %,6d candidates   %,10.1f µs a call   %8.3f µs a candidate   naive loop %,10.1f"
            + " µs",
        candidates,
        medianMicros,
        microsPerCandidate,
        naiveLoopMicros);
  }
}
