package io.paceline.deploy.campaigns;

import static java.util.Objects.requireNonNull;

import io.paceline.deploy.cli.OptionCheck;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./paceline campaigns}: checks, books, pauses and lists campaigns. */
@Command(
    name = "campaigns",
    header = "Checks, books, pauses, stops and lists campaigns.",
    synopsisSubcommandLabel = "(check FILE... | put FILE | pause ID | stop | start | list)",
    description = {
      "",
      "put, pause, stop and start write to the topic campaigns. A running job takes edits over"
          + " without a restart, and the command says what the job has taken. A file with a fault"
          + " changes nothing. check looks for faults in files and needs no broker."
          + " docs/campaigns.md describes the file.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class CampaignsCommand implements Runnable {
  private static final String BOOTSTRAP = "--bootstrap";

  @Spec private CommandSpec spec;

  @Option(
      names = BOOTSTRAP,
      paramLabel = "HOST:PORT",
      scope = CommandLine.ScopeType.INHERIT,
      defaultValue = "127.0.0.1:9092",
      description = "The Kafka broker (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers;

  /**
   * The command with its subcommands; {@code check} asks no broker and has no {@code --bootstrap}.
   */
  public static CommandLine commandLine() {
    CommandLine campaigns = new CommandLine(new CampaignsCommand());
    CommandSpec check =
        requireNonNull(campaigns.getSubcommands().get("check"), "check is a subcommand")
            .getCommandSpec();
    check.remove(check.findOption(BOOTSTRAP));
    return campaigns;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "campaigns needs one of: check FILE…, put FILE, pause ID, stop, start, list");
  }

  @Command(
      name = "check",
      header = "Checks JSON files of campaigns, without a broker.",
      description = {
        "",
        "Lists each fault with its place, and what put would refuse because of an earlier file. The"
            + " exit code is 1 where there is a fault.",
        ""
      })
  int check(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "One campaign, or a list of them.")
          List<Path> files) {
    CampaignCheck.Result result = CampaignCheck.of(files);
    print(result.lines());
    return result.faults() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  @Command(name = "put", header = "Books or edits the campaigns of a JSON file.")
  int put(
      @Parameters(paramLabel = "FILE", description = "One campaign, or a list of them.")
          Path file) {
    new OptionCheck(spec).readableFile("put", file);
    return print(desk().put(file));
  }

  @Command(name = "pause", header = "Stops a campaign's bidding; open bids still settle.")
  int pause(@Parameters(paramLabel = "ID", description = "The campaign's id.") String id) {
    return print(desk().pause(id));
  }

  @Command(name = "stop", header = "Stops all bidding; open bids still settle.")
  int stop() {
    return print(desk().stop(true));
  }

  @Command(name = "start", header = "Lets bidding go on after a stop.")
  int start() {
    return print(desk().stop(false));
  }

  @Command(name = "list", header = "Lists the campaigns, and what the job holds of them.")
  int list() {
    return print(desk().list());
  }

  private CampaignDesk desk() {
    new OptionCheck(spec)
        .that(
            bootstrapServers.matches("[^\\s:,]+:\\d{1,5}(,[^\\s:,]+:\\d{1,5})*"),
            "--bootstrap must be HOST:PORT, or several separated by commas, got "
                + bootstrapServers);
    return new CampaignDesk(new CampaignTopic(bootstrapServers));
  }

  private int print(List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
    return CommandLine.ExitCode.OK;
  }
}
