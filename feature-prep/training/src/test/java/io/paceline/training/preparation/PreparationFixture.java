package io.paceline.training.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.dataset.PreparedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs preparations in tests and reads what they wrote. */
final class PreparationFixture {

  private static final int PARALLELISM = 2;

  private PreparationFixture() {}

  /** iPinYou logs alone. */
  static PreparationInputs logs(Path... logs) {
    return new PreparationInputs(
        List.of(logs),
        List.of(),
        new PreparationInputs.Notices(List.of(), null, ExchangeProfiles.OPENRTB),
        List.of());
  }

  static PreparedManifest run(PreparationInputs inputs, Path folder) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, new Configuration());
    return BatchPreparation.run(env, inputs, folder, 1_772_452_800_000L);
  }

  static List<JsonNode> lines(Path folder, String file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      lines.add(PreparedFolder.json().readTree(line));
    }
    return lines;
  }

  static JsonNode tree(Path folder, String file) throws IOException {
    return PreparedFolder.json().readTree(folder.resolve(file).toFile());
  }
}
