package io.paceline.job.score;

import io.paceline.bidding.MarketCurve;
import io.paceline.eligibility.EligibleImp;
import io.paceline.eligibility.EligibleRequest;
import io.paceline.job.request.ScoringInput;
import io.paceline.market.LiveCurve;
import io.paceline.market.MarketKey;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.NoBidReason;
import io.paceline.scoring.ImpScores;
import io.paceline.scoring.ScoredRequest;
import io.paceline.scoring.Scorer;
import io.paceline.scoring.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a subtask that calls the model. It takes whatever requests are waiting into one
 * call: one when idle, many under load; nothing waits for a batch to fill. A newer bundle is loaded
 * beside and takes over when it is warm; one that cannot be loaded is refused and the old one
 * stays.
 */
final class ScoringThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScoringThread.class);

  /** Requests in one call at most: keeps a call short and its buffers small. */
  private static final int MAX_REQUESTS = 64;

  private static final long STOP_SECONDS = 10;
  private static final long RETRY_NANOS = 30_000_000_000L;

  private record Waiting(ScoringInput input, Consumer<ScoredRequest> answer) {}

  private final ScorerLoader loader;
  private final LongConsumer scoreNanos;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final ExecutorService loading;
  private final Thread thread;

  /** Warm and not yet in use. */
  private final AtomicReference<Scorer> next = new AtomicReference<>();

  /** When a refused bundle is tried again (its folder may have been late), 0 for never. */
  private volatile long retryAtNanos;

  /** The bundle in use, "none" before the first. */
  private volatile String version = "none";

  private final AtomicLong refusals = new AtomicLong();
  private volatile String lastRefusal = "none";

  private volatile Throwable death;
  private volatile boolean running = true;
  private String asked = "";

  /**
   * Starts the thread.
   *
   * @param scoreNanos is told the duration of every model call
   */
  ScoringThread(String name, ScorerLoader loader, LongConsumer scoreNanos) {
    this.loader = loader;
    this.scoreNanos = scoreNanos;
    this.loading = Executors.newSingleThreadExecutor(r -> daemon(r, name + "-loading"));
    this.thread = daemon(this::run, name);
    thread.start();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Queues a request; the answer comes on the scoring thread. Called by one thread, like {@link
   * #prepare}.
   */
  void score(ScoringInput input, Consumer<ScoredRequest> answer) {
    if (death != null) {
      throw new IllegalStateException("the scoring thread has died", death);
    }
    prepare(input.modelPath());
    queue.add(new Waiting(input, answer));
  }

  /**
   * Loads a bundle that was not asked for before; requests go on with what is there.
   *
   * @param path folder of the bundle, null for none
   */
  void prepare(String path) {
    long retryAt = retryAtNanos;
    boolean retry = retryAt != 0 && System.nanoTime() - retryAt > 0;
    if (path == null || (path.equals(asked) && !retry)) {
      return;
    }
    asked = path;
    retryAtNanos = 0;
    loading.execute(() -> load(path));
  }

  private void load(String path) {
    try {
      Scorer loaded = loader.load(path);
      LOG.info("bundle {} is loaded and warm", loaded.version());
      Scorer overtaken = next.getAndSet(loaded);
      if (overtaken != null) {
        overtaken.close();
      }
    } catch (Exception | LinkageError e) {
      retryAtNanos = System.nanoTime() + RETRY_NANOS;
      lastRefusal = e.getMessage();
      refusals.incrementAndGet();
      LOG.error("bundle {} refused, the bundle in use stays: {}", path, e.getMessage(), e);
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

  private void run() {
    Scorer scorer = null;
    List<Waiting> batch = new ArrayList<>(MAX_REQUESTS);
    try {
      while (running) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, MAX_REQUESTS - 1);
        Scorer newer = next.getAndSet(null);
        if (newer != null) {
          if (scorer != null) {
            scorer.close();
          }
          scorer = newer;
          version = newer.version();
        }
        answer(batch, scorer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      death = e;
      throw e;
    } finally {
      if (scorer != null) {
        scorer.close();
      }
    }
  }

  private void answer(List<Waiting> batch, Scorer scorer) {
    long now = System.currentTimeMillis();
    List<Waiting> scored = new ArrayList<>(batch.size());
    for (Waiting waiting : batch) {
      EligibleRequest eligible = waiting.input().eligible();
      if (scorer == null) {
        waiting.answer().accept(failed(eligible, NoBidReason.NOT_READY));
      } else if (now > eligible.request().deadlineMillis()) {
        waiting.answer().accept(failed(eligible, NoBidReason.DEADLINE));
      } else {
        scored.add(waiting);
      }
    }
    if (!scored.isEmpty()) {
      call(scored, scorer);
    }
  }

  private void call(List<Waiting> batch, Scorer scorer) {
    List<EligibleRequest> requests =
        batch.stream().map(waiting -> waiting.input().eligible()).toList();
    List<ScoredRequest> scored = new ArrayList<>(batch.size());
    try {
      long start = System.nanoTime();
      Scores scores = scorer.score(requests);
      scoreNanos.accept(System.nanoTime() - start);
      for (int i = 0; i < batch.size(); i++) {
        scored.add(scored(batch.get(i).input(), scores.click()[i], scores.normalised()[i], scorer));
      }
    } catch (RuntimeException | LinkageError e) {
      // Whatever a model does wrong, the thread lives on: without it every later request would time
      // out.
      LOG.warn("scoring of {} requests failed", batch.size(), e);
      batch.forEach(
          w -> w.answer().accept(failed(w.input().eligible(), NoBidReason.SCORING_FAILED)));
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().accept(scored.get(i));
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

  @Override
  public void close() throws InterruptedException {
    running = false;
    loading.shutdownNow();
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    loading.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    Scorer unused = next.getAndSet(null);
    if (unused != null) {
      unused.close();
    }
  }
}
