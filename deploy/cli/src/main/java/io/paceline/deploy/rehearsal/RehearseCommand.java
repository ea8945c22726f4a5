package io.paceline.deploy.rehearsal;

import io.paceline.core.money.CurrencyTable;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.OptionCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./paceline rehearse}: reads and checks the options. */
@Command(
    name = "rehearse",
    sortOptions = false,
    header = "Plays days of your campaigns before they happen.",
    description = {
      "",
      "Requests of a synthetic market go through the job's own decisions, ledgers and pacing, and"
          + " an exchange with books of its own holds the auctions; neither Flink nor Kafka takes"
          + " part. A script edits, pauses and resumes campaigns and has the exchange and the job"
          + " fail. docs/rehearsal.md describes scripts and figures.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class RehearseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--campaigns",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Campaign files, as ./paceline campaigns put takes them (default: the market's own 30"
              + " campaigns). The days begin with the first flight.")
  private List<Path> campaigns = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "1",
      description = "Days to play, in each campaign's time zone (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all that is random; a rehearsal repeats (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--requests-per-day",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Requests of each 24 hours (default: ${DEFAULT-VALUE}). Campaigns of several time zones"
              + " play more hours than their days have, and so more requests.")
  private long requestsPerDay;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      defaultValue = "USD",
      description =
          "Currency of the campaigns and of the market's prices (default: ${DEFAULT-VALUE}).")
  private String currency;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = "What happens in these days, one JSON object a line.")
  private @Nullable Path script;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "File that receives the figures, one JSON object a line.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "OUT", description = "File that receives the report.")
  private @Nullable Path html;

  private final CommandAction<RehearseOptions> work;

  /** A command that hands its checked options to {@code work}. */
  public RehearseCommand(CommandAction<RehearseOptions> work) {
    this.work = work;
  }

  @Override
  public Integer call() throws Exception {
    OptionCheck check = new OptionCheck(spec);
    campaigns.forEach(file -> check.readableFile("--campaigns", file));
    check.range("--days", days, 1, 400);
    check.range("--requests-per-day", (double) requestsPerDay, 1, 1_000_000_000);
    check.readableFile("--script", script);
    check.file("--json", json);
    check.file("--html", html);
    return work.run(
        new RehearseOptions(
            campaigns, days, seed, requestsPerDay, checkedCurrency(), script, json, html));
  }

  private String checkedCurrency() {
    try {
      return CurrencyTable.parse(currency, "").base();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--currency must be a code of three letters such as EUR, got " + currency,
          e);
    }
  }
}
