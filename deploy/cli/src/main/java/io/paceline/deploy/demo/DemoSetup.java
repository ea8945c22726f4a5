package io.paceline.deploy.demo;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.core.scoring.ModelAnnouncementCodec;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.cluster.RunningJob;
import io.paceline.deploy.exchange.ExchangeSettings;
import io.paceline.deploy.exchange.LocalExchange;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.deploy.kafka.TopicFollower;
import io.paceline.deploy.kafka.Topics;
import io.paceline.deploy.local.LocalDeployment;
import io.paceline.job.PacelineJob;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.ClockOptions;
import io.paceline.job.options.ExchangeOptions;
import io.paceline.job.options.ExchangeProfileOptions;
import io.paceline.job.options.JobOptions;
import io.paceline.job.options.KafkaOptions;
import io.paceline.job.options.SpendOptions;
import io.paceline.simulator.rehearsal.Pace;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Starts and connects everything that plays a day: broker, job on Flink, exchange, and the watches
 * that follow the job's topics. The job has the settings of {@link Pace#demo}.
 */
final class DemoSetup {

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

  /**
   * From the submission with this number on (the first has number 1), the day is played whether or
   * not the machine carries it.
   */
  private static final int ATTEMPTS = 3;

  /**
   * How long before the day begins the warm-up ends, wall milliseconds. Then the demo decides
   * whether the machine carries the day, and test traffic falls to the day's own rate.
   */
  private static final long CALM_MILLIS = 2_000;

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
   * @param deployment broker, topics and cluster
   * @param notices how notices travel
   * @param seed seed of the notices' delays, duplicates and losses
   */
  record Settings(
      LocalDeployment.Settings deployment, ExchangeSettings.Notices notices, long seed) {}

  private final Running running;
  private final Settings settings;
  private final JobDefinition definition;
  private final Consumer<String> tell;
  private final LocalDeployment deployment;
  private final Outbox outbox;

  private DemoSetup(
      Running running,
      Settings settings,
      JobDefinition definition,
      Consumer<String> tell,
      LocalDeployment deployment)
      throws Exception {
    this.running = running;
    this.settings = settings;
    this.definition = definition;
    this.tell = tell;
    this.deployment = deployment;
    this.outbox = running.add(new Outbox(deployment.bootstrapServers()));
  }

  /**
   * Starts everything and sends test traffic until the day begins; {@code running} takes charge of
   * everything at once. The start of the day is one of the job's options. The job is therefore
   * submitted once more where it was not warm in time. It is also submitted once more where the
   * machine does not carry the day; the day then gets fewer requests per second.
   *
   * @param tell takes lines for people: what takes so long, and what the machine carries
   * @throws UserFacingException where the job does not get warm at all
   */
  static RunningDemo set(
      Running running,
      Settings settings,
      PlayedMarket asked,
      JobDefinition definition,
      Consumer<String> tell)
      throws Exception {
    LocalDeployment deployment = LocalDeployment.start(running, settings.deployment());
    tell.accept("Flink's web UI: " + deployment.webUi());
    tell.accept("Kafka: " + deployment.bootstrapServers());
    return new DemoSetup(running, settings, definition, tell, deployment).warmUp(asked);
  }

  private RunningDemo warmUp(PlayedMarket asked) throws Exception {
    outbox.write(Topic.MODELS, "model", ModelAnnouncementCodec.encode(asked.announcement()));
    tell.accept("Warming up with test traffic…");
    PlayedMarket played = asked;
    long warmUpMillis = WARM_UP_MILLIS;
    Map<String, Long> booked = Map.of();
    List<CampaignWatch.Booked> known = List.of();
    for (int attempt = 1; ; attempt++) {
      Running tried = running.add(new Running());
      booked = book(outbox, played, booked, known);
      RunningDemo demo =
          submit(tried, new RunningDemo.Sizing(asked, played, 0), booked, warmUpMillis);
      Capacity capacity = new Capacity();
      demo.warmUp(capacity, demo.clock().startWallMillis() - CALM_MILLIS);
      double answers = capacity.answersPerSecond();
      if (demo.exchange().figures().testBids() == 0) {
        tell.accept(notWarm(warmUpMillis));
        warmUpMillis *= 2;
      } else if (Capacity.carries(answers, played)
          || played.slowing() == null
          || attempt >= ATTEMPTS) {
        tell.accept(Capacity.verdict(answers, asked, played));
        demo.exchange().limitWarmUp(Capacity.calmLimit(played));
        demo.exchange().playDay();
        demo.warmUp(capacity, demo.clock().startWallMillis());
        return demo.judged(answers);
      } else {
        tell.accept(
            String.format(
                Locale.ROOT,
                "So far this machine answers %,.0f test requests/s, too few for the day: warming up"
                    + " longer…",
                answers));
        demo.warmUpLonger(capacity);
        answers = capacity.answersPerSecond();
        warmUpMillis = WARM_AGAIN_MILLIS;
      }
      known = demo.watches().campaigns().all();
      tried.close();
      if (answers > 0 && !Capacity.carries(answers, played) && played.slowing() != null) {
        played = played.slowing().at(Capacity.fitting(answers, played));
      }
      Topics.empty(
          deployment.bootstrapServers(),
          Arrays.stream(Topic.values()).filter(topic -> !topic.isCompacted()).toList());
    }
  }

