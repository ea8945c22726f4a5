package io.paceline.local.demo;

import io.paceline.auction.IpinyouLog;
import io.paceline.local.UserFacingException;
import io.paceline.local.launcher.TrainOptions;
import io.paceline.local.launcher.Work;
import io.paceline.training.UnusableLogException;
import java.io.PrintStream;
import java.nio.file.Files;

/** {@code ./paceline train}: a bundle from a log. */
public final class Training implements Work<TrainOptions> {

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
    if (Files.exists(options.out().resolve("bundle.json"))) {
      throw new UserFacingException(
          options.out()
              + " holds a bundle already, and bundles are never changed: give another"
              + " folder with --out");
    }
    IpinyouLog log;
    try {
      log = IpinyouLog.read(options.log());
    } catch (IllegalArgumentException e) {
      throw new UserFacingException(e.getMessage(), e);
    }
    out.printf(
        "%s: %,d impressions, %,d clicks, %,d unreadable lines%n",
        options.log(), log.impressions().size(), log.clicks(), log.unreadableCount());
    try {
      new ModelShelf(options.out().toAbsolutePath().getParent(), out, terminal)
          .train(
              log,
              options.out(),
              options.out().getFileName().toString(),
              options.log().getFileName().toString());
    } catch (UnusableLogException e) {
      throw new UserFacingException(e.getMessage(), e);
    }
    out.println("Written: " + options.out());
    out.println("Report:  " + ModelShelf.reportOf(options.out()));
    return 0;
  }
}
