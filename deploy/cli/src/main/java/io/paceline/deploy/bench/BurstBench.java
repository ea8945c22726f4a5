package io.paceline.deploy.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Sends, for a few seconds, far more requests than the machine carries, and measures how the job
 * recovers.
 */
final class BurstBench {

  /** {@code tmax} of all requests, a time that exchanges commonly grant. */
  static final int TMAX_MILLIS = 100;

  private static final double WARM_UP_SECONDS = 3;
  private static final double BEFORE_SECONDS = 5;
  private static final double BURST_SECONDS = 3;
  private static final double AFTER_SECONDS = 12;
  private static final double CALM_SECONDS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Arena arena;
  private final PrintStream out;

  BurstBench(Arena arena, PrintStream out) {
    this.arena = arena;
    this.out = out;
  }

  /** The figures of one round. */
  private record Seen(BurstRow.Counts counts, BurstRow.Times times) {}

  /** Measures the row of one set of campaigns, rate and burst rate. */
  BenchRow run(BenchCampaigns set, double rate, double burstRate, int rounds) throws Exception {
    Seen[] seen = new Seen[rounds];
    for (int round = 0; round < rounds; round++) {
      seen[round] = round(set, rate, burstRate);
      out.printf(
          Locale.ROOT,
          "  burst, round %d of %d: %,d bids, %,d refused for their deadline, recovered after %,.0f"
              + " ms%n",
          round + 1,
          rounds,
          seen[round].counts().bidsInBurst(),
          seen[round].counts().deadlinesInBurst(),
          seen[round].times().recoveryMillis());
    }
    return new BurstRow(
        Medians.rounded(rate),
        Medians.rounded(burstRate),
        BURST_SECONDS,
        new BurstRow.Counts(
            sum(seen, BurstRow.Counts::bidsInBurst),
            sum(seen, BurstRow.Counts::deadlinesInBurst),
            sum(seen, BurstRow.Counts::bidsLate),
            sum(seen, BurstRow.Counts::unanswered)),
        new BurstRow.Times(
            median(seen, BurstRow.Times::oldestAnswerMillis),
            median(seen, BurstRow.Times::recoveryMillis),
            median(seen, BurstRow.Times::p99BeforeMillis),
            median(seen, BurstRow.Times::p99AfterMillis)));
  }

  private static int sum(Seen[] rounds, ToIntFunction<BurstRow.Counts> count) {
    return Arrays.stream(rounds).map(Seen::counts).mapToInt(count).sum();
  }

  private static double median(Seen[] rounds, ToDoubleFunction<BurstRow.Times> time) {
    return Medians.rounded(
        Medians.of(Arrays.stream(rounds).map(Seen::times).mapToDouble(time).toArray()));
  }

  private Seen round(BenchCampaigns set, double rate, double burstRate) throws Exception {
    BenchTraffic traffic = new BenchTraffic();
    long[] calm = OpenLoop.evenly(new long[0], rate, WARM_UP_SECONDS + BEFORE_SECONDS);
    long[] burst = OpenLoop.evenly(calm, burstRate, BURST_SECONDS);
    long[] due = OpenLoop.evenly(burst, rate, AFTER_SECONDS);
    Contender job = new JobContender(set);
    try (Contender.Started runs = arena.start(job, traffic)) {
      WarmUp.settle(new Backlog(arena.bootstrapServers(), traffic), job, runs, out);
      traffic.hurry(TMAX_MILLIS);
      Replies replies =
          new OpenLoop(arena.bootstrapServers(), due)
              .run(traffic, answer -> AnswerKind.of(answer).code(), Map.of());
      return seen(replies, calm.length, burst.length);
    }
  }

  private static Seen seen(Replies replies, int burstFrom, int burstTo) {
    int warm = replies.at(WARM_UP_SECONDS);
    int late = 0;
    int lastHit = -1;
    long oldest = 0;
    for (int i = warm; i < replies.kinds().length; i++) {
      long latency = replies.latencyNanos()[i];
      boolean past = latency > TMAX_MILLIS * NANOS_PER_MILLI;
      oldest = Math.max(oldest, latency);
      late += past && replies.kinds()[i] == AnswerKind.BID.code() ? 1 : 0;
      if (past || latency < 0 || replies.kinds()[i] == AnswerKind.DEADLINE.code()) {
        lastHit = i;
      }
    }
    long burstEnd = replies.dueNanos()[burstTo - 1];
    long end = replies.dueNanos()[replies.dueNanos().length - 1];
    return new Seen(
        new BurstRow.Counts(
            replies.count(AnswerKind.BID.code(), burstFrom, burstTo),
            replies.count(AnswerKind.DEADLINE.code(), burstFrom, burstTo),
            late,
            replies.unanswered()),
        new BurstRow.Times(
            oldest / NANOS_PER_MILLI,
            lastHit < burstTo ? 0 : (replies.dueNanos()[lastHit] - burstEnd) / NANOS_PER_MILLI,
            replies.percentiles(warm, burstFrom).p99Millis(),
            replies
                .percentiles(replies.at(end / 1e9 - CALM_SECONDS), replies.kinds().length)
                .p99Millis()));
  }
}
