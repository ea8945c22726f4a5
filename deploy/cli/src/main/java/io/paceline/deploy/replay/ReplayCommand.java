package io.paceline.deploy.replay;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.OptionCheck;
import io.paceline.simulator.replay.Fraction;
import io.paceline.simulator.replay.Protocol;
import io.paceline.simulator.replay.ReplayLaw;
import io.paceline.simulator.replay.ReplayLaws;
import io.paceline.simulator.replay.ReplayTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./paceline replay}: reads and checks the options. */
@Command(
    name = "replay",
    sortOptions = false,
    header = "Plays logged auctions again, against one pacing law or all of them.",
    description = {
      "",
      "A law sees its own bids, wins and paid prices. Of a lost auction it sees only that it was"
          + " lost. Before the first auction it gets the training landscape.",
      "",
      "A line of a log reads: click, market price, predicted click probability and, which only"
          + " intraday needs, the hour, separated by tabs or spaces. iPinYou's own impression logs"
          + " are read, too; they have no prediction, so every auction then has the same click"
          + " probability.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class ReplayCommand implements Callable<Integer> {
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Auction logs.")
  private List<Path> files;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      required = true,
      description =
          "published (a budget for each episode), flight (one budget), intraday (along a plan, by"
              + " the hours of the log), wrong-start (flight with the first multiplier far off),"
              + " first-price (no budget) or multi (all files at once, a campaign each).")
  private String protocol;

  @Option(
      names = "--fractions",
      paramLabel = "LIST",
      defaultValue = "1/32,1/16,1/8,1/4,1/2",
      description = "Budgets as shares of what everything costs (default: ${DEFAULT-VALUE}).")
  private String fractions;

  @Option(
      names = "--episode",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Auctions of an episode (default: ${DEFAULT-VALUE}).")
  private int episode;

  @Option(
      names = "--landscape",
      paramLabel = "INFO.json",
      required = true,
      split = ",",
      description =
          "File with totals and price histogram of the training log, a JSON object with imp_train,"
              + " clk_train, cost_train and price_counter_train: one for all files, or one for each"
              + " file in their order, separated by commas or by giving the option again.")
  private List<Path> landscapes;

  @Option(
      names = "--law",
      paramLabel = "NAME,…|all",
      completionCandidates = LawNames.class,
      description =
          "Laws to compare: all, or some of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String law = ReplayLaws.DEFAULT.name();

  @Option(
      names = "--plan",
      paramLabel = "even|traffic",
      defaultValue = "even",
      description = "The plan of intraday (default: ${DEFAULT-VALUE}).")
  private String plan;

  @Option(
      names = "--lin-base-bid",
      paramLabel = "B0",
      description =
          "Lin's bid for an average auction, in the log's unit of price (default: the one at which"
              + " the landscape spends the budget).")
  private @Nullable Double baseBid;

  @Option(
      names = "--minimum-to-win",
      description = "Reveal the prices of lost auctions to the laws, as some exchanges do.")
  private boolean minimumToWin;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "File that receives the figures, one JSON object a line.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "OUT", description = "File that receives the report.")
  private @Nullable Path html;

  private final CommandAction<ReplayOptions> work;

  /** A command that hands its checked options to {@code work}. */
  public ReplayCommand(CommandAction<ReplayOptions> work) {
    this.work = work;
  }

  /** Takes picocli's model of this command and adds to its help what each law does. */
  @Spec
  void describeLaws(CommandSpec model) {
    spec = model;
    List<String> lines = new ArrayList<>(List.of("", "Laws:"));
    for (ReplayLaw law : ReplayLaws.ALL) {
      // Picocli takes the lines for format strings.
      lines.add(String.format("  %-20s  %s", law.name(), law.description()).replace("%", "%%"));
    }
    model.usageMessage().footer(lines.toArray(new String[0]));
  }

  @Override
  public Integer call() throws Exception {
    OptionCheck check = new OptionCheck(spec);
    files.forEach(file -> check.readableFile("FILE", file));
    landscapes.forEach(file -> check.readableFile("--landscape", file));
    check.range("--episode", episode, 1, 100_000_000);
    if (baseBid != null) {
      check.range("--lin-base-bid", baseBid, 0, 1e9);
    }
    checkOutput(check, "--json", json);
    checkOutput(check, "--html", html);
    check.apart("--html", html, "--json", json == null ? List.of() : List.of(json));
    check.that(
        landscapes.size() == 1 || landscapes.size() == files.size(),
        "--landscape: give one for all files, or one for each; there are "
            + files.size()
            + " files and "
            + landscapes.size()
            + " landscapes");
    check.that(
        plan.equals("even") || plan.equals("traffic"),
        "--plan must be even or traffic, got " + plan);
    ReplayTask task =
        new ReplayTask(
            parsed("--protocol", () -> Protocol.parse(protocol)),
            parsed(
                "--fractions",
                () -> Arrays.stream(fractions.split(",", -1)).map(Fraction::parse).toList()),
            episode,
            parsed("--law", () -> ReplayLaws.parse(law)),
            plan.equals("traffic"),
            baseBid == null ? Double.NaN : baseBid,
            minimumToWin);
    return work.run(new ReplayOptions(files, landscapes, task, json, html));
  }

  private void checkOutput(OptionCheck check, String option, @Nullable Path file) {
    check.file(option, file);
    check.apart(option, file, "FILE", files);
    check.apart(option, file, "--landscape", landscapes);
  }

  /** The names of the laws, for the help. */
  static final class LawNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ReplayLaws.ALL.stream().map(ReplayLaw::name).iterator();
    }
  }

  private <T> T parsed(String option, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
