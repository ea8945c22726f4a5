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
      "Requests of a synthetic market or of a log go through the job's own decisions, ledgers and"
          + " pacing, and exchanges with books of their own hold the auctions. Neither Flink nor"
          + " Kafka takes part. A script can edit, pause and resume campaigns, and make the"
          + " exchanges or the job fail. docs/rehearsal.md describes scripts and figures.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class RehearseCommand implements Callable<Integer> {
  /** The speed of a demo that plays its day in the shortest time, a tenth of a minute. */
  private static final double FASTEST = 14_400;

  @Spec private CommandSpec spec;

  @Option(
      names = "--campaigns",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Campaign files, as ./paceline campaigns put takes them (default: the market's own 30"
              + " campaigns). The first day is the one on which the first flight begins.")
  private List<Path> campaigns = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many days to play; each begins in the campaign's own time zone (default:"
              + " ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Play this auction log instead of the synthetic market, each day anew; the files are"
              + " those of ./paceline demo --log.")
  private List<Path> logs = List.of();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Folder of a bundle, as ./paceline train writes it: it scores, and plans expect its"
              + " traffic (default: the market's own probabilities and traffic).")
  private @Nullable Path model;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Campaign seconds per wall second (default: ${DEFAULT-VALUE}). Above 1 the job has the"
              + " demo's ticks, windows and delays, which are wall time at any speed; the demo's"
              + " own speed is 480, or 1440 over its --minutes.")
  private double speed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of everything that is random; the same seed plays the same rehearsal again"
              + " (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--requests-per-day",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "The synthetic market's requests of each 24 hours (default: ${DEFAULT-VALUE}). With"
              + " campaigns of several time zones, more hours are played than their days have, and"
              + " so there are more requests.")
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
      description =
          "File that says what people, exchanges and the job do on these days, one JSON object a"
              + " line (default: nothing happens).")
  private @Nullable Path script;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "File that receives the figures, one JSON object a line.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "File that receives the report, a page with plots.")
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
    check.range("--speed", speed, 1, FASTEST);
    check.range("--requests-per-day", (double) requestsPerDay, 1, 1_000_000_000);
    check.notTogether("--log", "--requests-per-day", "a log has requests of its own");
    logs.forEach(file -> check.readableFile("--log", file));
    check.existingFolder("--model", model);
    check.readableFile("--script", script);
    checkOutput(check, "--json", json);
    checkOutput(check, "--html", html);
    check.apart("--html", html, "--json", listed(json));
    return work.run(
        new RehearseOptions(
            campaigns,
            days,
            logs,
            model,
            speed,
            seed,
            requestsPerDay,
            checkedCurrency(),
            script,
            json,
            html));
  }

  private void checkOutput(OptionCheck check, String option, @Nullable Path file) {
    check.file(option, file);
    check.apart(option, file, "--campaigns", campaigns);
    check.apart(option, file, "--log", logs);
    check.apart(option, file, "--script", listed(script));
  }

  private static List<Path> listed(@Nullable Path file) {
    return file == null ? List.of() : List.of(file);
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
