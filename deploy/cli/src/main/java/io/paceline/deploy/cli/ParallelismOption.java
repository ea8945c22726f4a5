package io.paceline.deploy.cli;

import picocli.CommandLine.Option;

/** The option {@code --parallelism} of commands that run Flink. */
public final class ParallelismOption {

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator (default: ${DEFAULT-VALUE}).")
  private int subtasks;

  /** The option with this number of subtasks as its default. */
  public ParallelismOption(int byDefault) {
    subtasks = byDefault;
  }

  /** Subtasks of each operator, 1 to 64; any other number is refused. */
  public int checked(OptionCheck check) {
    check.range("--parallelism", subtasks, 1, 64);
    return subtasks;
  }
}
