package io.paceline.job.scoring;

import io.paceline.core.clock.WallClock;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.ScoringDelay;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.scoring.ScoredRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Holds requests that wait for their scores. Whatever the model does, each request is answered at
 * most a quarter of the timeout after its timeout has passed. Flink's own timeout sets and cancels
 * a timer for every request, which costs more than the arithmetic of a score. Requests expire in
 * the order in which they came, so one look every quarter of the timeout is enough for all of them.
 */
final class WaitingScores implements AutoCloseable {

  private static final int LOOKS_PER_TIMEOUT = 4;

  private final long timeoutNanos;
  private final ScoringDelay delay;
  private final Queue<Waiting> inOrder = new ConcurrentLinkedQueue<>();
  private final WallClock clock;
  private final ScheduledExecutorService looks;

  private WaitingScores(String name, long timeoutMillis, ScoringDelay delay, WallClock clock) {
    this.delay = delay;
    this.clock = clock;
    timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    looks =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, name + "-timeout");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts to look for late requests; it does so until {@link #close}.
   *
   * @param delay learns how long each request waited
   */
  static WaitingScores start(String name, long timeoutMillis, ScoringDelay delay, WallClock clock) {
    WaitingScores started = new WaitingScores(name, timeoutMillis, delay, clock);
    long period = Math.max(1, started.timeoutNanos / LOOKS_PER_TIMEOUT);
    var unused =
        started.looks.scheduleAtFixedRate(
            () -> started.answerLate(clock.nanos()), period, period, TimeUnit.NANOSECONDS);
    return started;
  }

  /** A request that waits. It may be answered twice; the first answer counts. */
  final class Waiting {
    private final EligibleRequest eligible;
    private final ResultFuture<ScoredRequest> result;
    private final long dueNanos;
    private volatile boolean answered;

    private Waiting(EligibleRequest eligible, ResultFuture<ScoredRequest> result, long dueNanos) {
      this.eligible = eligible;
      this.result = result;
      this.dueNanos = dueNanos;
    }

    void answer(ScoredRequest scored) {
      answered = true;
      delay.waited(clock.nanos() - dueNanos + timeoutNanos);
      result.complete(List.of(scored));
    }
  }

  /** Adds a request, which begins to wait now. */
  Waiting add(EligibleRequest eligible, ResultFuture<ScoredRequest> result, long nowNanos) {
    Waiting waiting = new Waiting(eligible, result, nowNanos + timeoutNanos);
    inOrder.add(waiting);
    return waiting;
  }

  /**
   * Answers the requests whose time is up. A late score becomes a no-bid, never a failure of the
   * job.
   */
  void answerLate(long nowNanos) {
    Waiting oldest = inOrder.peek();
    while (oldest != null && (oldest.answered || nowNanos - oldest.dueNanos >= 0)) {
      inOrder.poll();
      if (!oldest.answered) {
        oldest.answer(ScoredRequest.unscored(oldest.eligible, NoBidReason.DEADLINE));
      }
      oldest = inOrder.peek();
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
