package io.paceline.deploy.bench;

import java.nio.file.Path;

/**
 * What {@code ./paceline bench} was asked for; valid as it is.
 *
 * @param benchmark which one
 * @param json file that receives one JSON object a line, null for none
 * @param rounds measured rounds of each variant, 1 to 99; {@link Benchmark#MEMORY} has one
 * @param campaigns how many the job knows, 1 to 10,000; null for the benchmark's own set
 * @param eligible how many of them may be shown in a request on average, at least 1; more than
 *     there are means all
 * @param rate requests per second of latency, swap and, but for the burst itself, burst, 1 to
 *     20,000
 * @param burstRate requests per second while the burst lasts, 1 to 100,000
 * @param parallelism subtasks of each operator, 1 to 64
 * @param out folder of checkpoints and bench.log
 */
public record BenchOptions(
    Benchmark benchmark,
    Path json,
    int rounds,
    Integer campaigns,
    int eligible,
    double rate,
    double burstRate,
    int parallelism,
    Path out) {

  /** What can be measured. */
  public enum Benchmark {
    /** One model call by number of candidates. */
    SCORING,
    /** A backlog drained by the whole job. */
    THROUGHPUT,
    /** Time to the answer at a given rate. */
    LATENCY,
    /** A new bundle that takes over while requests come. */
    SWAP,
    /** More load than the machine carries for some seconds. */
    BURST,
    /** What a million decisions leave in memory. */
    MEMORY,
    /** The first three, one after the other. */
    ALL;

    /** True where this one was asked for, by its name or by {@link #ALL}. */
    public boolean includes(Benchmark other) {
      return this == other || (this == ALL && other.compareTo(LATENCY) <= 0);
    }
  }

  /** Where warnings go. */
  public Path logFile() {
    return out.resolve("bench.log");
  }
}
