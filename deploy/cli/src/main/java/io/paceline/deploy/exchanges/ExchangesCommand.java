package io.paceline.deploy.exchanges;

import io.paceline.deploy.cli.BootstrapOption;
import io.paceline.deploy.cli.OptionCheck;
import io.paceline.deploy.cli.OutputLines;
import io.paceline.deploy.kafka.CompactedTopic;
import io.paceline.job.kafka.Topic;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./paceline exchanges}: shows where bidding is halted, and lifts a halt. */
@Command(
    name = "exchanges",
    header = "Shows at which exchanges bidding is halted, and lifts a halt.",
    synopsisSubcommandLabel = "(list | resume NAME)",
    description = {
      "",
      "The job halts bidding at an exchange when too much of the money that the exchange bills is"
          + " unaccounted for. Bidding never goes on by itself, only after resume."
          + " docs/operations.md says what to look at before that.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class ExchangesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private BootstrapOption bootstrap = new BootstrapOption();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "exchanges needs one of: list, resume NAME");
  }

  @Command(name = "list", header = "Lists the exchanges that are or were halted, and why.")
  int list() {
    return OutputLines.print(spec, desk().list());
  }

  @Command(name = "resume", header = "Lets bidding at an exchange go on after a halt.")
  int resume(
      @Parameters(
              paramLabel = "NAME",
              description = "The exchange's name, in capital or small letters.")
          String name) {
    return OutputLines.print(spec, desk().resume(name));
  }

  private ExchangeDesk desk() {
    String brokers = bootstrap.checked(new OptionCheck(spec));
    return new ExchangeDesk(new CompactedTopic(brokers, Topic.EXCHANGES), Clock.systemUTC());
  }
}
