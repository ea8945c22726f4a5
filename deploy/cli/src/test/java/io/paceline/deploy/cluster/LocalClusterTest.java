package io.paceline.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.deploy.cli.UserFacingException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static LocalCluster cluster;

  @BeforeAll
  static void startCluster(@TempDir Path folder) throws Exception {
    cluster = LocalCluster.start(0, 2, folder.resolve("paceline.log"));
  }

  @AfterAll
  static void closeCluster() throws Exception {
    cluster.close();
  }

  @Test
  void theWebUiShowsTheRunningJobUntilItIsCancelled() throws Exception {
    RunningJob job = cluster.submit("tiny", 2, LocalClusterTest::endless);
    job.awaitRunning(LIMIT);

    assertThat(get("/jobs/overview")).contains("\"name\":\"tiny\"", "\"state\":\"RUNNING\"");
    assertThat(get("/")).contains("<title>Apache Flink Web Dashboard</title>");

    job.cancel();
    assertThat(job.awaitEnd(LIMIT)).isEqualTo(JobStatus.CANCELED);
    assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
    job.cancel();
  }

  @Test
  void aJobThatFailsTellsWhy() throws Exception {
    RunningJob job =
        cluster.submit(
            "broken",
            1,
            environment ->
                environment
                    .fromData(1, 0)
                    .map(divisor -> 1 / divisor)
                    .returns(Types.INT)
                    .sinkTo(new DiscardingSink<>()));

    assertThat(job.awaitEnd(LIMIT)).isEqualTo(JobStatus.FAILED);
    assertThat(job.lastFailure()).contains("ArithmeticException");
    assertThatThrownBy(() -> job.awaitRunning(LIMIT))
        .isInstanceOf(UserFacingException.class)
        .hasMessageContaining("FAILED")
        .hasMessageContaining("by zero");
  }

  @Test
  void aTakenPortIsSaidInOneSentence(@TempDir Path folder) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> LocalCluster.start(port, 1, folder.resolve("paceline.log")))
          .isInstanceOf(UserFacingException.class)
          .hasMessage("port " + port + " is taken: give another with --port");
    }
  }

  private static void endless(StreamExecutionEnvironment environment) {
    environment
        .fromSource(
            new DataGeneratorSource<>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(10), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .sinkTo(new DiscardingSink<>());
  }

  private static String get(String path) throws Exception {
    URI uri = cluster.webUi().resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
