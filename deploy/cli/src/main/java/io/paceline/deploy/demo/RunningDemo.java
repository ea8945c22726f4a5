package io.paceline.deploy.demo;

import io.paceline.core.clock.CampaignClock;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.cluster.RunningJob;
import io.paceline.deploy.exchange.LocalExchange;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.deploy.report.RunSummary.Machine;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * The running parts of a demo that play a day; {@link DemoSetup} starts and connects them.
 *
 * @param sizing the day that is played, and the machine that it was fitted to
 * @param bootstrapServers the broker
 * @param clock the day's clock; its start is fixed when the job is submitted, late enough for the
 *     warm-up
 * @param job the running job
 * @param exchange plays the day, test traffic first
 * @param outbox writes all other records to topics
 * @param watches follow what comes out of the job
 */
record RunningDemo(
    Sizing sizing,
    String bootstrapServers,
    CampaignClock clock,
    RunningJob job,
    LocalExchange exchange,
    Outbox outbox,
    Watches watches) {

  private static final long POLL_MILLIS = 250;

  /**
   * The longest time for which {@link #warmUpLonger} lets test traffic go on while the answers per
   * second are not steady yet.
   */
  private static final long LONGER_MILLIS = 20_000;

  private static final double DAY_MILLIS = 86_400_000.0;

  /**
   * How a day was fitted to the machine.
   *
   * @param asked the day as it was asked for
   * @param played the day as it is played, slowed where the machine needs that
   * @param testAnswersPerSecond test requests that the machine answered per second before the day;
   *     0 as long as that is not known
   */
  record Sizing(PlayedMarket asked, PlayedMarket played, double testAnswersPerSecond) {}

  /**
   * Followers of topics.
   *
   * @param campaigns follows all booked campaigns
   * @param pacing follows the latest update of every budget
   * @param deadLetters follows the records that the job could not read
   */
  record Watches(CampaignWatch campaigns, PacingWatch pacing, DeadLetterWatch deadLetters) {}

  /** The market that is played. */
  PlayedMarket played() {
    return sizing.played();
  }

  /** The same demo, with what the machine turned out to answer in a second of test traffic. */
  RunningDemo judged(double testAnswersPerSecond) {
    return new RunningDemo(
        new Sizing(sizing.asked(), sizing.played(), testAnswersPerSecond),
        bootstrapServers,
        clock,
        job,
        exchange,
        outbox,
        watches);
  }

  /** What the machine carries, and what was asked of it and played. */
  Machine machine() {
    return new Machine(
        sizing.testAnswersPerSecond(),
        sizing.asked().requestsPerSecond(),
        played().requestsPerSecond(),
        played().isLog(),
        PlayedMarket.TMAX_MILLIS,
        exchange.figures().late());
  }

  /** Takes samples of the test traffic until an instant of wall time. */
  void warmUp(Capacity capacity, long untilMillis) throws Exception {
    while (System.currentTimeMillis() < untilMillis) {
      check();
      Thread.sleep(POLL_MILLIS);
      capacity.sample(System.nanoTime(), exchange.figures().testAnswers(), compilerMillis());
    }
  }

  /** Time that the JVM's compilers have worked so far; 0 where the JVM only interprets. */
  private static long compilerMillis() {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    return compilers == null ? 0 : compilers.getTotalCompilationTime();
  }

  /**
   * Lets test traffic go on until the answers per second are steady and so tell what the machine
   * carries. Gives up after {@link #LONGER_MILLIS}, or after half of the day's wall time where that
   * is shorter.
   */
  void warmUpLonger(Capacity capacity) throws Exception {
    // The job's clock runs on meanwhile, and after the campaigns' day nothing would be scored.
    long dayMillis = (long) (DAY_MILLIS / played().speed());
    long end = System.currentTimeMillis() + Math.min(LONGER_MILLIS, dayMillis / 2);
    while (!capacity.isSteady() && System.currentTimeMillis() < end) {
      warmUp(capacity, System.currentTimeMillis() + POLL_MILLIS);
    }
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
    return exchange.isSettled() && watches.pacing().isSettled();
  }
}
