package io.paceline.local.demo;

import io.paceline.auction.Hindsight;
import io.paceline.bundle.ModelAnnouncementCodec;
import io.paceline.campaign.Campaign;
import io.paceline.campaign.CampaignCodec;
import io.paceline.clock.CampaignClock;
import io.paceline.job.PacelineJob;
import io.paceline.job.edge.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.ledger.LedgerSettings;
import io.paceline.local.UserFacingException;
import io.paceline.local.broker.BrokerProcess;
import io.paceline.local.broker.TopicSpec;
import io.paceline.local.broker.Topics;
import io.paceline.local.cluster.LocalCluster;
import io.paceline.local.cluster.RunningJob;
import io.paceline.local.exchange.ExchangeSettings;
import io.paceline.local.exchange.LocalExchange;
import io.paceline.local.exchange.Outbox;
import io.paceline.local.exchange.TopicFollower;
import io.paceline.local.launcher.DemoOptions;
import io.paceline.local.launcher.Work;
import io.paceline.local.report.HtmlReport;
import io.paceline.local.report.ProgressLine;
import io.paceline.local.report.RunSummary;
import io.paceline.local.report.SummaryJson;
import io.paceline.local.report.SummaryTable;
import io.paceline.pacing.TrafficCurve;
import io.paceline.scoring.ModelAnnouncement;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;

/**
 * {@code ./paceline demo}: a broker, the job on Flink and an exchange play one day together,
 * compressed. Wall-time settings (tick, windows, delays) are not divided by the speed; the ledger's
 * windows are short because the local exchange is near.
 */
public final class Demo implements Work<DemoOptions> {

  /** The day that every demo plays, in campaign time: a Monday. */
  private static final long EPOCH = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  /**
   * Where {@code ./paceline campaigns} looks for a broker; another one is taken where this is in
   * use.
   */
  private static final int KAFKA_PORT = 9092;

  private static final long DAY_MILLIS = 86_400_000L;

  /**
   * From submission to the day's start: deploy, load the model, take test traffic, complete a
   * checkpoint.
   */
  private static final long WARM_UP_MILLIS = 20_000;

  private static final long CHECKPOINT_MILLIS = 5_000;
  private static final long TICK_MILLIS = 100;
  private static final long AUCTION_WINDOW_MILLIS = 2_000;
  private static final long BILLING_WINDOW_MILLIS = 10_000;
  private static final int SAMPLES_PER_DAY = 240;
  private static final long PROGRESS_MILLIS = 250;

  /** A sample shorter than this would be noise. */
  private static final long SHORTEST_SAMPLE_MILLIS = 250;

  private static final int SECRET_BYTES = 16;

  private final PrintStream out;
  private final boolean terminal;

  /** Prints to {@code out}; {@code terminal} where a line can be written over. */
  public Demo(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public int run(DemoOptions options) throws Exception {
    Files.createDirectories(options.out());
    ModelShelf shelf = new ModelShelf(options.out().resolveSibling("models"), out);
    PlayedMarket played = PlayedMarket.of(options, shelf);
    out.printf(
        "Playing %s: %,d requests in %s min, model %s%n",
        played.market().name(),
        played.market().size(),
        Double.toString(options.minutes()).replaceAll("\\.0$", ""),
        played.bundle().announcement().version());
    played.notes().forEach(note -> out.println("Note: " + note));
    try (Running running = new Running()) {
      // Ctrl-C ends the JVM, not this method: whatever was started is ended from here.
      Thread hook = new Thread(running::close, "demo-end");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return play(options, played, running);
      } finally {
        if (!running.isClosing()) {
          Runtime.getRuntime().removeShutdownHook(hook);
        }
      }
    }
  }

