package io.paceline.deploy.demo;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.LogSettings;
import io.paceline.deploy.cli.OptionCheck;
import io.paceline.deploy.cli.ParallelismOption;
import io.paceline.deploy.exchange.ExchangeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./paceline demo}: reads and checks the options. */
@Command(
    name = "demo",
    sortOptions = false,
    header = "Plays one day of a market with a broker, the job and an exchange.",
    description = {
      "",
      "Starts a Kafka broker, the job on Flink with its web UI, and an exchange that plays one day,"
          + " compressed. Before the day it finds out on test traffic how many requests a second"
          + " the machine carries, and plays fewer where it has to. At the end it says in a"
          + " sentence how the day went, prints a table of the campaigns and writes summary.json"
          + " and report.html. Ctrl-C ends everything it started.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Minutes that the day takes (default: ${DEFAULT-VALUE}; a log with more requests than the"
              + " machine carries takes more, unless this option is given).")
  private double minutes;

  @Option(
      names = "--headless",
      description = "For scripts: plain progress lines, web UI on any free port.")
  private boolean headless;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of Flink's web UI, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Mixin private ParallelismOption parallelism = new ParallelismOption(1);

  @Option(
      names = "--log",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Play this iPinYou log instead of the synthetic market: the published 24 columns, or with"
              + " a header and weekday and hour columns; packed with gzip or bzip2 or not. Several"
              + " files, of which some may hold clicks or conversions only, are one log.")
  private List<Path> logs = new ArrayList<>();

  @Option(
      names = "--campaigns",
      paramLabel = "N",
      defaultValue = "30",
      description = "Campaigns of the synthetic market (default: ${DEFAULT-VALUE}).")
  private int campaigns;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Requests per second of the synthetic market, on average over the day (default:"
              + " ${DEFAULT-VALUE}, or fewer where the machine does not carry them; a rate that is"
              + " given is played on any machine).")
  private double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of everything that is random; the same seed plays the same requests (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--notice-delay",
      paramLabel = "MS",
      defaultValue = "200",
      description =
          "Longest delay of a notice in milliseconds; each delay is random up to this (default:"
              + " ${DEFAULT-VALUE}).")
  private int noticeDelayMillis;

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "Share of the notices that is sent twice (default: ${DEFAULT-VALUE}).")
  private double duplicateShare;

  @Option(
      names = "--lost",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of the notices that never arrives; the exchange then sends spend reports at the"
              + " day's end (default: ${DEFAULT-VALUE}).")
  private double lossShare;

  @Option(
      names = "--strict",
      description =
          "Exit with 1 also if the machine was too slow for the day, or if a campaign is off its"
              + " plan.")
  private boolean strict;

  @Option(names = "--garbage", description = "Mix garbage into each input topic.")
  private boolean garbage;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:paceline.home:-.}/target/demo",
      description =
          "Folder of summary.json, report.html and paceline.log (default: target/demo of the"
              + " checkout).")
  private Path out;

  private final CommandAction<DemoOptions> work;

  /** A command that hands its checked options to {@code work}. */
  public DemoCommand(CommandAction<DemoOptions> work) {
    this.work = work;
  }

  @Override
  public Integer call() throws Exception {
    OptionCheck check = new OptionCheck(spec);
    check.range("--minutes", minutes, 0.1, 1440);
    check.range("--port", port, 0, 65_535);
    check.range("--campaigns", campaigns, 1, 1_000);
    check.range("--rate", rate, 1, 50_000);
    check.range("--notice-delay", noticeDelayMillis, 0, 1_000);
    check.range("--duplicates", duplicateShare, 0, 1);
    check.range("--lost", lossShare, 0, 1);
    check.notTogether("--headless", "--port", "a headless run takes any free port");
    for (String synthetic : new String[] {"--campaigns", "--rate"}) {
      check.notTogether("--log", synthetic, "it shapes the synthetic market only");
    }
    logs.forEach(file -> check.readableFile("--log", file));
    check.folder("--out", out);
    DemoOptions options =
        new DemoOptions(
            new DemoOptions.DayOptions(
                minutes,
                List.copyOf(logs),
                campaigns,
                rate,
                check.given(logs.isEmpty() ? "--rate" : "--minutes")),
            new ExchangeSettings.Notices(noticeDelayMillis, duplicateShare, lossShare),
            garbage,
            seed,
            parallelism.checked(check),
            headless,
            port,
            strict,
            out.normalize());
    LogSettings.writeTo(options.logFile());
    return work.run(options);
  }
}
