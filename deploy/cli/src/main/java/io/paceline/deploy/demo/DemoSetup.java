package io.paceline.deploy.demo;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.deploy.broker.BrokerProcess;
import io.paceline.deploy.broker.TopicSpec;
import io.paceline.deploy.broker.Topics;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.cluster.LocalCluster;
import io.paceline.deploy.cluster.Running;
import io.paceline.deploy.cluster.RunningJob;
import io.paceline.deploy.exchange.ExchangeSettings;
import io.paceline.deploy.exchange.LocalExchange;
import io.paceline.deploy.exchange.Outbox;
import io.paceline.deploy.exchange.TopicFollower;
import io.paceline.deploy.report.RunSummary.Machine;
import io.paceline.job.PacelineJob;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.model.bundle.ModelAnnouncementCodec;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Starts and connects everything that plays a day: broker, job on Flink, exchange, and the watches
 * that follow the job's topics. Settings in wall time (tick, windows, delays) are not divided by
 * the speed. The ledger's windows are short because the exchange runs on the same machine.
 *
 * @param asked the day as it was asked for
 * @param played the day as it is played, slowed where the machine needs that
 * @param testAnswersPerSecond test requests that the machine answered per second before the day
 * @param bootstrapServers the broker
 * @param clock the day's clock; it starts once the job is warm
 * @param job the running job
 * @param exchange plays the day, test traffic first
 * @param outbox writes all other records to topics
 * @param campaigns follows all booked campaigns
 * @param pacing follows the latest update of every budget
 * @param deadLetters follows the records that the job could not read
 */