  private int play(DemoOptions options, PlayedMarket played, Running running) throws Exception {
    List<Campaign> campaigns = played.market().campaigns(EPOCH);
    LocalCluster cluster =
        running.add(
            LocalCluster.start(options.webUiPort(), options.parallelism(), options.logFile()));
    BrokerProcess broker = running.add(BrokerProcess.start(KAFKA_PORT));
    createTopics(broker.bootstrapServers(), options.parallelism());
    Outbox outbox = running.add(new Outbox(broker.bootstrapServers()));
    announce(outbox, campaigns, played.bundle().announcement());

    CampaignClock clock =
        new CampaignClock(EPOCH, System.currentTimeMillis() + WARM_UP_MILLIS, options.speed());
    JobOptions job = jobOptions(broker.bootstrapServers(), clock);
    RunningJob submitted =
        cluster.submit(
            "Paceline",
            options.parallelism(),
            env -> {
              Configuration settings = PacelineJob.settings(job);
              settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
              settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
              settings.set(
                  RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
              settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
              env.configure(settings);
              PacelineJob.define(env, job);
            });
    submitted.awaitRunning(Duration.ofMillis(WARM_UP_MILLIS));
    out.println("Flink's web UI: " + cluster.webUi());

    PacingWatch pacing = new PacingWatch();
    DeadLetterWatch deadLetters = new DeadLetterWatch();
    running.add(follow(broker, Topic.PACING_UPDATES, pacing::read));
    running.add(follow(broker, Topic.DEAD_LETTERS, deadLetters::read));
    LocalExchange exchange =
        running.add(
            new LocalExchange(
                played.market(),
                new ExchangeSettings(
                    broker.bootstrapServers(),
                    clock,
                    options.noticeDelayMillis(),
                    options.duplicateShare(),
                    options.seed())));
    DayRecorder recorder = new DayRecorder(campaigns, clock, exchange.figures(), pacing);
    Garbage garbage = options.garbage() ? new Garbage() : null;
    Day day = new Day(options, clock, submitted, exchange, recorder, pacing);
    day.warmUp();
    day.play(garbage, outbox);
    day.drain();

    DaySummary summing =
        new DaySummary(
            campaigns,
            EPOCH,
            new TrafficCurve(played.bundle().announcement().trafficShares()),
            exchange.closeBooks(),
            pacing,
            Hindsight.spendMicros(played.market(), EPOCH));
    List<String> notes = new ArrayList<>(played.notes());
    notes.addAll(day.notes());
    if (garbage != null) {
      String missing = garbage.missing(deadLetters);
      notes.add(
          missing == null
              ? "All " + garbage.sent() + " pieces of garbage became dead letters."
              : "Garbage without a dead letter: " + missing);
    }
    RunSummary summary =
        summing.of(
            played.market().name(),
            options.speed(),
            options.parallelism(),
            exchange.modelVersion(),
            exchange.figures(),
            deadLetters.count(),
            notes);
    return tell(options.out(), summary, recorder, garbage == null ? 0 : garbage.sent());
  }

  /** Writes the results; the exit code says whether the promises were kept. */
  private int tell(Path folder, RunSummary summary, DayRecorder recorder, long garbage)
      throws Exception {
    SummaryJson.write(folder.resolve("summary.json"), summary);
    HtmlReport.write(folder.resolve("report.html"), summary, recorder.history());
    out.println(SummaryTable.render(summary));
    out.println("Written: " + folder.resolve("summary.json"));
    out.println("Written: " + folder.resolve("report.html"));
    List<String> broken = new ArrayList<>();
    if (summary.decisions() != summary.imps()) {
      broken.add(
          summary.imps() + " impressions were offered and " + summary.decisions() + " decided");
    }
    if (summary.spendMicros() != summary.exchangeSpendMicros()) {
      broken.add(
          "the ledgers say "
              + summary.spendMicros()
              + " micros, the exchange "
              + summary.exchangeSpendMicros());
    }
    if (summary.overspendMicros() != 0) {
      broken.add(summary.overspendMicros() + " micros were spent beyond the budgets");
    }
    if (summary.deadLetters() != garbage) {
      broken.add(summary.deadLetters() + " dead letters, " + garbage + " expected");
    }
    broken.forEach(text -> out.println("Broken promise: " + text));
    return broken.isEmpty() ? 0 : 1;
  }

  private JobOptions jobOptions(String bootstrapServers, CampaignClock clock) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Configuration c = new Configuration();
    c.set(JobOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    c.set(JobOptions.CLOCK_EPOCH, Instant.ofEpochMilli(clock.epochMillis()).toString());
    c.set(JobOptions.CLOCK_START, Instant.ofEpochMilli(clock.startWallMillis()).toString());
    c.set(JobOptions.CLOCK_SPEED, clock.speed());
    c.set(JobOptions.TICK, Duration.ofMillis(TICK_MILLIS));
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
      // Control topics are small and must be whole; one partition keeps their order.
      topics.add(
          topic.isControl()
              ? TopicSpec.compacted(topic.topicName(), 1)
              : TopicSpec.log(topic.topicName(), parallelism));
    }
    Topics.create(bootstrapServers, topics);
  }

