package io.paceline.deploy.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.paceline.deploy.bench.Bench;
import io.paceline.deploy.bench.BenchCommand;
import io.paceline.deploy.bench.BenchOptions;
import io.paceline.deploy.budgets.BudgetsCommand;
import io.paceline.deploy.campaigns.CampaignsCommand;
import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.LogSettings;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.demo.Demo;
import io.paceline.deploy.demo.DemoCommand;
import io.paceline.deploy.demo.DemoOptions;
import io.paceline.deploy.exchanges.ExchangesCommand;
import io.paceline.deploy.rehearsal.RehearseCommand;
import io.paceline.deploy.rehearsal.RehearseOptions;
import io.paceline.deploy.rehearsal.Rehearsing;
import io.paceline.deploy.replay.ReplayCommand;
import io.paceline.deploy.replay.ReplayLogs;
import io.paceline.deploy.replay.ReplayOptions;
import io.paceline.deploy.training.PrepareCommand;
import io.paceline.deploy.training.PrepareOptions;
import io.paceline.deploy.training.Preparing;
import io.paceline.deploy.training.TrainCommand;
import io.paceline.deploy.training.TrainOptions;
import io.paceline.deploy.training.Training;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Exit codes: 0 for success, 1 where the work failed, 2 where the command line
 * was wrong.
 */
@Command(
    name = "./paceline",
    header = "Decides, bids and paces advertising campaigns.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Each command explains itself: ./paceline COMMAND --help"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class Paceline implements Runnable {
  private static final String VERBOSE = "--verbose";

  @Spec private CommandSpec spec;

  @Option(
      names = VERBOSE,
      scope = CommandLine.ScopeType.INHERIT,
      order = 99,
      description = "Show stack traces of errors, and log more.")
  private boolean verbose;

  private Paceline() {}

  /** Prints the help; runs where the command line names no command. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The command line whose commands do the given work. */
  static CommandLine commandLine(
      CommandAction<DemoOptions> demo,
      CommandAction<PrepareOptions> prepare,
      CommandAction<TrainOptions> train,
      CommandAction<ReplayOptions> replay,
      CommandAction<RehearseOptions> rehearse,
      CommandAction<BenchOptions> bench) {
    Paceline root = new Paceline();
    CommandLine commandLine = new CommandLine(root);
    commandLine.getCommandSpec().addOption(help());
    commandLine.addSubcommand(new DemoCommand(demo));
    commandLine.addSubcommand(new PrepareCommand(prepare));
    commandLine.addSubcommand(new TrainCommand(train));
    commandLine.addSubcommand(new ReplayCommand(replay));
    commandLine.addSubcommand(new RehearseCommand(rehearse));
    commandLine.addSubcommand(CampaignsCommand.commandLine());
    commandLine.addSubcommand(new BudgetsCommand());
    commandLine.addSubcommand(new ExchangesCommand());
    commandLine.addSubcommand(new BenchCommand(bench));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setParameterExceptionHandler(Paceline::tellWrongUse);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> tellFailure(failure, command, root.verbose));
    commandLine.setExecutionStrategy(
        (ParseResult parsed) -> {
          if (root.verbose) {
            LogSettings.verbose();
          }
          try {
            return new CommandLine.RunLast().execute(parsed);
          } catch (OutOfMemoryError full) {
            // An OutOfMemoryError is no Exception: picocli does not hand it to the handler above.
            return tellFullMemory(full, parsed.commandSpec().commandLine(), root.verbose);
          }
        });
    return commandLine;
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .scopeType(CommandLine.ScopeType.INHERIT)
        .order(100)
        .description("Show this help.")
        .build();
  }

  private static int tellWrongUse(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("paceline: " + fault.getMessage());
    UnmatchedArgumentException.printSuggestions(fault, err);
    err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static int tellFullMemory(OutOfMemoryError full, CommandLine command, boolean verbose) {
    PrintWriter err = command.getErr();
    err.println(
        "paceline: out of memory ("
            + full.getMessage()
            + "): give more with PACELINE_JAVA_OPTS=-Xmx4g, or less to work on");
    return ended(full, err, verbose);
  }

  private static int tellFailure(Exception failure, CommandLine command, boolean verbose) {
    PrintWriter err = command.getErr();
    if (failure instanceof UserFacingException) {
      err.println("paceline: " + failure.getMessage());
    } else {
      err.println(
          "paceline: internal error: "
              + failure
              + (verbose ? "" : " (" + VERBOSE + " tells more)"));
    }
    return ended(failure, err, verbose);
  }

  private static int ended(Throwable failure, PrintWriter err, boolean verbose) {
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  public static void main(String[] args) {
    boolean terminal = Boolean.getBoolean("paceline.terminal");
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    System.exit(
        commandLine(
                new Demo(out, terminal),
                new Preparing(out),
                new Training(out, terminal),
                new ReplayLogs(out),
                new Rehearsing(out, terminal),
                new Bench(out))
            .execute(args));
  }
}
