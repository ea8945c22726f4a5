package io.paceline.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsJsonTest {

  @Test
  void eachRowIsOneObjectWithTheDocumentedFields(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new").resolve("rows.json");
    RowsJson.write(
        file,
        List.of(
            ScoringRow.of(50, 65.0, 187.25),
            ThroughputRow.of(300, 49.97, 14_000, 28_000),
            LatencyRow.of(
                2_000,
                300,
                new Percentiles(1, 2, 9),
                new Percentiles(0.5, 1, 4),
                new Percentiles(0.75, 1.5, 6))));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"benchmark\":\"scoring\",\"candidates\":50,\"medianMicros\":65.0,"
                + "\"microsPerCandidate\":1.3,\"naiveLoopMicros\":187.25}",
            "{\"benchmark\":\"throughput\",\"campaigns\":300,\"eligible\":49.97,"
                + "\"decisionsPerSecond\":14000.0,\"passThroughPerSecond\":28000.0,\"ratio\":0.5}",
            "{\"benchmark\":\"latency\",\"rate\":2000.0,\"campaigns\":300,\"p50Millis\":1.0,"
                + "\"p95Millis\":2.0,\"p99Millis\":9.0,\"echoP99Millis\":4.0,"
                + "\"passThroughP99Millis\":6.0,\"ratio\":1.5}");
  }

  @Test
  void writingAgainReplacesTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rows.json");
    RowsJson.write(file, List.of(ScoringRow.of(1, 1, 1), ScoringRow.of(2, 2, 2)));
    RowsJson.write(file, List.of(ScoringRow.of(3, 3, 3)));

    assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"candidates\":3");
  }
}
