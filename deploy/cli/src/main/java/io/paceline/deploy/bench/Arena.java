package io.paceline.deploy.bench;

import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.cluster.RunningJob;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.deploy.kafka.Topics;
import io.paceline.deploy.local.LocalDeployment;
import io.paceline.job.kafka.KafkaEdge;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.ClockOptions;
import io.paceline.job.options.ExchangeOptions;
import io.paceline.job.options.ExchangeProfileOptions;
import io.paceline.job.options.JobOptions;
import io.paceline.job.options.KafkaOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A broker and a Flink cluster that serve all rounds of a benchmark. Contenders take turns on them:
 * each one starts with empty topics and has the machine to itself.
 */
final class Arena {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration READY_POLL = Duration.ofMillis(100);
  private static final int READY_BATCH = 50;
  private static final long READY_WAIT_NANOS = 400_000_000L;
  private static final long QUIET_MILLIS = 300;

  /**
   * No notices come back in a benchmark, so the job keeps each bid open until this window ends. Two
   * seconds stand for an exchange that tells of every auction. On an exchange without loss notices,
   * a job with production's window of 60 s keeps up to thirty times as many bids open.
   */
  private static final Duration AUCTION_WINDOW = Duration.ofSeconds(2);

  /** Key that signs the notice addresses of the bids; nobody calls these addresses here. */
  private static final String SECRET = "a benchmark's secret";

  private final LocalDeployment deployment;
  private final ModelAnnouncement model;
  private int started;

  /** Starts broker and cluster; {@code running} ends them later. */
  Arena(Running running, BenchOptions options, ModelAnnouncement model) throws Exception {
    this.model = model;
    deployment =
        LocalDeployment.start(
            running,
            new LocalDeployment.Settings(
                0,
                0,
                options.parallelism(),
                // Each round starts with empty topics, and a compacted topic cannot be emptied.
                false,
                options.logFile(),
                options.out().resolve("checkpoints")));
  }

  /** Builds a topology that reads from and writes to the arena's topics. */
  interface Definition {
    void define(StreamExecutionEnvironment env, KafkaEdge edge);
  }

  String bootstrapServers() {
    return deployment.bootstrapServers();
  }

  ModelAnnouncement model() {
    return model;
  }

  /**
   * The settings of production, except for shorter windows and a campaign clock that starts now.
   */
  JobOptions jobOptions() {
    Configuration c = new Configuration();
    c.set(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers());
    c.set(KafkaOptions.GROUP_ID, "bench-" + started);
    c.set(ClockOptions.EPOCH, Instant.ofEpochMilli(BenchCampaigns.NOON).toString());
    c.set(ClockOptions.START, Instant.now().toString());
    c.set(ExchangeProfileOptions.AUCTION_WINDOW, AUCTION_WINDOW);
    c.set(ExchangeProfileOptions.BILLING_WINDOW, AUCTION_WINDOW.plusSeconds(1));
    c.set(ExchangeOptions.NOTICE_SECRET, SECRET);
    return JobOptions.from(c);
  }

  /** Submits a job and returns once all of its subtasks run. */
  RunningJob submit(String name, JobOptions options, Definition definition) throws Exception {
    // A backlog is written in one transaction, and with this setting the job reads none of it
    // before the transaction is committed.
    KafkaEdge edge = new KafkaEdge(options.kafka(), Map.of("isolation.level", "read_committed"));
    RunningJob job = deployment.submit(name, options, env -> definition.define(env, edge));
    job.awaitRunning(START_LIMIT);
    return job;
  }

  /**
   * Empties the topics and starts a contender. Returns once nine tenths of a batch of requests got
   * the answers of a warm contender ({@link Contender.Started#isFull}) and no further answers
   * arrive.
   */
  Contender.Started start(Contender contender, BenchTraffic traffic) throws Exception {
    started++;
    Topics.empty(bootstrapServers(), List.of(Topic.values()));
    Contender.Started runs = contender.start(this);
    try {
      awaitReady(contender.name(), runs, traffic);
      return runs;
    } catch (Exception e) {
      runs.close();
      throw e;
    }
  }

  private void awaitReady(String name, Contender.Started runs, BenchTraffic traffic)
      throws Exception {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    try (Answers answers = new Answers(bootstrapServers());
        Outbox outbox = new Outbox(bootstrapServers())) {
      int full = 0;
      while (full < READY_BATCH * 9 / 10) {
        if (System.nanoTime() - end > 0) {
          throw new UserFacingException(
              name
                  + " answered "
                  + full
                  + " of "
                  + READY_BATCH
                  + " requests after "
                  + START_LIMIT.toSeconds()
                  + " s; its last failure: "
                  + runs.failure());
        }
        runs.nudge();
        for (int i = 0; i < READY_BATCH; i++) {
          traffic.send().to(outbox);
        }
        outbox.flush();
        full = countFull(runs, answers);
      }
      Map<?, Long> before;
      do {
        before = answers.ends();
        Thread.sleep(QUIET_MILLIS);
      } while (!before.equals(answers.ends()));
    }
  }

  private static int countFull(Contender.Started runs, Answers answers) {
    int full = 0;
    int seen = 0;
    long end = System.nanoTime() + READY_WAIT_NANOS;
    while (seen < READY_BATCH && System.nanoTime() - end < 0) {
      for (ConsumerRecord<byte[], byte[]> answer : answers.poll(READY_POLL)) {
        seen++;
        full += runs.isFull(answer.value()) ? 1 : 0;
      }
    }
    return full;
  }
}
