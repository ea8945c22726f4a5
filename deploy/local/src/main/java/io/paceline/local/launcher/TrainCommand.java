package io.paceline.local.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./paceline train}: reads and checks the options. */
@Command(
    name = "train",
    sortOptions = false,
    header = "Trains the click model from a log and writes a bundle.",
    description = {
      "",
      "The bundle holds the model with its statistics, traffic and market curves, the feature"
          + " specification and the quality on held-out rows; model-report.html shows that quality.",
      ""
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      required = true,
      description = "The iPinYou log to learn from.")
  private Path log;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:paceline.home:-.}/target/model",
      description = "Folder that receives the bundle (default: target/model of the checkout).")
  private Path out;

  private final Work<TrainOptions> work;

  TrainCommand(Work<TrainOptions> work) {
    this.work = work;
  }

  @Override
  public Integer call() throws Exception {
    OptionCheck check = new OptionCheck(spec);
    check.readableFile("--log", log);
    check.folder("--out", out);
    return work.run(new TrainOptions(log, out.normalize()));
  }
}
