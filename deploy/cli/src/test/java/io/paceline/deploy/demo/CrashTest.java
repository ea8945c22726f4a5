package io.paceline.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.exchange.ExchangeSettings;
import io.paceline.deploy.local.LocalDeployment;
import io.paceline.deploy.report.ProgressLine;
import io.paceline.deploy.training.ModelShelf;
import io.paceline.job.kafka.KafkaEdge;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Sources;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.job.topology.PacelineTopology;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.tensorflow.TensorFlowScorer;
import io.paceline.simulator.exchange.ExchangeBooks;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays a day with a real broker, a real cluster, a real model, and a job whose task dies twice in
 * the middle of the day.
 */
class CrashTest {

  private static final double MINUTES = 0.5;
  private static final long REQUESTS = 6_000;
  private static final int CAMPAIGNS = 10;
  private static final long SEED = 7;

  /**
   * Number of deaths so far. It is kept outside of the job, where a restart does not reset it:
   * otherwise each restarted task would die again at once.
   */
  private static final AtomicInteger DEATHS = new AtomicInteger();

  /**
   * Dies at a third of the day and again three seconds later. By then the job has just restarted,
   * so it recovers from the same checkpoint again, or from the next one.
   */
  private static final class Mortal implements MapFunction<RawRecord, RawRecord> {
    private static final long serialVersionUID = 1L;

    private final long firstDeathMillis;
    private final long secondDeathMillis;

    Mortal(long startMillis) {
      firstDeathMillis = startMillis + (long) (MINUTES * 20_000);
      secondDeathMillis = firstDeathMillis + 3_000;
    }

    @Override
    public RawRecord map(RawRecord record) {
      long now = System.currentTimeMillis();
      if ((now >= firstDeathMillis && DEATHS.compareAndSet(0, 1))
          || (now >= secondDeathMillis && DEATHS.compareAndSet(1, 2))) {
        throw new IllegalStateException("killed by the test");
      }
      return record;
    }
  }

  private static void mortal(StreamExecutionEnvironment env, JobOptions options) {
    KafkaEdge kafka = new KafkaEdge(options.kafka());
    Sources dying =
        (environment, topic) -> {
          DataStream<RawRecord> records = kafka.open(environment, topic);
          return topic == Topic.BID_REQUESTS
              ? records
                  .map(new Mortal(options.clock().startWallMillis()))
                  .name("mortal")
                  .uid("mortal")
              : records;
        };
    new PacelineTopology(options, TensorFlowScorer::load).define(env, dying, kafka);
  }

  @Test
  void afterTwoCrashesLedgersAndBooksAgreeAndNothingIsOverspent(@TempDir Path folder)
      throws Exception {
    DEATHS.set(0);
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Bundle bundle =
        new ModelShelf(folder.resolve("models"), silent).synthetic(SEED, CAMPAIGNS, 60_000);
    SyntheticMarket market =
        new SyntheticMarket(new SyntheticMarket.Settings(SEED, CAMPAIGNS, REQUESTS, 0, 250));
    List<Campaign> campaigns = market.campaigns(DemoSetup.EPOCH);
    try (Running running = new Running()) {
      RunningDemo demo =
          DemoSetup.set(
              running,
              new DemoSetup.Settings(
                  new LocalDeployment.Settings(
                      0, 0, 2, true, folder.resolve("log"), folder.resolve("checkpoints")),
                  new ExchangeSettings.Notices(200, 0.05, 0),
                  SEED),
              PlayedMarket.fixed(market, bundle.announcement(), MINUTES),
              CrashTest::mortal,
              silent::println);
      DayRecorder recorder =
          new DayRecorder(
              campaigns,
              campaigns,
              demo.clock(),
              demo.exchange().figures(),
              demo.watches().pacing());
      Day day = new Day(demo, recorder, new ProgressLine(silent, false));
      day.play(null, SEED);
      day.drain();

      ExchangeBooks books = demo.exchange().closeBooks();
      assertThat(day.notes()).noneMatch(note -> note.contains("did not settle"));
      assertThat(day.notes()).anyMatch(note -> note.contains("killed by the test"));
      assertThat(DEATHS.get()).isEqualTo(2);
      assertThat(books.total().spendMicros()).isPositive();
      for (Campaign campaign : campaigns) {
        long billed = books.account(campaign.id()).spendMicros();
        assertThat(demo.watches().pacing().of(campaign.budget().id()).spend().totalMicros())
            .as("ledger of %s", campaign.id())
            .isEqualTo(billed);
        assertThat(billed)
            .as("spend of %s", campaign.id())
            .isLessThanOrEqualTo(campaign.budget().dailyMicros());
      }
      assertThat(demo.exchange().figures().decisions())
          .as("every impression is answered, those of the crash as too late")
          .isEqualTo(demo.exchange().figures().imps());
    }
  }
}
