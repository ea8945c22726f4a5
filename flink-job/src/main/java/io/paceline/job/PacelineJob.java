package io.paceline.job;

import io.paceline.job.checkpoint.PacedCheckpointStorage;
import io.paceline.job.kafka.KafkaEdge;
import io.paceline.job.kafka.MissingTopics;
import io.paceline.job.options.JobOptions;
import io.paceline.job.topology.PacelineTopology;
import io.paceline.model.tensorflow.TensorFlowScorer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job as it is submitted to a Flink cluster. */
public final class PacelineJob {

  /**
   * The job's maximum parallelism, by which Flink divides keyed state; it cannot change for a job
   * that has state.
   */
  private static final int MAX_PARALLELISM = 120;

  private static final int CHECKPOINT_BUFFER_BYTES = 1 << 16;

  private static final Duration AUTO_WATERMARK_INTERVAL = Duration.ofMillis(200);

  private static final int TOLERABLE_FAILED_CHECKPOINTS = 10;

  private static final Set<String> HELP = Set.of("--help", "-h");

  /** Flink's name for a checkpoint storage in files. */
  private static final String FILES = "filesystem";

  private PacelineJob() {}

  /**
   * Reads the options from the command line and runs the job. With {@code --help} or {@code -h} it
   * prints the options instead.
   *
   * @throws IllegalArgumentException where an option is wrong
   * @throws IllegalStateException where a topic that the job reads is missing; the message says in
   *     one sentence which, and how to create it
   */
  public static void main(String[] args) throws Exception {
    run(args, System.out);
  }

  static void run(String[] args, PrintStream out) throws Exception {
    if (Arrays.stream(args).anyMatch(HELP::contains)) {
      out.println(JobOptions.help());
      return;
    }
    JobOptions options = JobOptions.fromArguments(args);
    MissingTopics.refuse(options.kafka());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(settings(options, env.getConfiguration()));
    define(env, options);
    env.execute("Paceline");
  }

  /** Lays the topology between Kafka's topics. */
  public static void define(StreamExecutionEnvironment env, JobOptions options) {
    KafkaEdge kafka = new KafkaEdge(options.kafka());
    new PacelineTopology(options, TensorFlowScorer::load).define(env, kafka, kafka);
  }

  /** Settings that belong to the job, wherever it runs; its checkpoints are paced. */
  public static Configuration settings(JobOptions options) {
    return settings(options, new Configuration());
  }

  /**
   * The settings of {@link #settings(JobOptions)} for a user who has configured something too.
   *
   * @param user what the user has configured; a checkpoint storage named there stays, unless it is
   *     the one that Flink would choose anyway, which is wrapped to be paced
   */
  static Configuration settings(JobOptions options, ReadableConfig user) {
    Configuration settings = new Configuration();
    // A fallback to Kryo and an operator without a permanent uid are mistakes that must show at
    // once.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    // The first three steps of a decision share memory and must be one chain, whatever the cluster
    // is configured to.
    settings.set(PipelineOptions.OPERATOR_CHAINING, true);
    // By default, a buffer that is not full waits up to 100 ms at each edge between tasks, which
    // would delay decisions.
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    // Streams that tell nothing about the reading of notices are marked so at this interval; until
    // then the ledgers release no money.
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, AUTO_WATERMARK_INTERVAL);
    if (options.checkpointMillis() > 0) {
      settings.set(
          CheckpointingOptions.CHECKPOINTING_INTERVAL,
          Duration.ofMillis(options.checkpointMillis()));
      // The default buffer of 4 KB would take 16 times as many write calls.
      settings.set(CheckpointingOptions.FS_WRITE_BUFFER_SIZE, CHECKPOINT_BUFFER_BYTES);
      // A failed checkpoint makes new budgets wait, but it is no reason to stop deciding.
      settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE_FAILED_CHECKPOINTS);
      if (leavesStorageToFlink(user)) {
        settings.set(
            CheckpointingOptions.CHECKPOINT_STORAGE,
            PacedCheckpointStorage.Factory.class.getName());
      }
    }
    return settings;
  }

  /**
   * True where the user names no checkpoint storage, or names the one that Flink would choose
   * anyway. In both cases the paced storage can take its place, because it wraps the storage that
   * Flink chooses.
   */
  private static boolean leavesStorageToFlink(ReadableConfig user) {
    String named = user.get(CheckpointingOptions.CHECKPOINT_STORAGE);
    return named == null
        || (named.equalsIgnoreCase(FILES)
            && user.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isPresent());
  }
}
