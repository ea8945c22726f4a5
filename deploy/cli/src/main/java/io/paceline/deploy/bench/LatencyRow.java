package io.paceline.deploy.bench;

import java.util.Locale;

/**
 * Time to the answer under an open loop: requests are sent at fixed instants whether or not earlier
 * ones are answered. A latency counts from the instant at which a request was due, not from the
 * instant at which it left (no coordinated omission), until a consumer has read the answer.
 *
 * <p>A percentile is taken over all requests of a round after its warm-up, and then the median over
 * the rounds; before these rounds the JVM has compiled the code. A round starts its contender anew,
 * encodes its requests, collects the heap, and measures for one checkpoint interval. Each request
 * offers one impression. An answer is a bid or a no-bid.
 *
 * <p>Sender, receiver, broker and job share the machine. No notices come back, so the auction
 * window is two seconds instead of 60 and the billing window three seconds instead of an hour: the
 * bids of about two seconds are open at a time.
 *
 * @param rate requests per second
 * @param campaigns number of campaigns of the job
 * @param p50Millis half of the job's answers come within these milliseconds
 * @param p95Millis 95 % of the job's answers come within these milliseconds
 * @param p99Millis 99 % of the job's answers come within these milliseconds
 * @param echoP99Millis the same for the answers of a plain Java consumer and producer between the
 *     same topics, which takes turns with the job
 * @param passThroughP99Millis the same for the answers of the pass-through, which takes turns with
 *     the job: the job's topology with decode, every {@code keyBy}, encode and a constant bid
 * @param ratio {@code p99Millis} over {@code passThroughP99Millis}
 */
public record LatencyRow(
    double rate,
    int campaigns,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    double echoP99Millis,
    double passThroughP99Millis,
    double ratio)
    implements BenchRow {

  @Override
  public String benchmark() {
    return "latency";
  }

  static LatencyRow of(
      double rate, int campaigns, Percentiles job, Percentiles echo, Percentiles passThrough) {
    return new LatencyRow(
        Medians.rounded(rate),
        campaigns,
        Medians.rounded(job.p50Millis()),
        Medians.rounded(job.p95Millis()),
        Medians.rounded(job.p99Millis()),
        Medians.rounded(echo.p99Millis()),
        Medians.rounded(passThrough.p99Millis()),
        Medians.rounded(job.p99Millis() / passThrough.p99Millis()));
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "latency     %,.0f/s, %,d campaigns   p50 %.1f   p95 %.1f   p99 %.1f ms   echo p99 %.1f ms "
            + "  pass-through p99 %.1f ms   ratio %.2f",
        rate,
        campaigns,
        p50Millis,
        p95Millis,
        p99Millis,
        echoP99Millis,
        passThroughP99Millis,
        ratio);
  }
}
