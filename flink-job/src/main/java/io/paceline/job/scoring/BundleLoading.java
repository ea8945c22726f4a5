package io.paceline.job.scoring;

import io.paceline.core.clock.WallClock;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.Scorer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the announced bundles of a subtask, and closes those that are no longer in use, on a thread
 * of its own: either takes milliseconds or more, and scoring goes on meanwhile with the bundle in
 * use. A bundle that cannot be loaded is refused and tried again after a while, because its folder
 * may come later than its announcement.
 */
final class BundleLoading {

  private static final Logger LOG = LoggerFactory.getLogger(BundleLoading.class);

  private static final long STOP_SECONDS = 10;

  /** Wall time after which a refused bundle is tried again. */
  static final long RETRY_NANOS = 30_000_000_000L;

  private final ScorerLoader loader;
  private final WallClock clock;
  private final ExecutorService loading;

  /** The newest scorer that is warm but not yet in use, or null. */
  private final AtomicReference<Scorer> next = new AtomicReference<>();

  /** Scorers that are no longer in use and not yet closed. */
  private final Queue<Scorer> retired = new ConcurrentLinkedQueue<>();

  /** From when on a refused bundle is tried again, by {@link WallClock#nanos}; 0 for never. */
  private volatile long retryAtNanos;

  private final AtomicLong refusals = new AtomicLong();
  private volatile String lastRefusal = "none";

  /** Whether a bundle was ever loaded; only the loading thread uses this. */
  private boolean loadedOne;

  /**
   * The bundle asked for last, null before the first one; only the one thread that calls {@link
   * #prepare} uses this.
   */
  private @Nullable AnnouncedBundle asked;

  /**
   * Begins without a bundle.
   *
   * @param name name of the thread that loads bundles
   */
  BundleLoading(String name, ScorerLoader loader, WallClock clock) {
    this.loader = loader;
    this.clock = clock;
    this.loading =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to load a bundle, unless it is the one asked for last; a refused one is tried again
   * after a while. Always called by the same thread.
   *
   * @param bundle the announced bundle, or null for none
   */
  void prepare(@Nullable AnnouncedBundle bundle) {
    long retryAt = retryAtNanos;
    boolean retry = retryAt != 0 && clock.nanos() - retryAt > 0;
    if (bundle == null || (bundle.equals(asked) && !retry)) {
      return;
    }
    asked = bundle;
    retryAtNanos = 0;
    loading.execute(() -> load(bundle));
  }

  private void load(AnnouncedBundle bundle) {
    try {
      Scorer loaded = loader.load(bundle, !loadedOne);
      loadedOne = true;
      LOG.info("bundle {} is loaded and warm", loaded.version());
      Scorer overtaken = next.getAndSet(loaded);
      if (overtaken != null) {
        overtaken.close();
      }
    } catch (Exception | LinkageError e) {
      retryAtNanos = clock.nanos() + RETRY_NANOS;
      lastRefusal = Objects.requireNonNullElse(e.getMessage(), e.toString());
      refusals.incrementAndGet();
      LOG.error("bundle {} refused, the bundle in use stays: {}", bundle.path(), e.getMessage(), e);
    }
  }

  /**
   * The bundle asked for last, null where there was none. Called by the thread that calls {@link
   * #prepare}.
   */
  @Nullable AnnouncedBundle asked() {
    return asked;
  }

  /**
   * Hands over the newest scorer that is warm and was not handed over before; null for none. The
   * caller gives it back to {@link #retire} when it no longer uses it.
   */
  @Nullable Scorer takeWarm() {
    return next.getAndSet(null);
  }

  /** Closes a scorer that is no longer in use, soon and on the loading thread. */
  void retire(Scorer old) {
    retired.add(old);
    loading.execute(this::closeRetired);
  }

  private void closeRetired() {
    for (Scorer old = retired.poll(); old != null; old = retired.poll()) {
      old.close();
    }
  }

  /** How many times a bundle was refused; a bundle that is refused again counts again. */
  long refusals() {
    return refusals.get();
  }

  /** Why a bundle was refused the last time. */
  String lastRefusal() {
    return lastRefusal;
  }

  /** Ends loading and closes all scorers that are not in use; nothing may be retired after this. */
  void close() throws InterruptedException {
    loading.shutdownNow();
    loading.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    closeRetired();
    Scorer unused = next.getAndSet(null);
    if (unused != null) {
      unused.close();
    }
  }
}
