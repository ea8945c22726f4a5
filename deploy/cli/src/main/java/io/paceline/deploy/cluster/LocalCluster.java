package io.paceline.deploy.cluster;

import io.paceline.deploy.cli.UserFacingException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this JVM, one job manager and one task manager, with Flink's web UI on the
 * loopback address.
 *
 * <p>The cluster knows nothing of the job: the job's own definition sets buffer timeout,
 * checkpoints and restarts.
 */
public final class LocalCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long STOP_LIMIT_SECONDS = 30;

  /**
   * Where state lives on the heap, Flink's default size would only reserve memory that nobody uses.
   */
  private static final MemorySize HEAP_ONLY = MemorySize.ofMebiBytes(32);

  private final MiniCluster cluster;
  private final URI webUi;

  private LocalCluster(MiniCluster cluster, URI webUi) {
    this.cluster = cluster;
    this.webUi = webUi;
  }

  /**
   * Starts the cluster and returns once its web UI answers.
   *
   * @param webUiPort port of the web UI, 0 for a free one
   * @param slots parallel subtasks that one job may have
   * @param logFile file that the web UI shows as the cluster's log
   * @throws UserFacingException where the port is taken
   */
  public static LocalCluster start(int webUiPort, int slots, Path logFile) throws Exception {
    return start(webUiPort, slots, logFile, HEAP_ONLY);
  }

  /**
   * As {@link #start(int, int, Path)}, for jobs that keep their state outside of the heap.
   *
   * @param managed memory for state backends such as RocksDB
   */
  public static LocalCluster start(int webUiPort, int slots, Path logFile, MemorySize managed)
      throws Exception {
    MiniClusterConfiguration configuration =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration(webUiPort, logFile, managed))
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(slots)
            .setCommonBindAddress(HOST)
            .build();
    MiniCluster cluster = new MiniCluster(configuration);
    try {
      cluster.start();
      return new LocalCluster(cluster, cluster.getRestAddress().get());
    } catch (Exception e) {
      // A cluster that did not start closes itself.
      if (isPortTaken(e)) {
        throw new UserFacingException(
            "port " + webUiPort + " is taken: give another with --port", e);
      }
      throw e;
    }
  }

  private static Configuration configuration(int webUiPort, Path logFile, MemorySize managed) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, HOST);
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(RestOptions.PORT, webUiPort);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(webUiPort));
    configuration.set(RestOptions.ENABLE_PROFILER, true);
    // Otherwise anyone who can open the page could upload a jar and run it.
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.LOG_PATH, logFile.toString());
    configuration.set(TaskManagerOptions.TASK_MANAGER_LOG_PATH, logFile.toString());
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, managed);
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    return configuration;
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** Address of the web UI. */
  public URI webUi() {
    return webUi;
  }

  /**
   * Submits the job that a definition builds and returns once the cluster has accepted it; the job
   * may not run yet.
   *
   * @param name what the web UI calls the job
   * @param parallelism subtasks of each operator, at most the cluster's slots
   * @param definition adds sources, operators and sinks to the environment, and may configure it
   */
  public RunningJob submit(
      String name, int parallelism, Consumer<StreamExecutionEnvironment> definition)
      throws Exception {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
    environment.setParallelism(parallelism);
    definition.accept(environment);
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(name);
    JobID id = cluster.submitJob(graph.getJobGraph()).get().getJobID();
    return new RunningJob(cluster, id);
  }

  /** Cancels all running jobs and ends the cluster. A second call does no harm. */
  @Override
  public void close() throws Exception {
    CompletableFuture<Void> closed = cluster.closeAsync();
    try {
      closed.get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new UserFacingException(
          "Flink did not end within " + STOP_LIMIT_SECONDS + " s; it goes with this process", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Flink did not end cleanly", e.getCause());
    }
  }
}