  private static void announce(
      Outbox outbox, List<Campaign> campaigns, ModelAnnouncement announcement) throws Exception {
    CampaignCodec codec = new CampaignCodec();
    for (Campaign campaign : campaigns) {
      outbox.write(Topic.CAMPAIGNS, campaign.id(), codec.encode(campaign));
    }
    outbox.write(Topic.MODELS, "model", ModelAnnouncementCodec.encode(announcement));
  }

  private static TopicFollower follow(
      BrokerProcess broker, Topic topic, TopicFollower.Handler handler) {
    return new TopicFollower(broker.bootstrapServers(), topic.topicName(), handler);
  }

  /** The day as the main thread lives through it. */
  private final class Day {
    private final DemoOptions options;
    private final CampaignClock clock;
    private final RunningJob job;
    private final LocalExchange exchange;
    private final DayRecorder recorder;
    private final PacingWatch pacing;
    private final ProgressLine line = new ProgressLine(out, terminal);
    private final List<String> notes = new ArrayList<>();

    Day(
        DemoOptions options,
        CampaignClock clock,
        RunningJob job,
        LocalExchange exchange,
        DayRecorder recorder,
        PacingWatch pacing) {
      this.options = options;
      this.clock = clock;
      this.job = job;
      this.exchange = exchange;
      this.recorder = recorder;
      this.pacing = pacing;
    }

    List<String> notes() {
      return notes;
    }

    void warmUp() throws Exception {
      out.println("Warming up with test traffic…");
      while (System.currentTimeMillis() < clock.startWallMillis()) {
        check();
        Thread.sleep(PROGRESS_MILLIS);
      }
      if (exchange.figures().testBids() == 0) {
        throw new UserFacingException(
            "the job answered no test request with a bid within "
                + WARM_UP_MILLIS / 1_000
                + " s; see "
                + options.logFile());
      }
      recorder.sample(System.currentTimeMillis());
    }

    void play(Garbage garbage, Outbox outbox) throws Exception {
      long dayMillis = (long) (DAY_MILLIS / options.speed());
      long sampleMillis = Math.max(SHORTEST_SAMPLE_MILLIS, dayMillis / SAMPLES_PER_DAY);
      long garbageAt = clock.startWallMillis() + dayMillis / 4;
      boolean mixed = garbage == null;
      while (!exchange.isPlayed()
          || System.currentTimeMillis() < clock.startWallMillis() + dayMillis) {
        Thread.sleep(sampleMillis);
        check();
        long now = System.currentTimeMillis();
        if (!mixed && now >= garbageAt) {
          garbage.mixIn(outbox, options.seed());
          mixed = true;
        }
        line.show(recorder.sample(now), now);
      }
      line.end();
    }

    /**
     * Waits until the last window has closed: nothing is open any more, neither here nor in the
     * ledgers.
     */
    void drain() throws Exception {
      long patience = AUCTION_WINDOW_MILLIS + BILLING_WINDOW_MILLIS;
      long end = System.currentTimeMillis() + 2 * patience;
      long quietSince = System.currentTimeMillis();
      while (System.currentTimeMillis() < end) {
        check();
        boolean settled = exchange.isSettled() && pacing.isSettled();
        if (!settled) {
          quietSince = System.currentTimeMillis();
        } else if (System.currentTimeMillis() - quietSince > AUCTION_WINDOW_MILLIS) {
          return;
        }
        Thread.sleep(PROGRESS_MILLIS);
      }
      notes.add("The day did not settle within " + 2 * patience / 1_000 + " s.");
    }

    private void check() throws Exception {
      if (exchange.failure() != null) {
        throw new IllegalStateException("the exchange failed", exchange.failure());
      }
      if (job.status().isGloballyTerminalState()) {
        throw new UserFacingException("the job ended: " + job.lastFailure());
      }
    }
  }
}
