package io.paceline.deploy.training;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.trainer.UnusableLogException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

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
    ModelShelf shelf = new ModelShelf(options.out().toAbsolutePath().getParent(), out, terminal);
    String version = options.out().getFileName().toString();
    try {
      if (options.prepared() != null) {
        trainPrepared(shelf, options, version);
      } else {
        trainLog(shelf, options, version);
      }
    } catch (UnusableLogException | IllegalArgumentException e) {
      throw new UserFacingException(e.getMessage(), e);
    }
    out.println("Written: " + options.out());
    out.println("Report:  " + ModelShelf.reportOf(options.out()));
    return 0;
  }

  private void trainLog(ModelShelf shelf, TrainOptions options, String version)
      throws IOException, UnusableLogException {
    IpinyouLog log = IpinyouLog.read(options.log());
    out.printf(
        Locale.ROOT,
        "%s: %,d impressions, %,d clicks, %,d unreadable lines%n",
        options.log(),
        log.impressions().size(),
        log.clicks(),
        log.unreadableCount());
    shelf.train(log, options.out(), version, options.log().getFileName().toString());
  }

  private void trainPrepared(ModelShelf shelf, TrainOptions options, String version)
      throws IOException, UnusableLogException {
    PreparedFolder prepared =
        PreparedFolder.open(options.prepared(), FeatureEncoder.SPEC.fingerprint());
    out.printf(
        Locale.ROOT,
        "%s: %,d impressions, %,d clicks, of %s%n",
        options.prepared(),
        prepared.manifest().count("shown"),
        prepared.manifest().count("clicks"),
        String.join(", ", prepared.manifest().inputs()));
    shelf.train(prepared, options.out(), version, String.join(", ", prepared.manifest().inputs()));
  }
}
