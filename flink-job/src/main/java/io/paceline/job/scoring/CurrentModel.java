package io.paceline.job.scoring;

import io.paceline.core.clock.WallClock;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.Scorer;
import io.paceline.core.scoring.Scores;
import io.paceline.core.scoring.ScoringCall;
import io.paceline.core.scoring.ScoringInput;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores requests with the bundle in use. A newer bundle that {@link BundleLoading} has warmed
 * takes over before the next call. Any thread may call the model, one call at a time.
 */
final class CurrentModel {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentModel.class);

  private static final long STOP_SECONDS = 10;

  private final BundleLoading bundles;
  private final WallClock clock;
  private final LongConsumer scoreNanos;

  /** A thread may use {@link #scorer} only while it holds this lock. */
  private final ReentrantLock use = new ReentrantLock();

  private @Nullable Scorer scorer;
  private volatile String version = "none";

  /**
   * Begins without a bundle.
   *
   * @param bundles where newer bundles come from and old ones go
   * @param scoreNanos receives the duration of every model call, in nanoseconds
   */
  CurrentModel(BundleLoading bundles, WallClock clock, LongConsumer scoreNanos) {
    this.bundles = bundles;
    this.clock = clock;
    this.scoreNanos = scoreNanos;
  }

  /** Version of the bundle in use. */
  String version() {
    return version;
  }

  /**
   * Scores requests in one call.
   *
   * @return an answer for each request, in the order of the requests
   */
  List<ScoredRequest> score(List<ScoringInput> requests) {
    use.lock();
    try {
      return answers(requests);
    } finally {
      use.unlock();
    }
  }

  /** Scores one request, or returns null where the model is busy. */
  @Nullable ScoredRequest scoreIfFree(ScoringInput request) {
    if (!use.tryLock()) {
      return null;
    }
    try {
      return answers(List.of(request)).get(0);
    } finally {
      use.unlock();
    }
  }

  private List<ScoredRequest> answers(List<ScoringInput> requests) {
    takeOver();
    Scorer inUse = scorer;
    ScoringCall call = ScoringCall.of(requests, inUse != null, clock.millis());
    if (inUse == null || call.toScore().isEmpty()) {
      return call.unscored();
    }
    try {
      long start = clock.nanos();
      Scores scores = inUse.score(call.toScore());
      scoreNanos.accept(clock.nanos() - start);
      return call.scored(scores, inUse);
    } catch (RuntimeException | LinkageError e) {
      // Scoring goes on whatever error a model has. Otherwise every later request would time out.
      LOG.warn("scoring of {} requests failed", call.toScore().size(), e);
      return call.failed();
    }
  }

  private void takeOver() {
    Scorer newer = bundles.takeWarm();
    if (newer != null) {
      if (scorer != null) {
        bundles.retire(scorer);
      }
      scorer = newer;
      version = newer.version();
    }
  }

  /** Closes the bundle in use; no request may be scored after this. */
  void close() throws InterruptedException {
    // A call that never ends must not keep the task from ending.
    if (use.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
      try {
        if (scorer != null) {
          scorer.close();
          scorer = null;
        }
      } finally {
        use.unlock();
      }
    }
  }
}
