package io.paceline.job.scoring;

import io.paceline.core.clock.WallClock;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.ScoringDelay;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.eligibility.ChainMemory;
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
 * Second step of a decision: the model scores all candidates. The model runs on the operator's
 * thread where {@link InlineScoring} says so, and otherwise on a thread of its own.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState before open.
public final class ScoringFunction extends RichAsyncFunction<ScoringInput, ScoredRequest>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private static final int HISTOGRAM_SAMPLES = 2_000;

  private final ScorerLoader loader;
  private final long timeoutMillis;
  private final WallClock clock;

  /** The bundle asked for last, one entry per subtask; replaced at every checkpoint. */
  private transient ListState<AnnouncedBundle> announced;

  private transient BundleLoading bundles;
  private transient CurrentModel model;
  private transient ScoringThread thread;
  private transient InlineScoring inlineScoring;
  private transient ScoringDelay delay;
  private transient WaitingScores waiting;

  /**
   * Loads bundles with the given loader.
   *
   * @param timeoutMillis how long a request may wait for the model before it becomes a no-bid, wall
   *     milliseconds
   * @param clock tells which deadlines are past, and measures how far apart requests come and how
   *     long they wait
   */
  public ScoringFunction(ScorerLoader loader, long timeoutMillis, WallClock clock) {
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
    AnnouncedBundle asked = bundles.asked();
    announced.update(asked == null ? List.of() : List.of(asked));
  }

  @Override
  public void open(OpenContext context) throws Exception {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    Histogram micros =
        metrics.histogram("scoreTimeMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_SAMPLES));
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    inlineScoring = new InlineScoring();
    bundles = new BundleLoading("scoring-" + subtask + "-loading", loader, clock);
    model =
        new CurrentModel(
            bundles,
            clock,
            nanos -> {
              micros.update(nanos / 1_000);
              inlineScoring.called(nanos);
            });
    thread = ScoringThread.start("scoring-" + subtask, model);
    metrics.gauge("modelVersion", model::version);
    metrics.gauge("modelRefusals", bundles::refusals);
    metrics.gauge("lastModelRefusal", bundles::lastRefusal);
    delay = ChainMemory.join(ChainMemory.Writer.SCORING).scoringDelay();
    waiting = WaitingScores.start("scoring-" + subtask, timeoutMillis, delay, clock);
    Iterator<AnnouncedBundle> restored = announced.get().iterator();
    if (restored.hasNext()) {
      bundles.prepare(restored.next());
    }
  }

  @Override
  public void asyncInvoke(ScoringInput input, ResultFuture<ScoredRequest> result) {
    // The bundle is prepared even where this input has nothing to score, so that it is warm before
    // the first request that needs it.
    bundles.prepare(input.bundle());
    EligibleRequest eligible = input.eligible();
    if (eligible == null) {
      result.complete(List.of());
      return;
    }
    if (eligible.candidateCount() == 0) {
      result.complete(List.of(ScoredRequest.unscored(eligible, null)));
      return;
    }
    long came = clock.nanos();
    boolean here = inlineScoring.scoresHere(came) && thread.isEmpty();
    ScoredRequest scored = here ? model.scoreIfFree(input) : null;
    if (scored == null) {
      thread.score(input, waiting.add(eligible, result, came)::answer);
    } else {
      delay.waited(clock.nanos() - came);
      result.complete(List.of(scored));
    }
  }

  @Override
  public void close() throws Exception {
    // Flink also closes a function that it could not open; what open has not made is null then.
    if (waiting != null) {
      waiting.close();
    }
    if (thread != null) {
      thread.close();
    }
    if (bundles != null) {
      bundles.close();
    }
    if (model != null) {
      model.close();
    }
  }
}
