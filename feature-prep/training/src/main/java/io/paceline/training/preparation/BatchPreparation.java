package io.paceline.training.preparation;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/**
 * Makes a prepared folder from logs, in Flink's batch mode, which joins and sorts on disk what does
 * not fit in memory. {@link PreparationTopology} defines the operators.
 */
public final class BatchPreparation {

  private BatchPreparation() {}

  /**
   * Runs a preparation and waits for its end.
   *
   * @param env environment in which the batch runs; this method sets its mode and serialization
   * @param folder receives the files; every task manager must see it
   * @param nowMillis wall time, for the manifest
   * @throws IllegalArgumentException with one sentence for people where a file cannot be read to
   *     its end, or the inputs hold no shown impression or nothing about prices
   */
  public static PreparedManifest run(
      StreamExecutionEnvironment env, PreparationInputs inputs, Path folder, long nowMillis)
      throws Exception {
    Files.createDirectories(folder);
    for (String file : PreparedFolder.FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
    PreparationTopology.lay(env, inputs, folder);
    JobExecutionResult result = executed(env);
    Map<String, Long> counts = new TreeMap<>();
    result
        .getAllAccumulatorResults()
        .forEach((name, count) -> counts.put(name, ((Number) count).longValue()));
    if (counts.getOrDefault(PreparationCounters.SHOWN, 0L) == 0) {
      throw new IllegalArgumentException(
          "the inputs hold no impression that was shown ("
              + counts.getOrDefault(PreparationCounters.LINES, 0L)
              + " lines, "
              + counts.getOrDefault(PreparationCounters.REJECTED, 0L)
              + " of them rejected, see "
              + folder.resolve(PreparedFolder.REJECTED)
              + "); give impression logs, or a training log with its notices");
    }
    if (!Files.exists(folder.resolve(PreparedFolder.CURVES))) {
      throw new IllegalArgumentException(
          "the inputs tell nothing about market prices, which needs a price paid, or bids won as well"
              + " as bids lost; give the notices of the same time as the training log");
    }
    PreparedManifest manifest =
        new PreparedManifest(
            PreparedManifest.FORMAT,
            nowMillis,
            inputs.names(),
            FeatureEncoder.SPEC.fingerprint(),
            counts);
    writeLast(folder, manifest);
    return manifest;
  }

  private static JobExecutionResult executed(StreamExecutionEnvironment env) throws Exception {
    try {
      return env.execute("Paceline: preparation");
    } catch (JobExecutionException e) {
      UnreadableFileException unreadable =
          ExceptionUtils.findThrowable(e, UnreadableFileException.class).orElse(null);
      if (unreadable == null) {
        throw e;
      }
      throw new IllegalArgumentException(unreadable.getMessage(), e);
    }
  }

  private static void writeLast(Path folder, PreparedManifest manifest) throws IOException {
    PreparedFolder.json()
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(PreparedFolder.MANIFEST).toFile(), manifest);
  }
}
