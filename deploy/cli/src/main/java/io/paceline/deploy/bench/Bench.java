package io.paceline.deploy.bench;

import io.paceline.deploy.bench.BenchOptions.Benchmark;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.training.ModelShelf;
import io.paceline.model.bundle.Bundle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** {@code ./paceline bench}: measures, prints the rows and writes them as JSON. */
public final class Bench implements CommandAction<BenchOptions> {

  private static final int CAMPAIGNS = 300;
  private static final int MANY_CAMPAIGNS = 3_000;

  /**
   * Requests from which the second model of benchmark {@code swap} is trained: any model other than
   * the one in use is good enough.
   */
  private static final long NEXT_MODEL_REQUESTS = 200_000;

  private final PrintStream out;

  /** Prints to {@code out}. */
  public Bench(PrintStream out) {
    this.out = out;
  }

  @Override
  public int run(BenchOptions options) throws Exception {
    Files.createDirectories(options.out());
    if (options.benchmark() == Benchmark.LEDGER) {
      return Running.during(running -> onTheLedger(running, options));
    }
    Bundle bundle =
        shelf(options).synthetic(BenchTraffic.SEED, CAMPAIGNS, ModelShelf.SYNTHETIC_REQUESTS);
    List<BenchRow> rows = new ArrayList<>();
    try {
      if (options.benchmark().includes(Benchmark.SCORING)) {
        rows.addAll(new ScoringBench(bundle, out).run(options.rounds()));
      }
      return options.benchmark() == Benchmark.SCORING
          ? 0
          : Running.during(running -> onTheWholeLoop(running, options, bundle, rows));
    } finally {
      // The rows that were measured before a failure took minutes as well, so they are not thrown
      // away.
      tell(rows, options);
    }
  }

  private int onTheLedger(Running running, BenchOptions options) throws Exception {
    List<BenchRow> rows = new ArrayList<>();
    try {
      LedgerBench bench = new LedgerBench(running, options, out);
      for (BenchOptions.StateBackend backend : options.backends()) {
        bench.warmUp(backend);
        for (int bids : options.remembered()) {
          rows.add(bench.run(backend, bids));
        }
      }
      return 0;
    } finally {
      tell(rows, options);
    }
  }

  private void tell(List<BenchRow> rows, BenchOptions options) throws IOException {
    rows.forEach(row -> out.println(row.text()));
    if (options.json() != null && !rows.isEmpty()) {
      RowsJson.write(options.json(), rows);
      out.println("Written: " + options.json());
    }
  }

  private int onTheWholeLoop(
      Running running, BenchOptions options, Bundle bundle, List<BenchRow> rows) throws Exception {
    Arena arena = new Arena(running, options, bundle.announcement());
    if (options.benchmark().includes(Benchmark.THROUGHPUT)) {
      rows.addAll(new ThroughputBench(arena, out).run(sets(options), options.rounds()));
    }
    if (options.benchmark().includes(Benchmark.LATENCY)) {
      rows.add(
          new LatencyBench(arena, out)
              .run(
                  sets(options).get(0),
                  options.rate(),
                  options.rounds(),
                  options.benchmark().includes(Benchmark.THROUGHPUT)));
    }
    rows.addAll(onDemand(options, arena));
    return 0;
  }

  /** The rows of a benchmark that runs only where it is asked for by name. */
  private List<BenchRow> onDemand(BenchOptions options, Arena arena) throws Exception {
    BenchCampaigns set = sets(options).get(0);
    return switch (options.benchmark()) {
      case SWAP -> {
        Bundle next =
            shelf(options).synthetic(BenchTraffic.SEED + 1, CAMPAIGNS, NEXT_MODEL_REQUESTS);
        yield List.of(new SwapBench(arena, out).run(set, options.rate(), options.rounds(), next));
      }
      case BURST ->
          List.of(
              new BurstBench(arena, out)
                  .run(set, options.rate(), options.burstRate(), options.rounds()));
      case MEMORY -> List.of(new MemoryBench(arena, out).run(set));
      default -> List.of();
    };
  }

  private ModelShelf shelf(BenchOptions options) {
    return new ModelShelf(options.out().resolveSibling("models"), out);
  }

  private static List<BenchCampaigns> sets(BenchOptions options) {
    if (options.campaigns() != null) {
      return List.of(BenchCampaigns.of(options.campaigns(), options.eligible()));
    }
    return List.of(
        BenchCampaigns.of(CAMPAIGNS, options.eligible()),
        BenchCampaigns.of(MANY_CAMPAIGNS, options.eligible()),
        BenchCampaigns.of(CAMPAIGNS, CAMPAIGNS));
  }
}
