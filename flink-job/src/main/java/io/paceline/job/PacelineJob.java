package io.paceline.job;

import io.paceline.job.kafka.KafkaEdge;
import io.paceline.job.options.JobOptions;
import io.paceline.job.topology.PacelineTopology;
import io.paceline.model.tensorflow.TensorFlowScorer;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job as it is submitted to a Flink cluster. */
public final class PacelineJob {

  /** Upper bound of every later parallelism; it can never change for a job that has state. */
  private static final int MAX_PARALLELISM = 120;

  private static final int CHECKPOINT_BUFFER_BYTES = 1 << 16;

  private static final int TOLERABLE_FAILED_CHECKPOINTS = 10;

  private PacelineJob() {}

  /** Reads the options from the command line and runs the job. */
  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.fromArguments(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings(options));
    define(env, options);
    env.execute("Paceline");
  }

  /** Lays the topology between Kafka's topics. */
  public static void define(StreamExecutionEnvironment env, JobOptions options) {
    KafkaEdge kafka = new KafkaEdge(options);
    new PacelineTopology(options, TensorFlowScorer::load).define(env, kafka, kafka);
  }

  /** Settings that belong to the job, wherever it runs. */
  public static Configuration settings(JobOptions options) {
    Configuration settings = new Configuration();
    // A fallback to Kryo and an operator without a permanent uid are mistakes that must show at
    // once.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    // The default timeout of 100 ms would be added to the time of every decision.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    if (options.checkpointMillis() > 0) {
      settings.set(
          CheckpointingOptions.CHECKPOINTING_INTERVAL,
          Duration.ofMillis(options.checkpointMillis()));
      // The default buffer of 4 KB would take 16 times as many write calls.
      settings.set(CheckpointingOptions.FS_WRITE_BUFFER_SIZE, CHECKPOINT_BUFFER_BYTES);
      // A failed checkpoint makes new budgets wait, but it is no reason to stop deciding.
      settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE_FAILED_CHECKPOINTS);
    }
    return settings;
  }
}
