package io.paceline.deploy.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the lines with which a command answers. */
public final class OutputLines {
  private OutputLines() {}

  /**
   * Prints lines where the command line prints to.
   *
   * @return the exit code of a command that has done its work
   */
  public static int print(CommandSpec spec, List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
    return CommandLine.ExitCode.OK;
  }
}
