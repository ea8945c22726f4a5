package io.paceline.deploy.training;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.OptionCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./paceline train}: reads and checks the options. */
@Command(
    name = "train",
    sortOptions = false,
    header = "Trains the click model from a log or a prepared folder and writes a bundle.",
    description = {
      "",
      "The bundle holds the model with its statistics, traffic and market curves, the feature"
          + " specification and the quality on held-out rows; model-report.html shows that quality.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command.
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "The iPinYou log to learn from; several files, of which some may hold clicks or"
              + " conversions only, are one log.")
  private List<Path> logs = new ArrayList<>();

  @Option(
      names = "--prepared",
      paramLabel = "DIR",
      description = "The folder to learn from, written by ./paceline prepare.")
  private @Nullable Path prepared;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:paceline.home:-.}/target/model",
      description =
          "Folder of the bundle, which must not exist yet: bundles are never changed (default:"
              + " target/model of the checkout).")
  private Path out;

  private final CommandAction<TrainOptions> work;

  /** A command that hands its checked options to {@code work}. */
  public TrainCommand(CommandAction<TrainOptions> work) {
    this.work = work;
  }

  @Override
  public Integer call() throws Exception {
    OptionCheck check = new OptionCheck(spec);
    check.notTogether("--log", "--prepared", "a model learns from one of them");
    check.that(!logs.isEmpty() || prepared != null, "train needs --log FILE or --prepared DIR");
    logs.forEach(file -> check.readableFile("--log", file));
    check.existingFolder("--prepared", prepared);
    check.newFolder("--out", out);
    return work.run(new TrainOptions(List.copyOf(logs), prepared, out.normalize()));
  }
}
