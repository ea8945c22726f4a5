package io.paceline.deploy.training;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.trainer.UnusableLogException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code ./paceline train}: trains a bundle from a log or a prepared folder. */
public final class Training implements CommandAction<TrainOptions> {

  private final PrintStream out;
  private final boolean terminal;

  /**
   * Prints to {@code out}.
   *
   * @param terminal true where a carriage return goes back to the line's start
   */
  public Training(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public int run(TrainOptions options) throws Exception {
    Path beside =
        Objects.requireNonNull(
            options.out().toAbsolutePath().getParent(), "a folder that is new lies in another one");
    ModelShelf shelf = new ModelShelf(beside, out, terminal);
    String version = options.out().getFileName().toString();
    try {
      if (options.prepared() != null) {
        trainPrepared(shelf, options.prepared(), options.out(), version);
      } else {
        trainLog(shelf, options.logs(), options.out(), version);
      }
    } catch (UnusableLogException | IllegalArgumentException e) {
      throw UserFacingException.of(e);
    }
    out.println("Written: " + options.out());
    out.println("Report:  " + ModelShelf.reportOf(options.out()));
    return 0;
  }

  private void trainLog(ModelShelf shelf, List<Path> files, Path target, String version)
      throws IOException, UnusableLogException {
    IpinyouLog log = IpinyouLog.read(files);
    out.printf(
        Locale.ROOT,
        "%s: %,d impressions, %,d clicks, %,d unreadable lines%n",
        files.stream().map(Path::toString).collect(Collectors.joining(", ")),
        log.impressions().size(),
        log.clicks(),
        log.unreadableCount());
    shelf.train(log, target, version, log.source());
  }

  private void trainPrepared(ModelShelf shelf, Path folder, Path target, String version)
      throws IOException, UnusableLogException {
    PreparedFolder prepared = PreparedFolder.open(folder, FeatureEncoder.SPEC.fingerprint());
    out.printf(
        Locale.ROOT,
        "%s: %,d impressions, %,d clicks, of %s%n",
        folder,
        prepared.manifest().count("shown"),
        prepared.manifest().count("clicks"),
        String.join(", ", prepared.manifest().inputs()));
    shelf.train(prepared, target, version, String.join(", ", prepared.manifest().inputs()));
  }
}
