package io.paceline.job.scoring;

import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.job.eligibility.ScoringDelay;
import io.paceline.job.eligibility.ScoringInput;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Second step of a decision: the model scores all candidates. Where requests come quickly it runs
 * on a thread of its own, and where {@link InlineScoring} says so on the operator's thread.
 */
public final class ScoringFunction extends RichAsyncFunction<ScoringInput, ScoredRequest>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private static final int HISTOGRAM_SAMPLES = 2_000;

  /** The clock that measures how far apart requests come. */
  interface ArrivalClock extends Serializable {
    long nanos();
  }

  private final ScorerLoader loader;
  private final long timeoutMillis;
  private final ArrivalClock clock;

  /** The bundle asked for last, one entry per subtask; replaced at every checkpoint. */
  private transient ListState<AnnouncedBundle> announced;

  private transient CurrentModel model;
  private transient ScoringThread thread;
  private transient InlineScoring inlineScoring;
  private transient ScoringDelay delay;
  private transient WaitingScores waiting;

  /**
   * Loads bundles with the given loader.
   *
   * @param timeoutMillis how long a request may wait for the model before it becomes a no-bid
   */
  public ScoringFunction(ScorerLoader loader, long timeoutMillis) {
    this(loader, timeoutMillis, System::nanoTime);
  }

  ScoringFunction(ScorerLoader loader, long timeoutMillis, ArrivalClock clock) {
    this.loader = loader;
    this.timeoutMillis = timeoutMillis;
    this.clock = clock;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    // Each subtask gets the entries of all subtasks, because there may be more subtasks than
    // before.
    announced =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("announced-bundle", AnnouncedBundle.class));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    announced.update(model.asked() == null ? List.of() : List.of(model.asked()));
  }

  @Override
  public void open(OpenContext context) throws Exception {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    Histogram micros =
        metrics.histogram("scoreTimeMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_SAMPLES));
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    inlineScoring = new InlineScoring();
    model =
        new CurrentModel(
            "scoring-" + subtask + "-loading",
            loader,
            nanos -> {
              micros.update(nanos / 1_000);
              inlineScoring.called(nanos);
            });
    thread = new ScoringThread("scoring-" + subtask, model);
    metrics.gauge("modelVersion", model::version);
    metrics.gauge("modelRefusals", model::refusals);
    metrics.gauge("lastModelRefusal", model::lastRefusal);
    delay = ScoringDelay.ofThisTask();
    waiting = new WaitingScores("scoring-" + subtask, timeoutMillis, delay);
    Iterator<AnnouncedBundle> restored = announced.get().iterator();
    if (restored.hasNext()) {
      model.prepare(restored.next());
    }
  }

  @Override
  public void asyncInvoke(ScoringInput input, ResultFuture<ScoredRequest> result) {
    // This also happens where there is nothing to score, so that the bundle is warm before the
    // first request that needs it.
    model.prepare(input.bundle());
    if (input.eligible() == null) {
      result.complete(List.of());
      return;
    }
    if (input.eligible().candidateCount() == 0) {
      result.complete(List.of(CurrentModel.failed(input.eligible(), null)));
      return;
    }
    long came = System.nanoTime();
    boolean here = inlineScoring.scoresHere(clock.nanos()) && thread.isEmpty();
    ScoredRequest scored = here ? model.scoreIfFree(input) : null;
    if (scored == null) {
      thread.score(input, waiting.add(input.eligible(), result, came)::answer);
    } else {
      delay.waited(System.nanoTime() - came);
      result.complete(List.of(scored));
    }
  }

  @Override
  public void close() throws Exception {
    if (waiting != null) {
      waiting.close();
    }
    if (thread != null) {
      thread.close();
    }
    if (model != null) {
      model.close();
    }
  }
}
