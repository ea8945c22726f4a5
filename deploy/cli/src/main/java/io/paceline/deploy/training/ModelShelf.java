package io.paceline.deploy.training;

import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.report.HtmlReport;
import io.paceline.deploy.report.ProgressLine;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.bundle.ModelQuality;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.synthetic.SyntheticMarket;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.trainer.BundleWriter;
import io.paceline.training.trainer.LogExamples;
import io.paceline.training.trainer.TrainedModel;
import io.paceline.training.trainer.Trainer;
import io.paceline.training.trainer.TrainerOptions;
import io.paceline.training.trainer.TrainingProgress;
import io.paceline.training.trainer.UnusableLogException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Trains bundles from logs, and finds a bundle again that was already trained. */
public final class ModelShelf {

  /** Requests of the synthetic market's day that a demo's model is trained from. */
  public static final long SYNTHETIC_REQUESTS = 800_000;

  private static final int SHOWN_FINGERPRINT = 8;

  private final Path folder;
  private final PrintStream out;
  private final ProgressLine line;

  /** Keeps bundles below a folder and prints its progress to {@code out}, which is no terminal. */
  public ModelShelf(Path folder, PrintStream out) {
    this(folder, out, false);
  }

  /**
   * Keeps bundles below a folder and prints its progress to {@code out}.
   *
   * @param terminal true where a carriage return goes back to the line's start
   */
  public ModelShelf(Path folder, PrintStream out, boolean terminal) {
    this.folder = folder;
    this.out = out;
    this.line = new ProgressLine(out, terminal);
  }

  /**
   * The bundle of a synthetic market, trained from the market's own log of the day before the one
   * that is played.
   *
   * @param requests number of requests of the day before: more of them make a better model and take
   *     longer
   */
  public Bundle synthetic(long seed, int campaigns, long requests) throws IOException {
    String version =
        String.format(Locale.ROOT, "synthetic-%d-%d-%d-%s", seed, campaigns, requests, kind());
    Bundle known = find(version);
    if (known != null) {
      return known;
    }
    out.println("Training the model on the market's own log (first run)…");
    Files.createDirectories(folder);
    Path log = Files.createTempFile(folder, "market-", ".log.txt");
    try {
      new SyntheticMarket(
              new SyntheticMarket.Settings(
                  seed, campaigns, requests, 0, SyntheticMarket.Settings.DEFAULT.tmaxMillis()))
          .writeLog(log, requests);
      return train(
          IpinyouLog.read(log),
          folder.resolve(version),
          version,
          "synthetic market, seed " + seed + ", the day before");
    } catch (UnusableLogException e) {
      throw new UserFacingException(
          "the synthetic market with "
              + campaigns
              + " campaigns cannot be learned: "
              + e.getMessage(),
          e);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /**
   * The bundle of a log that has enough clicks to learn from. It is found again by the names and
   * the sizes of the log's files.
   */
  public Bundle ofLog(List<Path> files, IpinyouLog log) throws IOException, UnusableLogException {
    StringBuilder names = new StringBuilder();
    for (Path file : files) {
      names
          .append(file.getFileName().toString().replaceAll("[^A-Za-z0-9.-]", "_"))
          .append('-')
          .append(Files.size(file))
          .append('-');
    }
    String version = "log-" + names + kind();
    Bundle known = find(version);
    return known != null ? known : train(log, folder.resolve(version), version, log.source());
  }

  /**
   * The part of a version that names bundle format and feature specification. Bundles of another
   * kind, for example of an earlier build, are not found and stay where they are.
   */
  private static String kind() {
    return Bundle.format() + FeatureEncoder.SPEC.fingerprint().substring(0, SHOWN_FINGERPRINT);
  }

  private @Nullable Bundle find(String version) {
    try {
      return Files.isDirectory(folder.resolve(version))
          ? Bundle.load(folder.resolve(version))
          : null;
    } catch (InvalidBundleException e) {
      throw new UserFacingException(
          "the model in "
              + folder.resolve(version)
              + " is unfit, delete that folder: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Trains on a log and writes the bundle.
   *
   * @throws UnusableLogException where the log has too little to learn from
   */
  public Bundle train(IpinyouLog log, Path target, String version, String trainedOn)
      throws IOException, UnusableLogException {
    return keep(
        Trainer.train(LogExamples.of(log.impressions()), TrainerOptions.DEFAULT, this::tell),
        target,
        version,
        trainedOn);
  }

  /**
   * Trains from a prepared folder and writes the bundle.
   *
   * @throws UnusableLogException where the folder has too little to learn from
   */
  Bundle train(PreparedFolder prepared, Path target, String version, String trainedOn)
      throws IOException, UnusableLogException {
    return keep(
        Trainer.train(prepared, TrainerOptions.DEFAULT, this::tell), target, version, trainedOn);
  }

  private Bundle keep(TrainedModel model, Path target, String version, String trainedOn)
      throws IOException {
    BundleWriter.write(model, target, version, System.currentTimeMillis(), trainedOn);
    HtmlReport.write(
        reportOf(target), version, trainedOn, model.quality(), model.heads(), model.figures());
    try {
      Bundle bundle = Bundle.load(target);
      tell(version, bundle.quality());
      return bundle;
    } catch (InvalidBundleException e) {
      throw new IllegalStateException("the bundle just written cannot be read", e);
    }
  }

  /** The report's file, beside {@code bundle.json}; a bundle is complete without it. */
  static Path reportOf(Path bundle) {
    return bundle.resolve("model-report.html");
  }

  private void tell(TrainingProgress progress) {
    if (progress.isEpochsEnd()) {
      line.keep(
          String.format(
              Locale.ROOT,
              "  epoch %d of at most %d  loss %.4f  held-out log-loss %.4f, AUC %.3f  %,.0f rows/s",
              progress.epoch(),
              progress.maxEpochs(),
              progress.loss(),
              progress.heldOutLogLoss(),
              progress.heldOutAuc(),
              progress.rowsPerSecond()));
    } else {
      line.show(
          String.format(
              Locale.ROOT,
              "  epoch %d of at most %d  %2.0f %%  loss %.4f  %,.0f rows/s  at most %.0f s left",
              progress.epoch(),
              progress.maxEpochs(),
              100.0 * progress.epochShare(),
              progress.loss(),
              progress.rowsPerSecond(),
              Math.ceil(progress.secondsLeft())),
          System.currentTimeMillis());
    }
  }

  private void tell(String version, ModelQuality quality) {
    out.printf(
        Locale.ROOT,
        "Model %s: %,d rows with %,d clicks; on %,d held-out rows AUC %.3f, log-loss %.4f,"
            + " predicted clicks over observed %.2f%n",
        version,
        quality.rows(),
        quality.clicks(),
        quality.heldOutRows(),
        quality.auc(),
        quality.logLoss(),
        quality.calibrationRatio());
  }
}
