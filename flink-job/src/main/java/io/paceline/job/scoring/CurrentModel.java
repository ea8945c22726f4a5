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
 * The bundle in use by a subtask. A newer one is loaded beside and takes over when it is warm; one
 * that cannot be loaded is refused and the old one stays. One call at a time, by whichever thread.
 */
final class CurrentModel {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentModel.class);

  private static final long STOP_SECONDS = 10;
  private static final long RETRY_NANOS = 30_000_000_000L;

  private final ScorerLoader loader;
  private final LongConsumer scoreNanos;
  private final ExecutorService loading;

  /** Who holds it may use {@link #scorer}. */
  private final ReentrantLock use = new ReentrantLock();

  private Scorer scorer;

  /** Warm and not yet in use. */
  private final AtomicReference<Scorer> next = new AtomicReference<>();

  /** No longer in use and not yet closed. */
  private final Queue<Scorer> retired = new ConcurrentLinkedQueue<>();

  /** When a refused bundle is tried again (its folder may have been late), 0 for never. */
  private volatile long retryAtNanos;

  private volatile String version = "none";
  private final AtomicLong refusals = new AtomicLong();
  private volatile String lastRefusal = "none";

  /** Whether a bundle was ever loaded; known to the loading thread. */
  private boolean loadedOne;

  /** Asked for last; known to the one thread that asks. */
  private AnnouncedBundle asked;

  /**
   * No bundle yet.
   *
   * @param name of the thread that loads
   * @param scoreNanos is told the duration of every model call
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
   * Loads a bundle that was not asked for before; requests go on with what is there. Called by one
   * thread.
   *
   * @param bundle null for none
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

  /** The bundle asked for last, null where none was. Called by the thread that asks. */
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

  /** How many bundles were refused; one that is tried again counts again. */
  long refusals() {
    return refusals.get();
  }

  /** Why the last of them was. */
  String lastRefusal() {
    return lastRefusal;
  }

  /**
   * Scores requests in one call.
   *
   * @return an answer for each, in their order
   */
  List<ScoredRequest> score(List<ScoringInput> requests) {
    use.lock();
    try {
      return answers(requests);
    } finally {
      use.unlock();
    }
  }

  /** Scores one request, or gives null where the model is busy. */
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
        // Freeing a model takes milliseconds, and decisions wait here.
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
      // Whatever a model does wrong, scoring lives on: without it every later request would time
      // out.
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
   * What was learned of the site itself while running has the bundle's curve in it. Else the
   * bundle's curve of the site is nearer than what was learned of its category or exchange.
   */
  private static MarketCurve curve(BidRequest request, LiveCurve live, Scorer scorer) {
    if (isOfSite(live)) {
      return live.curve();
    }
    String domain = request.site() == null ? null : request.site().domain();
    return scorer.marketCurve(request.exchange(), domain, live == null ? null : live.curve());
  }

  /** Where nothing is learned at all, exploring would teach nobody. */
  private static boolean isUncertain(LiveCurve live) {
    return live != null && (live.uncertain() || !isOfSite(live));
  }

  private static boolean isOfSite(LiveCurve live) {
    return live != null && live.place().level() == MarketKey.Level.SITE;
  }

  static ScoredRequest failed(EligibleRequest eligible, NoBidReason reason) {
    return new ScoredRequest(eligible, null, List.of(), null, reason);
  }

  /** Closes the bundles; nobody may ask for scores any more. */
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
