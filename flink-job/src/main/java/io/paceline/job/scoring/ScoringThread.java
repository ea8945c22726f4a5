package io.paceline.job.scoring;

import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.ScoringInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a subtask that calls the model when requests come quickly. The requests that wait,
 * {@value #MAX_REQUESTS} at most, go into one call: one request when the thread is idle, many under
 * load. No request waits for a batch to fill.
 */
final class ScoringThread implements AutoCloseable {

  /** The largest number of requests in one call, which keeps a call short and its buffers small. */
  private static final int MAX_REQUESTS = 64;

  private static final long STOP_SECONDS = 10;

  private record Waiting(ScoringInput input, Consumer<ScoredRequest> answer) {}

  private final CurrentModel model;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** What ended the thread, null while it lives. */
  private volatile @Nullable Throwable death;

  private volatile boolean running = true;

  private ScoringThread(String name, CurrentModel model) {
    this.model = model;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Starts the thread, which calls the given model until {@link #close}. */
  static ScoringThread start(String name, CurrentModel model) {
    ScoringThread started = new ScoringThread(name, model);
    started.thread.start();
    return started;
  }

  /** Queues a request; the answer comes on the scoring thread. */
  void score(ScoringInput input, Consumer<ScoredRequest> answer) {
    if (death != null) {
      throw new IllegalStateException("the scoring thread has died", death);
    }
    queue.add(new Waiting(input, answer));
  }

  /** Whether no request is queued; one may still be in a call. */
  boolean isEmpty() {
    return queue.isEmpty();
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>(MAX_REQUESTS);
    List<ScoringInput> inputs = new ArrayList<>(MAX_REQUESTS);
    try {
      while (running) {
        batch.clear();
        inputs.clear();
        batch.add(queue.take());
        queue.drainTo(batch, MAX_REQUESTS - 1);
        batch.forEach(waiting -> inputs.add(waiting.input()));
        List<ScoredRequest> answers = model.score(inputs);
        for (int i = 0; i < answers.size(); i++) {
          batch.get(i).answer().accept(answers.get(i));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      death = e;
      throw e;
    }
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
  }
}
