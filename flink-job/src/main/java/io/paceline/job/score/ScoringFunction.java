package io.paceline.job.score;

import io.paceline.job.request.ScoringDelay;
import io.paceline.job.request.ScoringInput;
import io.paceline.scoring.ScoredRequest;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Second step of a decision: the model scores all candidates, asynchronously, beside the operator's
 * thread.
 */
public final class ScoringFunction extends RichAsyncFunction<ScoringInput, ScoredRequest> {

  private static final long serialVersionUID = 1L;

  private static final int HISTOGRAM_SAMPLES = 2_000;

  private final ScorerLoader loader;
  private final long timeoutMillis;
  private transient ScoringThread thread;
  private transient WaitingScores waiting;

  /**
   * Loads bundles with this loader.
   *
   * @param timeoutMillis how long a request may wait for the model before it is a no-bid
   */
  public ScoringFunction(ScorerLoader loader, long timeoutMillis) {
    this.loader = loader;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    Histogram micros =
        metrics.histogram("scoreTimeMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_SAMPLES));
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    thread = new ScoringThread("scoring-" + subtask, loader, nanos -> micros.update(nanos / 1_000));
    metrics.gauge("modelVersion", thread::version);
    metrics.gauge("modelRefusals", thread::refusals);
    metrics.gauge("lastModelRefusal", thread::lastRefusal);
    waiting = new WaitingScores("scoring-" + subtask, timeoutMillis, ScoringDelay.ofThisTask());
  }

  @Override
  public void asyncInvoke(ScoringInput input, ResultFuture<ScoredRequest> result) {
    if (input.eligible().candidateCount() == 0) {
      // Nothing to score, but the stamped bundle is to be warm before the first request that needs
      // it.
      thread.prepare(input.modelPath());
      result.complete(List.of(ScoringThread.failed(input.eligible(), null)));
      return;
    }
    thread.score(input, waiting.add(input.eligible(), result, System.nanoTime())::answer);
  }

  @Override
  public void close() throws Exception {
    if (waiting != null) {
      waiting.close();
    }
    if (thread != null) {
      thread.close();
    }
  }
}
