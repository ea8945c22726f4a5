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
                new Percentiles(0.75, 1.5, 6)),
            new SwapRow(
                2_000, 300, new SwapRow.Times(4, 6, 2, 900), new SwapRow.Counts(1, 20, 30, 4)),
            new BurstRow(
                2_000,
                30_000,
                3,
                new BurstRow.Counts(400, 50, 6, 7),
                new BurstRow.Times(90, 80, 5, 6)),
            new MemoryRow(1_000_000, 94, 123, 603, 630),
            new LedgerRow(
                "rocksdb",
                1_000_000,
                500,
                new LedgerRow.Cpu(9.5, 8, 20, 90, 400),
                new LedgerRow.Checkpoints(12.5, 800, 300, 110, 75, 13))));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"benchmark\":\"scoring\",\"candidates\":50,\"medianMicros\":65.0,"
                + "\"microsPerCandidate\":1.3,\"naiveLoopMicros\":187.25}",
            "{\"benchmark\":\"throughput\",\"campaigns\":300,\"eligible\":49.97,"
                + "\"decisionsPerSecond\":14000.0,\"passThroughPerSecond\":28000.0,\"ratio\":0.5}",
            "{\"benchmark\":\"latency\",\"rate\":2000.0,\"campaigns\":300,\"p50Millis\":1.0,"
                + "\"p95Millis\":2.0,\"p99Millis\":9.0,\"echoP99Millis\":4.0,"
                + "\"passThroughP99Millis\":6.0,\"ratio\":1.5}",
            "{\"benchmark\":\"swap\",\"rate\":2000.0,\"campaigns\":300,\"p99WithoutMillis\":4.0,"
                + "\"p99DuringMillis\":6.0,\"differenceMillis\":2.0,\"swapMillis\":900.0,"
                + "\"unanswered\":1,\"byOldBundle\":20,\"byNewBundle\":30,\"otherAnswers\":4}",
            "{\"benchmark\":\"burst\",\"rate\":2000.0,\"burstRate\":30000.0,\"burstSeconds\":3.0,"
                + "\"bidsInBurst\":400,\"deadlinesInBurst\":50,\"bidsLate\":6,\"unanswered\":7,"
                + "\"oldestAnswerMillis\":90.0,\"recoveryMillis\":80.0,\"p99BeforeMillis\":5.0,"
                + "\"p99AfterMillis\":6.0}",
            "{\"benchmark\":\"memory\",\"decisions\":1000000,\"heapStartMegabytes\":94.0,"
                + "\"heapEndMegabytes\":123.0,\"offHeapStartMegabytes\":603.0,"
                + "\"offHeapEndMegabytes\":630.0}",
            "{\"benchmark\":\"ledger\",\"backend\":\"rocksdb\",\"remembered\":1000000,"
                + "\"rate\":500.0,\"bidMicros\":9.5,\"noticeMicros\":8.0,\"reportMicros\":20.0,"
                + "\"tickMicros\":90.0,\"longestMicros\":400.0,\"firstMegabytes\":12.5,"
                + "\"firstMillis\":800.0,\"laterKilobytes\":300.0,\"laterMillis\":110.0,"
                + "\"kilobytesPerSecond\":75.0,\"stateMegabytes\":13.0}");
  }

  @Test
  void writingAgainReplacesTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rows.json");
    RowsJson.write(file, List.of(ScoringRow.of(1, 1, 1), ScoringRow.of(2, 2, 2)));
    RowsJson.write(file, List.of(ScoringRow.of(3, 3, 3)));

    assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"candidates\":3");
  }
}
