package io.paceline.deploy.local;

import io.paceline.deploy.broker.BrokerProcess;
import io.paceline.deploy.cli.Running;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.cluster.LocalCluster;
import io.paceline.deploy.cluster.RunningJob;
import io.paceline.deploy.kafka.Topics;
import io.paceline.job.PacelineJob;
import io.paceline.job.options.JobOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Kafka broker with the job's topics and a Flink cluster, all on this machine. */
public final class LocalDeployment {

  /**
   * Settings of broker, topics and cluster.
   *
   * @param webUiPort port of Flink's web UI, 0 for a free one
   * @param kafkaPort preferred port of the broker, 0 for a free one
   * @param parallelism subtasks of each operator, and partitions of each topic that is no control
   *     topic
   * @param compacting true where control topics keep only the latest record of each key; such
   *     topics cannot be emptied
   * @param logFile file that the web UI shows as the cluster's log
   * @param checkpoints folder of the jobs' checkpoints; what an earlier run left there is deleted
   */
  public record Settings(
      int webUiPort,
      int kafkaPort,
      int parallelism,
      boolean compacting,
      Path logFile,
      Path checkpoints) {}

  private final BrokerProcess broker;
  private final LocalCluster cluster;
  private final Settings settings;

  private LocalDeployment(BrokerProcess broker, LocalCluster cluster, Settings settings) {
    this.broker = broker;
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * Starts broker and cluster and creates the topics. Each part is handed to {@code running} as
   * soon as it runs; {@code running} ends it later.
   *
   * @throws UserFacingException where the broker does not serve or the web UI's port is taken
   */
  public static LocalDeployment start(Running running, Settings settings) throws Exception {
    running.add(new CheckpointFolder(settings.checkpoints()));
    Future<LocalCluster> starting = startFlink(running, settings);
    BrokerProcess broker = running.add(BrokerProcess.start(settings.kafkaPort()));
    LocalCluster cluster = started(starting);
    Topics.createAll(broker.bootstrapServers(), settings.parallelism(), settings.compacting());
    return new LocalDeployment(broker, cluster, settings);
  }

  /**
   * Starts Flink on a thread of its own while the broker starts, because each of them mostly waits
   * for disk and network.
   */
  private static Future<LocalCluster> startFlink(Running running, Settings settings) {
    FutureTask<LocalCluster> task =
        new FutureTask<>(
            () ->
                running.add(
                    LocalCluster.start(
                        settings.webUiPort(), settings.parallelism(), settings.logFile())));
    Thread thread = new Thread(task, "flink-start");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static LocalCluster started(Future<LocalCluster> cluster) throws Exception {
    try {
      return cluster.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception known) {
        throw known;
      }
      throw e;
    }
  }

  /** The broker's address, {@code host:port}, as Kafka's clients expect it. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Address of Flink's web UI. */
  public URI webUi() {
    return cluster.webUi();
  }

  /**
   * Submits a job with the settings of Paceline's job and returns once the cluster has accepted it;
   * the job may not run yet.
   *
   * @param name what the web UI calls the job
   * @param options the job's options, from which its Flink settings follow
   * @param definition adds the topology to the environment, and may add settings of its own
   */
  public RunningJob submit(
      String name, JobOptions options, Consumer<StreamExecutionEnvironment> definition)
      throws Exception {
    Configuration flink = PacelineJob.settings(options);
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        settings.checkpoints().toAbsolutePath().toUri().toString());
    return cluster.submit(
        name,
        settings.parallelism(),
        env -> {
          env.configure(flink);
          definition.accept(env);
        });
  }
}
