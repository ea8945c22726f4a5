package io.paceline.job.scoring;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ImpScores;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.Scorer;
import io.paceline.core.scoring.Scores;
import io.paceline.job.eligibility.ScoringInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the bundle that a subtask uses. A newer bundle is loaded beside it and takes over once it
 * is warm. A bundle that cannot be loaded is refused, and the old one stays in use. Any thread may
 * call the model, one call at a time.
 */
final class CurrentModel {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentModel.class);

  private static final long STOP_SECONDS = 10;
  private static final long RETRY_NANOS = 30_000_000_000L;

  private final ScorerLoader loader;
  private final LongConsumer scoreNanos;
  private final ExecutorService loading;

  /** A thread may use {@link #scorer} only while it holds this lock. */
  private final ReentrantLock use = new ReentrantLock();

  private Scorer scorer;

  /** The newest scorer that is warm but not yet in use, or null. */
  private final AtomicReference<Scorer> next = new AtomicReference<>();

  /** Scorers that are no longer in use and not yet closed. */
  private final Queue<Scorer> retired = new ConcurrentLinkedQueue<>();

  /**
   * From when on a refused bundle is tried again, by {@link System#nanoTime}, since its folder may
   * have been late; 0 for never.
   */
  private volatile long retryAtNanos;

  private volatile String version = "none";
  private final AtomicLong refusals = new AtomicLong();
  private volatile String lastRefusal = "none";

  /** Whether a bundle was ever loaded; only the loading thread uses this. */
  private boolean loadedOne;

  /** The bundle asked for last; only the one thread that calls {@link #prepare} uses this. */
  private AnnouncedBundle asked;

  /**
   * Starts without a bundle.
   *
   * @param name name of the thread that loads bundles
   * @param scoreNanos receives the duration of every model call, in nanoseconds
   */
  CurrentModel(String name, ScorerLoader loader, LongConsumer scoreNanos) {
    this.loader = loader;
    this.scoreNanos = scoreNanos;
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
   * after a while. Requests meanwhile go on with the bundle in use. Always called by the same
   * thread.
   *
   * @param bundle the announced bundle, or null for none
   */
  void prepare(AnnouncedBundle bundle) {
    long retryAt = retryAtNanos;
    boolean retry = retryAt != 0 && System.nanoTime() - retryAt > 0;
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
      retryAtNanos = System.nanoTime() + RETRY_NANOS;
      lastRefusal = e.getMessage();
      refusals.incrementAndGet();
      LOG.error("bundle {} refused, the bundle in use stays: {}", bundle.path(), e.getMessage(), e);
    }
  }

  /**
   * The bundle asked for last, null where there was none. Called by the thread that calls {@link
   * #prepare}.
   */
  AnnouncedBundle asked() {
    return asked;
  }

  private void closeRetired() {
    for (Scorer old = retired.poll(); old != null; old = retired.poll()) {
      old.close();
    }
  }

  /** Version of the bundle in use. */
  String version() {
    return version;
  }

  /** How many times a bundle was refused; a bundle that is refused again counts again. */
  long refusals() {
    return refusals.get();
  }

  /** Why a bundle was refused the last time. */
  String lastRefusal() {
    return lastRefusal;
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
  ScoredRequest scoreIfFree(ScoringInput request) {
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
    Scorer newer = next.getAndSet(null);
    if (newer != null) {
      if (scorer != null) {
        // The loading thread closes the old model, because that takes milliseconds and decisions
        // wait here.
        retired.add(scorer);
        loading.execute(this::closeRetired);
      }
      scorer = newer;
      version = newer.version();
    }
    long now = System.currentTimeMillis();
    ScoredRequest[] answers = new ScoredRequest[requests.size()];
    List<EligibleRequest> scored = new ArrayList<>(answers.length);
    for (int i = 0; i < answers.length; i++) {
      EligibleRequest eligible = requests.get(i).eligible();
      if (scorer == null) {
        answers[i] = failed(eligible, NoBidReason.NOT_READY);
      } else if (now > eligible.request().deadlineMillis()) {
        answers[i] = failed(eligible, NoBidReason.DEADLINE);
      } else {
        scored.add(eligible);
      }
    }
    if (!scored.isEmpty()) {
      call(requests, scored, answers);
    }
    return Arrays.asList(answers);
  }

  /** Fills in the answers that are still missing, which are those of {@code scored}. */
  private void call(
      List<ScoringInput> requests, List<EligibleRequest> scored, ScoredRequest[] answers) {
    List<ScoredRequest> fresh = new ArrayList<>(scored.size());
    try {
      long start = System.nanoTime();
      Scores scores = scorer.score(scored);
      scoreNanos.accept(System.nanoTime() - start);
      for (int i = 0; i < answers.length; i++) {
        if (answers[i] == null) {
          int row = fresh.size();
          fresh.add(scored(requests.get(i), scores.click()[row], scores.normalised()[row], scorer));
        }
      }
    } catch (RuntimeException | LinkageError e) {
      // Scoring goes on whatever error a model has. Otherwise every later request would time out.
      LOG.warn("scoring of {} requests failed", scored.size(), e);
      fresh.clear();
      scored.forEach(eligible -> fresh.add(failed(eligible, NoBidReason.SCORING_FAILED)));
    }
    int row = 0;
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] == null) {
        answers[i] = fresh.get(row++);
      }
    }
  }

  private static ScoredRequest scored(
      ScoringInput input, float[] click, double[] normalised, Scorer scorer) {
    EligibleRequest eligible = input.eligible();
    List<ImpScores> scores = new ArrayList<>(eligible.imps().size());
    int row = 0;
    for (EligibleImp imp : eligible.imps()) {
      double[] probability = new double[imp.candidates().size()];
      for (int i = 0; i < probability.length; i++) {
        probability[i] = click[row + i];
      }
      int end = row + probability.length;
      double[] own =
          end - row == normalised.length ? normalised : Arrays.copyOfRange(normalised, row, end);
      scores.add(new ImpScores(probability, own));
      row = end;
    }
    return new ScoredRequest(
        eligible,
        scorer.version(),
        scores,
        curve(eligible.request(), input.live(), scorer),
        null,
        isUncertain(input.live()));
  }

  /**
   * Chooses the market curve. A curve that was learned for the site itself includes what the
   * bundle's curve says. Without such a curve, the bundle's curve for the site fits better than a
   * curve that was learned for its category or exchange.
   */
  private static MarketCurve curve(BidRequest request, LiveCurve live, Scorer scorer) {
    if (isOfSite(live)) {
      return live.curve();
    }
    String domain = request.site() == null ? null : request.site().domain();
    return scorer.marketCurve(request.exchange(), domain, live == null ? null : live.curve());
  }

  /**
   * Whether exploring is worth it. Where no curve is learned at all, nobody would learn from it.
   */
  private static boolean isUncertain(LiveCurve live) {
    return live != null && (live.uncertain() || !isOfSite(live));
  }

  private static boolean isOfSite(LiveCurve live) {
    return live != null && live.place().level() == MarketKey.Level.SITE;
  }

  static ScoredRequest failed(EligibleRequest eligible, NoBidReason reason) {
    return new ScoredRequest(eligible, null, List.of(), null, reason);
  }

  /** Closes all bundles; no request may be scored after this. */
  void close() throws InterruptedException {
    loading.shutdownNow();
    loading.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    closeRetired();
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
    Scorer unused = next.getAndSet(null);
    if (unused != null) {
      unused.close();
    }
  }
}
