package io.paceline.deploy.cluster;

import io.paceline.deploy.cli.UserFacingException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;

/** A job in a {@link LocalCluster}. */
public final class RunningJob {
  private static final long ANSWER_LIMIT_SECONDS = 20;
  private static final long CHECKPOINT_LIMIT_SECONDS = 300;
  private static final long POLL_MILLIS = 50;

  private final MiniCluster cluster;
  private final JobID id;

  RunningJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
  }

  /** The job's status in Flink; a job that restarts is RESTARTING or CREATED, not RUNNING. */
  public JobStatus status() throws Exception {
    return answer(cluster.getJobStatus(id));
  }

  /** Why the job failed last, in one line, or null where it never failed. */
  public @Nullable String lastFailure() throws Exception {
    AccessExecutionGraph graph = answer(cluster.getExecutionGraph(id));
    if (graph.getFailureInfo() == null) {
      return null;
    }
    return rootCause(graph.getFailureInfo().getExceptionAsString());
  }

  /**
   * The first line of the innermost exception; Flink wraps the original one in several of its own.
   */
  private static String rootCause(String stackTrace) {
    String root = stackTrace.lines().findFirst().orElse("").strip();
    for (String line : stackTrace.lines().toList()) {
      if (line.startsWith("Caused by: ")) {
        root = line.substring("Caused by: ".length()).strip();
      }
    }
    return root;
  }

  /**
   * Waits until every subtask runs, so that records sent after that are processed at once.
   *
   * @throws UserFacingException where the job ends, or does not run within the limit
   */
  public void awaitRunning(Duration limit) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!allSubtasksRun()) {
      JobStatus status = status();
      if (status.isGloballyTerminalState()) {
        throw new UserFacingException("the job ended (" + status + "): " + lastFailure());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new UserFacingException(
            "the job is not running after " + limit.toSeconds() + " s (" + status + ")");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean allSubtasksRun() throws Exception {
    AccessExecutionGraph graph = answer(cluster.getExecutionGraph(id));
    int subtasks = 0;
    for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
      subtasks++;
    }
    return subtasks > 0;
  }

  /** Makes a checkpoint now, beside the periodic ones, and waits until it is complete. */
  public void checkpoint() throws Exception {
    long unused = answer(cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED));
  }

  /** Makes a checkpoint now, waits until it is complete, and returns what it cost. */
  public CheckpointCost checkpointCost() throws Exception {
    long made =
        cluster
            .triggerCheckpoint(id, CheckpointType.CONFIGURED)
            .get(CHECKPOINT_LIMIT_SECONDS, TimeUnit.SECONDS);
    CheckpointStatsSnapshot snapshot =
        Objects.requireNonNull(
            answer(cluster.getExecutionGraph(id)).getCheckpointStatsSnapshot(),
            "a job that makes checkpoints counts them");
    AbstractCheckpointStats stats =
        Objects.requireNonNull(
            snapshot.getHistory().getCheckpointById(made), "the newest checkpoint is remembered");
    return new CheckpointCost(
        stats.getCheckpointedSize(), stats.getStateSize(), stats.getEndToEndDuration());
  }

  /** Asks the job to end; does nothing where it has ended already. */
  public void cancel() throws Exception {
    if (!status().isGloballyTerminalState()) {
      answer(cluster.cancelJob(id));
    }
  }

  /**
   * Waits for the job's end.
   *
   * @return how it ended
   * @throws TimeoutException where it still runs after the limit
   */
  public JobStatus awaitEnd(Duration limit) throws Exception {
    cluster.requestJobResult(id).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    return status();
  }

  private static <T> T answer(CompletableFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
