package io.paceline.deploy.training;

import io.paceline.deploy.cli.CommandAction;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import io.paceline.training.preparation.BatchPreparation;
import io.paceline.training.preparation.PreparationInputs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** {@code ./paceline prepare}: runs the batch on a Flink inside this process. */
public final class Preparing implements CommandAction<PrepareOptions> {

  /** Memory for sorting; what does not fit goes to disk. */
  private static final MemorySize SORT_MEMORY = MemorySize.ofMebiBytes(256);

  /** Memory for shuffles, enough for 64 subtasks. */
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(256);

  private final PrintStream out;

  /** Prints to {@code out}. */
  public Preparing(PrintStream out) {
    this.out = out;
  }

  @Override
  public int run(PrepareOptions options) throws Exception {
    PreparationInputs inputs =
        new PreparationInputs(
            options.logs(),
            options.trainingLogs(),
            new PreparationInputs.Notices(
                options.notices(), options.noticeKeys(), options.exchanges()),
            options.userEvents());
    out.println("Preparing " + String.join(", ", inputs.names()) + "…");
    long start = System.nanoTime();
    PreparedManifest manifest = prepare(options, inputs);
    tell(options, manifest, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  private static PreparedManifest prepare(PrepareOptions options, PreparationInputs inputs)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, SORT_MEMORY);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(options.parallelism(), configuration);
    try {
      Files.createDirectories(options.out());
      return BatchPreparation.run(env, inputs, options.out(), System.currentTimeMillis());
    } catch (IllegalArgumentException e) {
      throw UserFacingException.of(e);
    } catch (JobExecutionException e) {
      IOException disk = ExceptionUtils.findThrowable(e, IOException.class).orElse(null);
      if (disk == null) {
        throw e;
      }
      throw new UserFacingException(
          "the preparation cannot read or write its files: "
              + disk.getMessage()
              + "; mend that and run it again",
          e);
    }
  }

  private void tell(PrepareOptions options, PreparedManifest manifest, double seconds) {
    out.printf(
        Locale.ROOT,
        "%,d lines in %.1f s: %,d bids, %,d shown, %,d clicks, %,d conversions, %,d known lost%n",
        manifest.count("lines"),
        seconds,
        manifest.count("bids"),
        manifest.count("shown"),
        manifest.count("clicks"),
        manifest.count("conversions"),
        manifest.count("lost"));
    if (manifest.count("rejected") > 0) {
      out.printf(
          Locale.ROOT,
          "%,d lines could not be used; %s tells why%n",
          manifest.count("rejected"),
          options.out().resolve(PreparedFolder.REJECTED));
    }
    if (manifest.count("otherFeatures") > 0) {
      out.printf(
          Locale.ROOT,
          "%,d impressions were encoded by another feature specification: they count in the"
              + " statistics and are no examples%n",
          manifest.count("otherFeatures"));
    }
    out.println("Written: " + options.out());
    out.println("Next:    ./paceline train --prepared " + options.out());
  }
}
