package io.paceline.deploy.replay;

import io.paceline.simulator.replay.Protocol;
import io.paceline.simulator.replay.ReplayRun;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The most important figures as a table for the terminal, with one line for each run. */
final class ReplayTable {

  private ReplayTable() {}

  static String of(List<ReplayRun> played) {
    StringBuilder table = new StringBuilder();
    List<String> files = null;
    String note = null;
    for (ReplayRun run : played) {
      if (!run.setup().files().equals(files)) {
        files = run.setup().files();
        table.append(String.join(" + ", files)).append('\n').append(header(run.setup().protocol()));
      }
      if (run.note() != null && !run.note().equals(note)) {
        table.append("  ").append(run.note()).append('\n');
      }
      note = run.note();
      table.append(line(run));
    }
    return table.toString();
  }

  private static String header(Protocol protocol) {
    return String.format(
        Locale.ROOT,
        "  %-8s %-20s %7s %9s %9s %8s %12s %12s %8s %8s %8s%n",
        "budget",
        "law",
        protocol == Protocol.WRONG_START ? "start" : "",
        "wins",
        "clicks",
        "Σ pCTR",
        "cost",
        "spent",
        "ratio",
        "err 15'",
        "err 1'");
  }

  private static String line(ReplayRun run) {
    ReplayRun.Evenness evenness = run.evenness();
    return String.format(
        Locale.ROOT,
        "%s %-8s %-20s %7s %9d %9d %8.2f %12.0f %12s %8s %8s %8s%n",
        run.setup().isDefault() ? "*" : " ",
        run.setup().fraction() == null ? "" : run.setup().fraction(),
        run.setup().law(),
        run.setup().startError() == null
            ? ""
            : String.format(Locale.ROOT, "%+.0f %%", 100 * run.setup().startError()),
        run.totals().impressions(),
        run.totals().clicks(),
        run.totals().sumPctr(),
        run.totals().cost(),
        percent(run.totals().utilisation()),
        run.value().ratio() == null ? "" : String.format(Locale.ROOT, "%.4f", run.value().ratio()),
        percent(evenness.avgErr15()),
        percent(evenness.avgErr1()));
  }

  private static String percent(@Nullable Double share) {
    return share == null ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
