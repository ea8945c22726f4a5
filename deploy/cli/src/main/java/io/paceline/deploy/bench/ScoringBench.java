package io.paceline.deploy.bench;

import io.paceline.model.bundle.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Has JMH measure single calls of the job's scorer and of the plain Java scorer, the naive loop
 * that it is compared with ({@link ScoringCalls}).
 */
final class ScoringBench {

  private static final int[] CANDIDATES = {1, 10, 50, 200, 1_000};

  /** Length of a round, which is an iteration of JMH. */
  private static final TimeValue ROUND = TimeValue.milliseconds(300);

  /** Rounds at the start of each JVM that do not count. */
  private static final int WARM_UP_ROUNDS = 4;

  private static final double MEDIAN = 50;

  private final Bundle bundle;
  private final PrintStream out;

  ScoringBench(Bundle bundle, PrintStream out) {
    this.bundle = bundle;
    this.out = out;
  }

  /** Measures one row for each number of candidates. */
  List<BenchRow> run(int rounds) throws RunnerException {
    List<BenchRow> rows = new ArrayList<>();
    for (int candidates : CANDIDATES) {
      // One run of JMH for each number of candidates measures the two scorers one after the other,
      // each in a JVM of its own.
      Collection<RunResult> results = measure(options(candidates, rounds));
      ScoringRow row =
          ScoringRow.of(candidates, medianMicros(results, "fast"), medianMicros(results, "naive"));
      out.printf(
          Locale.ROOT,
          "  scoring, %,d candidates: %,.1f µs a call, naive loop %,.1f µs%n",
          candidates,
          row.medianMicros(),
          row.naiveLoopMicros());
      rows.add(row);
    }
    return rows;
  }

  /** Runs JMH. What the forked JVMs print is shown only where they fail. */
  private Collection<RunResult> measure(Options options) throws RunnerException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    OutputFormat format =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(printed, true, StandardCharsets.UTF_8), VerboseMode.SILENT);
    try {
      return new Runner(options, format).run();
    } catch (RunnerException e) {
      out.println(printed.toString(StandardCharsets.UTF_8));
      throw e;
    }
  }

  /** JMH gives the forked JVM the class path and the options of this one. */
  private Options options(int candidates, int rounds) {
    return new OptionsBuilder()
        .include(ScoringCalls.class.getName().replace(".", "\\.") + "\\.")
        .param("candidates", Integer.toString(candidates))
        .param("folder", bundle.folder().toAbsolutePath().toString())
        .forks(1)
        .threads(1)
        .warmupIterations(WARM_UP_ROUNDS)
        .warmupTime(ROUND)
        .measurementIterations(rounds)
        .measurementTime(ROUND)
        .shouldFailOnError(true)
        .build();
  }

  /** The median over the calls of a round, and then over the rounds. */
  private static double medianMicros(Collection<RunResult> results, String call) {
    return Medians.of(
        results.stream()
            .filter(result -> result.getPrimaryResult().getLabel().equals(call))
            .flatMap(result -> result.getBenchmarkResults().stream())
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(round -> round.getPrimaryResult().getStatistics().getPercentile(MEDIAN))
            .toArray());
  }
}
