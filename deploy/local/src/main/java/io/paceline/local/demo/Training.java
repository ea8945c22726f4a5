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

  /** Prints to {@code out}. */
  public Training(PrintStream out) {
    this.out = out;
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
      new ModelShelf(options.out().toAbsolutePath().getParent(), out)
          .train(
              log,
              options.out(),
              options.out().getFileName().toString(),
              options.log().getFileName().toString());
    } catch (UnusableLogException e) {
      throw new UserFacingException(e.getMessage(), e);
    }
    out.println("Written: " + options.out());
    return 0;
  }
}