  private String notWarm(long afterMillis) {
    if (afterMillis >= LONGEST_WARM_UP_MILLIS) {
      throw new UserFacingException(
          "the job answered no test request with a bid within "
              + afterMillis / 1_000
              + " s; see "
              + settings.deployment().logFile());
    }
    return "The job was not warm after "
        + afterMillis / 1_000
        + " s (is the machine busy?): once more with twice the time.";
  }

  /**
   * Submits the job and starts watches and exchange, whose test traffic begins at once.
   *
   * @param tried takes charge of what is started
   * @param booked the versions under which the day's campaigns are booked, by id
   * @param warmUpMillis wall time until the day's start
   */
  private RunningDemo submit(
      Running tried, RunningDemo.Sizing sizing, Map<String, Long> booked, long warmUpMillis)
      throws Exception {
    PlayedMarket played = sizing.played();
    String brokers = deployment.bootstrapServers();
    long nowMillis = System.currentTimeMillis();
    CampaignClock clock = new CampaignClock(EPOCH, nowMillis + warmUpMillis, played.speed());
    JobOptions options = jobOptions(brokers, clock);
    RunningJob job =
        deployment.submit(
            "Paceline",
            options,
            env -> {
              env.configure(restarts());
              definition.define(env, options);
            });
    tried.add(() -> end(job));
    CampaignWatch campaigns = new CampaignWatch(booked);
    PacingWatch pacing = new PacingWatch(nowMillis);
    DeadLetterWatch deadLetters = new DeadLetterWatch();
    tried.add(new TopicFollower(brokers, Topic.CAMPAIGNS, campaigns::read));
    tried.add(new TopicFollower(brokers, Topic.PACING_UPDATES, pacing::read));
    tried.add(new TopicFollower(brokers, Topic.DEAD_LETTERS, deadLetters::read));
    LocalExchange exchange =
        tried.add(
            new LocalExchange(
                played.market(),
                new ExchangeSettings(
                    brokers, clock, Capacity.limit(played), settings.notices(), settings.seed())));
    return new RunningDemo(
        sizing,
        brokers,
        clock,
        job,
        exchange,
        outbox,
        new RunningDemo.Watches(campaigns, pacing, deadLetters));
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

  /**
   * Ends the job. It must end before its broker, because otherwise it would log errors about the
   * missing broker.
   */
  private static void end(RunningJob job) throws Exception {
    job.cancel();
    job.awaitEnd(JOB_END);
  }

  private static Configuration restarts() {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
    return settings;
  }

  /** The job's options: the same settings as in a rehearsal at this clock's speed. */
  static JobOptions jobOptions(String bootstrapServers, CampaignClock clock) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Configuration c = new Configuration();
    c.set(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    c.set(ClockOptions.EPOCH, Instant.ofEpochMilli(clock.epochMillis()).toString());
    c.set(ClockOptions.START, Instant.ofEpochMilli(clock.startWallMillis()).toString());
    c.set(ClockOptions.SPEED, clock.speed());
    Pace pace = Pace.demo(clock.speed());
    ExchangeProfile exchange = pace.windows().exchanges().usual();
    c.set(SpendOptions.TICK, Duration.ofMillis(pace.tickMillis()));
    c.set(JobOptions.MARKET_REFRESH, Duration.ofMillis(pace.marketRefreshMillis()));
    c.set(ExchangeProfileOptions.AUCTION_WINDOW, Duration.ofMillis(exchange.auctionWindowMillis()));
    c.set(ExchangeProfileOptions.BILLING_WINDOW, Duration.ofMillis(exchange.billingWindowMillis()));
    c.set(SpendOptions.DUPLICATE_WINDOW, Duration.ofMillis(pace.windows().duplicateWindowMillis()));
    c.set(SpendOptions.HALT_WINDOW, Duration.ofMillis(pace.halt().windowMillis()));
    c.set(ExchangeOptions.NOTICE_SECRET, HexFormat.of().formatHex(secret));
    c.set(JobOptions.CHECKPOINT_INTERVAL, Duration.ofMillis(pace.checkpointMillis()));
    return JobOptions.from(c);
  }
}
