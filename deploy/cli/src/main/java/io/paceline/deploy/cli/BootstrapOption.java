package io.paceline.deploy.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The option {@code --bootstrap} of commands that talk to Kafka. It may stand before or behind the
 * name of a subcommand.
 */
public final class BootstrapOption {

  /** The option's name. */
  public static final String NAME = "--bootstrap";

  private static final String LOCAL = "127.0.0.1:9092";

  @Option(
      names = NAME,
      paramLabel = "HOST:PORT",
      scope = ScopeType.INHERIT,
      defaultValue = LOCAL,
      description = "The Kafka broker (default: ${DEFAULT-VALUE}).")
  private String servers = LOCAL;

  /** {@code host:port[,host:port…]}; any other text is refused. */
  public String checked(OptionCheck check) {
    check.that(
        servers.matches("[^\\s:,]+:\\d{1,5}(,[^\\s:,]+:\\d{1,5})*"),
        NAME + " must be HOST:PORT, or several separated by commas, got " + servers);
    return servers;
  }
}
