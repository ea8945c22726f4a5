package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * A backlog drained: all requests lie in the topic, and become readable at one instant, before the
 * first is read. A rate is decisions over the time from the first to the last of them, by the
 * timestamps that the job's Kafka producer gives the records of topic {@code bid-responses}
 * (milliseconds); the median over the rounds. Before the first round each contender drains backlogs
 * until it gets no faster, and one round does not count; before each measured backlog another,
 * three seconds long, is drained and the heap collected. Each request offers one impression, so
 * decisions and requests are the same number. A decision is a bid or a no-bid. Broker and job share
 * the machine; no notices come back, so an auction's window is two seconds instead of 60 and the
 * billing window three instead of an hour: the bids of about two seconds are open at a time.
 *
 * @param benchmark always {@code throughput}
 * @param campaigns how many the job knows
 * @param eligible campaigns that are eligible for a request and thus scored, on average over a
 *     sample of the requests, as the job's eligibility index finds them for users without history
 * @param decisionsPerSecond of the job
 * @param passThroughPerSecond of the same topology with decode, every {@code keyBy}, encode and a
 *     constant bid, with as many budgets as the first row's campaigns, measured in turns with the
 *     job
 * @param ratio {@code decisionsPerSecond} over {@code passThroughPerSecond}
 */
public record ThroughputRow(
    String benchmark,
    int campaigns,
    double eligible,
    double decisionsPerSecond,
    double passThroughPerSecond,
    double ratio)
    implements BenchRow {

  static ThroughputRow of(
      int campaigns, double eligible, double decisionsPerSecond, double passThroughPerSecond) {
    return new ThroughputRow(
        "throughput",
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
