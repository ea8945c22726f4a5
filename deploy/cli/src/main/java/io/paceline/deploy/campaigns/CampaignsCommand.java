package io.paceline.deploy.campaigns;

import static java.util.Objects.requireNonNull;

import io.paceline.deploy.cli.BootstrapOption;
import io.paceline.deploy.cli.OptionCheck;
import io.paceline.deploy.cli.OutputLines;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Spec private CommandSpec spec;

  @Mixin private BootstrapOption bootstrap = new BootstrapOption();

  /**
   * The command with its subcommands; {@code check} asks no broker and has no {@code --bootstrap}.
   */
  public static CommandLine commandLine() {
    CommandLine campaigns = new CommandLine(new CampaignsCommand());
    CommandSpec check =
        requireNonNull(campaigns.getSubcommands().get("check"), "check is a subcommand")
            .getCommandSpec();
    check.remove(check.findOption(BootstrapOption.NAME));
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
    OutputLines.print(spec, result.lines());
    return result.faults() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  @Command(name = "put", header = "Books or edits the campaigns of a JSON file.")
  int put(
      @Parameters(paramLabel = "FILE", description = "One campaign, or a list of them.")
          Path file) {
    new OptionCheck(spec).readableFile("put", file);
    return OutputLines.print(spec, desk().put(file));
  }

  @Command(name = "pause", header = "Stops a campaign's bidding; open bids still settle.")
  int pause(@Parameters(paramLabel = "ID", description = "The campaign's id.") String id) {
    return OutputLines.print(spec, desk().pause(id));
  }

  @Command(name = "stop", header = "Stops all bidding; open bids still settle.")
  int stop() {
    return OutputLines.print(spec, desk().stop(true));
  }

  @Command(name = "start", header = "Lets bidding go on after a stop.")
  int start() {
    return OutputLines.print(spec, desk().stop(false));
  }

  @Command(name = "list", header = "Lists the campaigns, and what the job holds of them.")
  int list() {
    return OutputLines.print(spec, desk().list());
  }

  private CampaignDesk desk() {
    return new CampaignDesk(new CampaignTopic(bootstrap.checked(new OptionCheck(spec))));
  }
}
