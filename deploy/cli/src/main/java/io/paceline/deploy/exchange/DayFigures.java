package io.paceline.deploy.exchange;

import io.paceline.core.openrtb.NoBidReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What the exchange counts in a day; test traffic is counted apart. The exchange's threads write
 * the counts, any thread may read them.
 *
 * <p>Latency is the wall time from a request's scheduled send until its last response was read. It
 * is kept in microseconds, and for answered requests only.
 */
public final class DayFigures {

  private static final long HIGHEST_MICROS = 120_000_000L;
  private static final int DIGITS = 3;

  private final LongAdder requests = new LongAdder();
  private final LongAdder imps = new LongAdder();
  private final LongAdder bids = new LongAdder();
  private final LongAdder wins = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder testBids = new LongAdder();
  private final LongAdder testAnswers = new LongAdder();
  private final Map<NoBidReason, LongAdder> noBids = new EnumMap<>(NoBidReason.class);
  private final Histogram day = new Histogram(HIGHEST_MICROS, DIGITS);
  private final Recorder recent = new Recorder(HIGHEST_MICROS, DIGITS);
  private final AtomicLong lastSendNanos = new AtomicLong();
  private final AtomicLong firstSendNanos = new AtomicLong();

  DayFigures() {
    for (NoBidReason reason : NoBidReason.values()) {
      noBids.put(reason, new LongAdder());
    }
  }

  void sent(int impCount, long nowNanos) {
    firstSendNanos.compareAndSet(0, nowNanos);
    lastSendNanos.set(nowNanos);
    requests.increment();
    imps.add(impCount);
  }

  void bid(boolean won, boolean tooLate) {
    bids.increment();
    if (won) {
      wins.increment();
    }
    if (tooLate) {
      late.increment();
    }
  }

  void testBid() {
    testBids.increment();
  }

  void testAnswered() {
    testAnswers.increment();
  }

  void noBid(NoBidReason reason) {
    counter(reason).increment();
  }

  void repeat() {
    repeated.increment();
  }

  synchronized void answered(long latencyNanos) {
    long micros = Math.min(HIGHEST_MICROS, Math.max(0, latencyNanos / 1_000));
    day.recordValue(micros);
    recent.recordValue(micros);
  }

  /** Requests sent. */
  public long requests() {
    return requests.sum();
  }

  /** Impressions offered in these requests. */
  public long imps() {
    return imps.sum();
  }

  /** Impressions answered by a bid, late ones included. */
  public long bids() {
    return bids.sum();
  }

  /** Auctions won. */
  public long wins() {
    return wins.sum();
  }

  /** Bids that came after the request's {@code tmax} and therefore lost. */
  public long late() {
    return late.sum();
  }

  /**
   * Responses to impressions that were answered before, for example because the job read the
   * request again after a restart. Such responses are ignored.
   */
  public long repeated() {
    return repeated.sum();
  }

  /** Bids on test traffic; where there are any, the job is ready. */
  public long testBids() {
    return testBids.sum();
  }

  /**
   * Test requests that were answered in full, without a no-bid for {@code NOT_READY}, {@code
   * DEADLINE} or {@code SCORING_FAILED}.
   */
  public long testAnswers() {
    return testAnswers.sum();
  }

  /** No-bids of a reason. */
  public long noBids(NoBidReason reason) {
    return counter(reason).sum();
  }

  private LongAdder counter(NoBidReason reason) {
    return Objects.requireNonNull(noBids.get(reason), "each reason has a counter");
  }

  /** Impressions answered. */
  public long decisions() {
    long sum = bids();
    for (LongAdder count : noBids.values()) {
      sum += count.sum();
    }
    return sum;
  }

  /** Latency percentile over the whole day so far, milliseconds; 0 where nothing was answered. */
  public synchronized double latencyMillis(double percentile) {
    return day.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** Latencies since the last call, microseconds. */
  public Histogram takeRecent() {
    return recent.getIntervalHistogram();
  }

  /** Requests per wall second from the first send to the last; 0 with fewer than two. */
  public double requestsPerSecond() {
    long nanos = lastSendNanos.get() - firstSendNanos.get();
    return nanos <= 0 ? 0.0 : (requests() - 1) / (nanos / 1e9);
  }
}