record DemoSetup(
    PlayedMarket asked,
    PlayedMarket played,
    double testAnswersPerSecond,
    String bootstrapServers,
    CampaignClock clock,
    RunningJob job,
    LocalExchange exchange,
    Outbox outbox,
    CampaignWatch campaigns,
    PacingWatch pacing,
    DeadLetterWatch deadLetters) {

  /** Start of the day that is played, in campaign time; a Monday. */
  static final long EPOCH = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  /**
   * Time from the job's submission to the day's start, in which the job is deployed, loads the
   * model, answers test traffic and completes a checkpoint.
   */
  private static final long WARM_UP_MILLIS = 27_000;

  /** The same time where this JVM has played test traffic before. */
  private static final long WARM_AGAIN_MILLIS = 15_000;

  private static final long LONGEST_WARM_UP_MILLIS = 100_000;

  /** How much longer a warm-up may take until the answers per second are steady. */
  private static final long LONGER_MILLIS = 20_000;

  /**
   * At the submission with this number, the day is played whether or not the machine carries it.
   */
  private static final int ATTEMPTS = 3;

  /**
   * Time before the day begins at which it is decided whether the machine carries it, and test
   * traffic falls to the day's own rate.
   */
  private static final long CALM_MILLIS = 2_000;

  private static final long POLL_MILLIS = 250;
  private static final double DAY_MILLIS = 86_400_000.0;

  static final long AUCTION_WINDOW_MILLIS = 2_000;
  static final long BILLING_WINDOW_MILLIS = 10_000;

  private static final long CHECKPOINT_MILLIS = 5_000;
  private static final long TICK_MILLIS = 200;
  private static final long MARKET_REFRESH_MILLIS = 500;
  private static final int RESTARTS = 100;
  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
  private static final Duration JOB_END = Duration.ofSeconds(5);
  private static final int SECRET_BYTES = 16;

  /**
   * Builds the job's topology: {@link PacelineJob#define}, unless a test wants to disturb the job.
   */
  interface JobDefinition {
    void define(StreamExecutionEnvironment env, JobOptions options);
  }

  /**
   * Settings of what is started.
   *
   * @param webUiPort port of the web UI, 0 for a free one
   * @param kafkaPort preferred port of the broker, 0 for a free one
   * @param parallelism subtasks of each operator
   * @param logFile file that the web UI shows as log
   * @param checkpoints folder of the job's checkpoints
   * @param noticeDelayMillis longest delay of a notice
   * @param duplicateShare share of the notices that are sent twice
   * @param lossShare share of the notices that never arrive
   * @param seed of delays, duplicates and losses
   */
  record Settings(
      int webUiPort,
      int kafkaPort,
      int parallelism,
      Path logFile,
      Path checkpoints,
      long noticeDelayMillis,
      double duplicateShare,
      double lossShare,
      long seed) {}

  /**
   * Starts everything and sends test traffic until the day begins; {@code running} takes charge of
   * everything at once. The start of the day is one of the job's options. The job is therefore
   * submitted once more where it was not warm in time, and where the machine does not carry the
   * day, which is then slowed.
   *
   * @param tell takes lines for people: what takes so long, and what the machine carries
   * @throws UserFacingException where the job does not get warm at all
   */
  static DemoSetup set(
      Running running,
      Settings settings,
      PlayedMarket asked,
      JobDefinition definition,
      Consumer<String> tell)
      throws Exception {
    Future<LocalCluster> starting = startFlink(running, settings);
    BrokerProcess broker = running.add(BrokerProcess.start(settings.kafkaPort()));
    LocalCluster cluster = started(starting);
    createTopics(broker.bootstrapServers(), settings.parallelism());
    Outbox outbox = running.add(new Outbox(broker.bootstrapServers()));
    outbox.write(Topic.MODELS, "model", ModelAnnouncementCodec.encode(asked.announcement()));
    tell.accept("Flink's web UI: " + cluster.webUi());
    tell.accept("Kafka: " + broker.bootstrapServers());
    tell.accept("Warming up with test traffic…");
    PlayedMarket played = asked;
    long warmUpMillis = WARM_UP_MILLIS;
    Map<String, Long> booked = Map.of();
    List<CampaignWatch.Booked> known = List.of();
    for (int attempt = 1; ; attempt++) {
      Running tried = running.add(new Running());
      booked = book(outbox, played, booked, known);
      DemoSetup stage =
          submit(
              tried,
              settings,
              asked,
              played,
              booked,
              definition,
              cluster,
              outbox,
              broker.bootstrapServers(),
              warmUpMillis);
      Capacity capacity = new Capacity();
      stage.warmUp(capacity, stage.clock().startWallMillis() - CALM_MILLIS);
      double answers = capacity.answersPerSecond();
      if (stage.exchange().figures().testBids() == 0) {
        tell.accept(notWarm(warmUpMillis, settings));
        warmUpMillis *= 2;
      } else if (Capacity.carries(answers, played)
          || played.slowing() == null
          || attempt >= ATTEMPTS) {
        tell.accept(Capacity.verdict(answers, asked, played));
        stage.exchange().limitWarmUp(Capacity.calmLimit(played));
        stage.exchange().playDay();
        stage.warmUp(capacity, stage.clock().startWallMillis());
        return stage.judged(answers);
      } else {
        tell.accept(
            String.format(
                Locale.ROOT,
                "So far this machine answers %,.0f test requests/s, too few for the day: warming up"
                    + " longer…",
                answers));
        stage.warmUpLonger(capacity);
        answers = capacity.answersPerSecond();
        warmUpMillis = WARM_AGAIN_MILLIS;
      }
      known = stage.campaigns().all();
      tried.close();
      if (answers > 0 && !Capacity.carries(answers, played) && played.slowing() != null) {
        played = played.slowing().at(Capacity.fitting(answers, played));
      }
      Topics.empty(
          broker.bootstrapServers(),
          Arrays.stream(Topic.values())
              .filter(topic -> !topic.isControl())
              .map(Topic::topicName)
              .toList());
    }
  }

  private static String notWarm(long afterMillis, Settings settings) {
    if (afterMillis >= LONGEST_WARM_UP_MILLIS) {
      throw new UserFacingException(
          "the job answered no test request with a bid within "
              + afterMillis / 1_000
              + " s; see "
              + settings.logFile());
    }
    return "The job was not warm after "
        + afterMillis / 1_000
        + " s (is the machine busy?): once more with twice the time.";
  }

  /**
   * Lets test traffic go on until the answers per second are steady and so tell what the machine
   * carries.
   */
  private void warmUpLonger(Capacity capacity) throws Exception {
    // The job's clock runs on meanwhile, and after the campaigns' day nothing would be scored.
    long end = System.currentTimeMillis() + Math.min(LONGER_MILLIS, dayMillis() / 2);
    while (!capacity.isSteady() && System.currentTimeMillis() < end) {
      warmUp(capacity, System.currentTimeMillis() + POLL_MILLIS);
    }
  }

  /** What the machine carries, and what was asked of it and played. */
  Machine machine() {
    return new Machine(
        testAnswersPerSecond,
        asked.requestsPerSecond(),
        played.requestsPerSecond(),
        played.isLog(),
        PlayedMarket.TMAX_MILLIS,
        exchange.figures().late());
  }

  private DemoSetup judged(double answersPerSecond) {
    return new DemoSetup(
        asked,
        played,
        answersPerSecond,
        bootstrapServers,
        clock,
        job,
        exchange,
        outbox,
        campaigns,
        pacing,
        deadLetters);
  }

  private long dayMillis() {
    return (long) (DAY_MILLIS / played.speed());
  }

  /**
   * Starts Flink on a thread of its own, beside the broker: each of them waits for the disk and the
   * network.
   */
  private static Future<LocalCluster> startFlink(Running running, Settings settings) {
    FutureTask<LocalCluster> task =
        new FutureTask<>(
            () ->
                running.add(
                    LocalCluster.start(
                        settings.webUiPort(), settings.parallelism(), settings.logFile())));
    Thread thread = new Thread(task, "demo-flink-start");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static LocalCluster started(Future<LocalCluster> cluster) throws Exception {
    try {
      return cluster.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception known) {
        throw known;
      }
      throw e;
    }
  }

  /** Takes samples of the test traffic until an instant of wall time. */
  private void warmUp(Capacity capacity, long untilMillis) throws Exception {
    while (System.currentTimeMillis() < untilMillis) {
      check();
      Thread.sleep(POLL_MILLIS);
      capacity.sample(
          System.nanoTime(),
          exchange.figures().testAnswers(),
          ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }
  }

  private static DemoSetup submit(
      Running running,
      Settings settings,
      PlayedMarket asked,
      PlayedMarket played,
      Map<String, Long> booked,
      JobDefinition definition,
      LocalCluster cluster,
      Outbox outbox,
      String brokers,
      long warmUpMillis)
      throws Exception {
    long nowMillis = System.currentTimeMillis();
    CampaignClock clock = new CampaignClock(EPOCH, nowMillis + warmUpMillis, played.speed());
    JobOptions options = jobOptions(brokers, clock);
    RunningJob job =
        cluster.submit(
            "Paceline",
            settings.parallelism(),
            env -> {
              env.configure(flinkSettings(options, settings.checkpoints()));
              definition.define(env, options);
            });
    running.add(() -> end(job));
    CampaignWatch campaigns = new CampaignWatch(booked);
    PacingWatch pacing = new PacingWatch(nowMillis);
    DeadLetterWatch deadLetters = new DeadLetterWatch();
    running.add(new TopicFollower(brokers, Topic.CAMPAIGNS.topicName(), campaigns::read));
    running.add(new TopicFollower(brokers, Topic.PACING_UPDATES.topicName(), pacing::read));
    running.add(new TopicFollower(brokers, Topic.DEAD_LETTERS.topicName(), deadLetters::read));
    LocalExchange exchange =
        running.add(
            new LocalExchange(
                played.market(),
                new ExchangeSettings(
                    brokers,
                    clock,
                    Capacity.limit(played),
                    settings.noticeDelayMillis(),
                    settings.duplicateShare(),
                    settings.lossShare(),
                    settings.seed())));
    return new DemoSetup(
        asked, played, 0, brokers, clock, job, exchange, outbox, campaigns, pacing, deadLetters);
  }

  /**
   * Books the day's own campaigns. A campaign that was booked for an earlier warm-up gets a newer
   * version, with its budget for the slower day; a campaign that its user has edited meanwhile
   * stays as it is.
   *
   * @param before the versions under which the campaigns were booked before, by id; empty at first
   * @param known the current state of all campaigns
   * @return the versions under which the campaigns are booked now, by id
   */
  private static Map<String, Long> book(
      Outbox outbox,
      PlayedMarket played,
      Map<String, Long> before,
      List<CampaignWatch.Booked> known)
      throws Exception {
    CampaignCodec codec = new CampaignCodec();
    Map<String, Long> versions = new HashMap<>(before);
    Set<String> edited =
        known.stream()
            .filter(campaign -> campaign.versions() > 1)
            .map(campaign -> campaign.campaign().id())
            .collect(Collectors.toSet());
    for (Campaign campaign : played.market().campaigns(EPOCH)) {
      if (!edited.contains(campaign.id())) {
        long version = versions.merge(campaign.id(), 1L, Long::sum);
        outbox.write(Topic.CAMPAIGNS, campaign.id(), codec.encode(campaign.withVersion(version)));
      }
    }
    return versions;
  }

  /** Ends the job, which must end before its broker: it would only complain of a missing broker. */
  private static void end(RunningJob job) throws Exception {
    job.cancel();
    job.awaitEnd(JOB_END);
  }

  private static Configuration flinkSettings(JobOptions options, Path checkpoints) {
    Configuration settings = PacelineJob.settings(options);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        checkpoints.toAbsolutePath().toUri().toString());
    return settings;
  }

  private static JobOptions jobOptions(String bootstrapServers, CampaignClock clock) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Configuration c = new Configuration();
    c.set(JobOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    c.set(JobOptions.CLOCK_EPOCH, Instant.ofEpochMilli(clock.epochMillis()).toString());
    c.set(JobOptions.CLOCK_START, Instant.ofEpochMilli(clock.startWallMillis()).toString());
    c.set(JobOptions.CLOCK_SPEED, clock.speed());
    c.set(JobOptions.TICK, Duration.ofMillis(TICK_MILLIS));
    c.set(JobOptions.MARKET_REFRESH, Duration.ofMillis(MARKET_REFRESH_MILLIS));
    c.set(JobOptions.AUCTION_WINDOW, Duration.ofMillis(AUCTION_WINDOW_MILLIS));
    c.set(JobOptions.BILLING_WINDOW, Duration.ofMillis(BILLING_WINDOW_MILLIS));
    c.set(JobOptions.DUPLICATE_WINDOW, Duration.ofMillis(LedgerSettings.ONE_DAY_MILLIS));
    c.set(JobOptions.NOTICE_SECRET, HexFormat.of().formatHex(secret));
    c.set(JobOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(CHECKPOINT_MILLIS));
    return JobOptions.from(c);
  }

  private static void createTopics(String bootstrapServers, int parallelism) {
    List<TopicSpec> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      // Control topics are small and are read as a whole; one partition keeps their order.
      topics.add(
          topic.isControl()
              ? TopicSpec.compacted(topic.topicName(), 1)
              : TopicSpec.log(topic.topicName(), parallelism));
    }
    Topics.create(bootstrapServers, topics);
  }

  /** Throws an exception where the exchange or the job has stopped by itself. */
  void check() throws Exception {
    if (exchange.failure() != null) {
      throw new IllegalStateException("the exchange failed", exchange.failure());
    }
    if (job.status().isGloballyTerminalState()) {
      throw new UserFacingException("the job ended: " + job.lastFailure());
    }
  }

  /** True once nothing is open any more, neither at the exchange nor in a ledger. */
  boolean isSettled() {
    return exchange.isSettled() && pacing.isSettled();
  }
}
