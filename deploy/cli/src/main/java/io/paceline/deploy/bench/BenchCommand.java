package io.paceline.deploy.bench;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.LogSettings;
import io.paceline.deploy.cli.OptionCheck;
import io.paceline.deploy.cli.ParallelismOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./paceline bench}: reads and checks the options. */
@Command(
    name = "bench",
    sortOptions = false,
    header = "Measures scoring, throughput, latency and what disturbs them.",
    description = {
      "",
      "The variants of a benchmark take turns. A figure is the median over its rounds, and a count"
          + " is the sum over them. Throughput and latency run the whole job on Flink with a Kafka"
          + " broker on the same machine. For comparison they also run a job of the same topology"
          + " that only passes records through and, for latency, a plain Java echo. Let nothing"
          + " else run on the machine meanwhile.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BENCHMARK",
      defaultValue = "ALL",
      description =
          "scoring, throughput, latency or all of these (default: all); and by name only: swap (a"
              + " new model under load), burst (more load than the machine carries), memory (a"
              + " million decisions), ledger (what billed bids that are remembered cost).")
  private BenchOptions.Benchmark benchmark;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "File that receives the rows, one JSON object a line.")
  private @Nullable Path json;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measured rounds of each variant; memory has one (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--campaigns",
      paramLabel = "N",
      description =
          "Campaigns of the job (default: 300; throughput measures 300 and 3,000, and 300 that are"
              + " all eligible).")
  private @Nullable Integer campaigns;

  @Option(
      names = "--eligible",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Campaigns eligible for a request on average; as many as there are campaigns means all"
              + " (default: ${DEFAULT-VALUE}).")
  private int eligible;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "2000",
      description =
          "Requests per second of latency and swap, and of burst before and after the burst"
              + "; billing notices per second of ledger (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--burst-rate",
      paramLabel = "R",
      defaultValue = "30000",
      description = "Requests per second in the burst (default: ${DEFAULT-VALUE}).")
  private double burstRate;

  @Option(
      names = "--remembered",
      paramLabel = "N",
      split = ",",
      defaultValue = "10000,1000000",
      description =
          "Billed bids that the budget of ledger remembers, several numbers with commas between"
              + " (default: ${DEFAULT-VALUE}).")
  private List<Integer> remembered;

  @Option(
      names = "--backend",
      paramLabel = "B",
      split = ",",
      defaultValue = "HASHMAP,ROCKSDB",
      description = "State backends of ledger: hashmap, rocksdb or both (default: both).")
  private List<BenchOptions.StateBackend> backends;

  @Mixin private ParallelismOption parallelism = new ParallelismOption(1);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:paceline.home:-.}/target/bench",
      description =
          "Folder of bench.log and of checkpoints, whose subfolder is emptied; models are kept"
              + " beside it, in models (default: target/bench of the checkout).")
  private Path out;

  private final CommandAction<BenchOptions> work;

  /** A command that hands its checked options to {@code work}. */
  public BenchCommand(CommandAction<BenchOptions> work) {
    this.work = work;
  }

  @Override
  public Integer call() throws Exception {
    OptionCheck check = new OptionCheck(spec);
    check.range("--rounds", rounds, 1, 99);
    if (campaigns != null) {
      check.range("--campaigns", campaigns, 1, 10_000);
    }
    check.range("--eligible", eligible, 1, 10_000);
    check.range("--rate", rate, 1, 20_000);
    check.range("--burst-rate", burstRate, 1, 100_000);
    for (int bids : remembered) {
      check.range("--remembered", bids, 100, 100_000_000);
    }
    check.file("--json", json);
    check.folder("--out", out);
    BenchOptions options =
        new BenchOptions(
            benchmark,
            json,
            rounds,
            campaigns,
            eligible,
            rate,
            burstRate,
            List.copyOf(remembered),
            List.copyOf(backends),
            parallelism.checked(check),
            out.normalize());
    LogSettings.writeTo(options.logFile());
    return work.run(options);
  }
}
