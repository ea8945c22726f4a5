package io.paceline.deploy.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code ./paceline bench}, already checked.
 *
 * @param benchmark which benchmark to run
 * @param json file that receives one JSON object a line, null for none
 * @param rounds measured rounds of each variant, 1 to 99; {@link Benchmark#MEMORY} has one
 * @param campaigns number of campaigns of the job, 1 to 10,000; null for the benchmark's own sets
 * @param eligible number of campaigns that are eligible for a request on average, 1 to 10,000; as
 *     many as there are campaigns, or more, means all
 * @param rate requests per second of latency and swap, and of burst before and after the burst
 *     itself; billing notices per second of ledger; 1 to 20,000
 * @param burstRate requests per second while the burst lasts, 1 to 100,000
 * @param remembered numbers of billed bids beside which the ledger is measured, each 100 to
 *     100,000,000
 * @param backends state backends on which it is
 * @param parallelism subtasks of each operator, 1 to 64
 * @param out folder of checkpoints and bench.log
 */
public record BenchOptions(
    Benchmark benchmark,
    @Nullable Path json,
    int rounds,
    @Nullable Integer campaigns,
    int eligible,
    double rate,
    double burstRate,
    List<Integer> remembered,
    List<StateBackend> backends,
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
    /** What spend controller and checkpoints cost beside the billed bids of a budget. */
    LEDGER,
    /** The first three, one after the other. */
    ALL;

    /**
     * True where {@code other} is measured when this one is asked for: it is the same, or one of
     * those that {@link #ALL} stands for.
     */
    public boolean includes(Benchmark other) {
      return this == other || (this == ALL && other.compareTo(LATENCY) <= 0);
    }
  }

  /** Where the ledger's state is kept; the names are Flink's. */
  public enum StateBackend {
    /** On the heap; a checkpoint writes all. */
    HASHMAP,
    /** In RocksDB, with incremental checkpoints. */
    ROCKSDB;

    /** The backend's name in Flink's settings. */
    String flinkName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where warnings go. */
  public Path logFile() {
    return out.resolve("bench.log");
  }
}
