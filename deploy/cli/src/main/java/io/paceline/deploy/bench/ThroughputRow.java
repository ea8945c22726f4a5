package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * The rate at which a backlog is drained. All requests lie in the topic, and become readable at one
 * instant, before the first of them is read. A rate is the number of decisions over the time from
 * the first to the last of them, by the timestamps (milliseconds) that the job's Kafka producer
 * gives the records of topic {@code bid-responses}. The row holds the median over the rounds.
 *
 * <p>Before the first round, each contender drains backlogs until it gets no faster, and then takes
 * part in one round that does not count. Before each measured backlog, another one of three seconds
 * is drained and the heap is collected. Each request offers one impression, so decisions and
 * requests are the same number. A decision is a bid or a no-bid.
 *
 * <p>Broker and job share the machine. No notices come back, so the auction window is two seconds
 * instead of 60 and the billing window three seconds instead of an hour: the bids of about two
 * seconds are open at a time.
 *
 * @param campaigns number of campaigns of the job
 * @param eligible number of campaigns that are eligible for a request and are therefore scored; the
 *     average over a sample of the requests, as the job's eligibility index finds them for users
 *     without history
 * @param decisionsPerSecond decisions per second of the job
 * @param passThroughPerSecond decisions per second of the pass-through, which takes turns with the
 *     job: the job's topology with decode, every {@code keyBy}, encode and a constant bid, and with
 *     as many budgets as the first row has campaigns
 * @param ratio {@code decisionsPerSecond} over {@code passThroughPerSecond}
 */
public record ThroughputRow(
    int campaigns,
    double eligible,
    double decisionsPerSecond,
    double passThroughPerSecond,
    double ratio)
    implements BenchRow {

  @Override
  public String benchmark() {
    return "throughput";
  }

  static ThroughputRow of(
      int campaigns, double eligible, double decisionsPerSecond, double passThroughPerSecond) {
    return new ThroughputRow(
        campaigns,
        Medians.rounded(eligible),
        Medians.rounded(decisionsPerSecond),
        Medians.rounded(passThroughPerSecond),
        Medians.rounded(decisionsPerSecond / passThroughPerSecond));
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "throughput  %,6d campaigns, %.1f eligible   %,8.0f decisions/s   pass-through %,8.0f/s  "
            + " ratio %.2f",
        campaigns,
        eligible,
        decisionsPerSecond,
        passThroughPerSecond,
        ratio);
  }
}
