package io.paceline.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.job.PacelineJob;
import io.paceline.job.eligibility.ChainMemory;
import io.paceline.job.options.JobOptions;
import io.paceline.job.spend.TestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the first three steps of a decision run as one chain, on one thread for each subtask:
 * they share plain memory (see {@link ChainMemory}), and nothing else carries its content from one
 * to the other.
 */
@Timeout(180)
class ChainTest {

  private static final List<String> STEPS = List.of("eligibility", "score", "allocate");

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** Configurations of a cluster that the job could run on. */
  static Stream<Configuration> clusters() {
    Configuration unchained = new Configuration();
    unchained.set(PipelineOptions.OPERATOR_CHAINING, false);
    Configuration strict = new Configuration();
    strict.set(
        PipelineOptions.OPERATOR_CHAINING_CHAIN_OPERATORS_WITH_DIFFERENT_MAX_PARALLELISM, false);
    return Stream.of(new Configuration(), unchained, strict);
  }

  /** The job between Kafka's topics, as it is submitted to a cluster. */
  private static StreamExecutionEnvironment job(
      Configuration cluster, int parallelism, String... arguments) {
    JobOptions options = TestOptions.with(arguments);
    Configuration merged = new Configuration(cluster);
    merged.addAll(PacelineJob.settings(options));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(merged);
    env.setParallelism(parallelism);
    PacelineJob.define(env, options);
    return env;
  }

  /** The tasks that the first three steps of a decision are part of. */
  private static List<JobVertex> tasksOfTheSteps(StreamExecutionEnvironment env) {
    List<JobVertex> tasks = new ArrayList<>();
    for (JobVertex vertex : env.getStreamGraph(false).getJobGraph().getVertices()) {
      if (uids(vertex).stream().anyMatch(STEPS::contains)) {
        tasks.add(vertex);
      }
    }
    return tasks;
  }

  private static List<String> uids(JobVertex vertex) {
    return vertex.getOperatorIDs().stream().map(OperatorIDPair::getUserDefinedOperatorUid).toList();
  }

  private static void assertOneChain(StreamExecutionEnvironment env) {
    assertThat(tasksOfTheSteps(env))
        .as("tasks of " + STEPS)
        .singleElement()
        .satisfies(
            task -> {
              assertThat(uids(task)).containsAll(STEPS);
              assertThat(task.getParallelism()).isEqualTo(env.getParallelism());
            });
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void theStepsOfADecisionAreOneTaskWhateverTheClusterIsConfiguredTo(Configuration cluster) {
    for (int parallelism : new int[] {1, 3}) {
      assertOneChain(job(cluster, parallelism));
    }
  }

  @Test
  void noOptionOfTheJobBreaksTheChain() {
    for (String[] option :
        new String[][] {
          {"--score.capacity", "1"},
          {"--score.timeout", "1 ms"},
          {"--checkpoint.interval", "0 s"},
          {"--allocation.proportional", "true"},
          {"--training.sample", "0"},
          {"--exploration.share", "0"},
          {"--deadline.margin", "0 ms"},
        }) {
      assertOneChain(job(new Configuration(), 2, option));
    }
  }

  @Test
  void aJobWhoseChainIsBrokenDoesNotStart() throws Exception {
    // Without checkpoints Flink does not try to start the job again.
    JobOptions options = TestOptions.with("--checkpoint.interval", "0 s");
    Configuration settings = PacelineJob.settings(options);
    settings.set(PipelineOptions.OPERATOR_CHAINING, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    MemoryEdge topics = new MemoryEdge();
    new PacelineTopology(
            options,
            (bundle, first) -> {
              throw new IllegalStateException("nothing is scored here");
            })
        .define(env, topics, topics);
    assertThat(tasksOfTheSteps(env)).hasSize(3);

    assertThatThrownBy(env::execute)
        .satisfies(
            failure ->
                assertThat(
                        ExceptionUtils.findThrowableWithMessage(
                            failure, "share memory and must be one chain"))
                    .isPresent());
  }
}
