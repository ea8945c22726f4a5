package io.paceline.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.job.PacelineJob;
import io.paceline.job.spend.TestOptions;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.state.CheckpointStorageFactory;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes checkpoints of a small job through the paced storage and restores from them. The job counts
 * the records of each key; the count of a record follows from its index, so a record that was lost
 * or counted twice shows.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PacedCheckpointTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final int KEYS = 50;
  private static final int ENOUGH = 10 * KEYS;
  private static final double RECORDS_PER_SECOND = 5_000;
  private static final long PATIENCE_SECONDS = 60;

  /** What the running job has counted. */
  private static final BlockingQueue<Counted> OUT = new LinkedBlockingQueue<>();

  /** The threads that rested, by name. */
  private static final Set<String> RESTED = ConcurrentHashMap.newKeySet();

  /** The index of a record, and how many records of its key had come by then, itself included. */
  public record Counted(long index, String ballast, long count) {}

  @BeforeEach
  void forget() {
    OUT.clear();
    RESTED.clear();
  }

  /**
   * Counts the records of a key. The ballast makes the state of all keys larger than what is
   * written between two looks at the clock.
   */
  private static final class Count extends RichMapFunction<Long, Counted> {
    private static final long serialVersionUID = 1L;
    private static final String BALLAST = "x".repeat(1_000);

    private transient ValueState<Counted> last;

    @Override
    public void open(OpenContext context) {
      last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Counted.class));
    }

    @Override
    public Counted map(Long index) throws Exception {
      long before = last.value() == null ? 0 : last.value().count();
      Counted counted = new Counted(index, BALLAST, before + 1);
      last.update(counted);
      return counted;
    }
  }

  /**
   * Passes records on. At a checkpoint it writes raw state itself while records wait, and fills a
   * list state that Flink writes in the asynchronous part.
   */
  private static final class WriteWhileRecordsWait extends AbstractStreamOperator<Counted>
      implements OneInputStreamOperator<Counted, Counted> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<Counted> record) {
      output.collect(record);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      context.getRawOperatorStateOutput().startNewPartition();
      context.getRawOperatorStateOutput().write(new byte[100_000]);
      getOperatorStateBackend()
          .getListState(new ListStateDescriptor<>("list", Types.STRING))
          .add("x".repeat(100_000));
    }
  }

  private record Putting() implements Sink<Counted> {
    @Override
    public SinkWriter<Counted> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Counted counted, Context writing) {
          OUT.add(counted);
        }

        @Override
        public void flush(boolean endOfInput) {
          // Records are not buffered, so there is nothing to flush.
        }

        @Override
        public void close() {
          // The queue stays open, because the test still reads from it.
        }
      };
    }
  }

  /**
   * Paced like the job's own storage, but each look at the clock finds that a stretch of work is
   * over.
   */
  public static final class RestingAtEachLook
      implements CheckpointStorageFactory<PacedCheckpointStorage> {

    @Override
    public PacedCheckpointStorage createFromConfig(ReadableConfig config, ClassLoader classLoader) {
      return new PacedCheckpointStorage(
          JobManagerCheckpointStorage.createFromConfig(config, classLoader), new NoTime());
    }
  }

  private static final class NoTime implements CheckpointPace.Time {
    private static final long serialVersionUID = 1L;

    private final AtomicLong now = new AtomicLong();

    @Override
    public long nanos() {
      return now.addAndGet(100_000);
    }

    @Override
    public void rest(long nanos) {
      RESTED.add(Thread.currentThread().getName());
    }
  }

  /** The job's settings, with checkpoints only where a test takes one. */
  private static Configuration settings() {
    return PacelineJob.settings(TestOptions.with("--checkpoint.interval", "1 h"));
  }

  private static Configuration files(Path folder) {
    Configuration settings = settings();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    settings.set(
        CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.resolve("savepoints").toUri().toString());
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return settings;
  }

  private static JobClient start(Configuration settings) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(settings);
    env.setParallelism(1);
    env.fromSource(
            new DataGeneratorSource<>(
                index -> index,
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(RECORDS_PER_SECOND),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(index -> index % KEYS)
        .map(new Count())
        .uid("count")
        .transform("write", TypeInformation.of(Counted.class), new WriteWhileRecordsWait())
        .uid("write")
        .sinkTo(new Putting())
        .uid("out");
    return env.executeAsync();
  }

  /** Waits for records of all keys, checks their counts, and returns the first one's index. */
  private static long countedFrom() throws InterruptedException {
    long first = -1;
    for (int i = 0; i < ENOUGH; i++) {
      Counted counted = OUT.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(counted).as("record %s", i).isNotNull();
      assertThat(counted.count()).as("%s", counted.index()).isEqualTo(counted.index() / KEYS + 1);
      first = i == 0 ? counted.index() : first;
    }
    return first;
  }

  private static void end(JobClient job) throws Exception {
    job.cancel().get();
    job.getJobExecutionResult().exceptionally(e -> null).get();
    OUT.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoints", "savepoints"})
  void aJobRestoresFromWhatThePacedStorageHasWritten(
      String kind, @InjectMiniCluster MiniCluster cluster, @TempDir Path folder) throws Exception {
    JobClient job = start(files(folder));
    assertThat(countedFrom()).isZero();
    String written =
        kind.equals("checkpoints")
            ? cluster.triggerCheckpoint(job.getJobID()).get()
            : cluster
                .triggerSavepoint(job.getJobID(), null, false, SavepointFormatType.CANONICAL)
                .get();
    assertThat(cluster.getExecutionGraph(job.getJobID()).get().getCheckpointStorageName())
        .contains(PacedCheckpointStorage.class.getSimpleName());
    end(job);
    assertThat(written).contains(folder.resolve(kind).toString());

    Configuration paced = files(folder);
    paced.set(StateRecoveryOptions.SAVEPOINT_PATH, written);
    job = start(paced);
    assertThat(countedFrom()).isPositive();
    end(job);

    Configuration plain = paced.clone();
    plain.removeConfig(CheckpointingOptions.CHECKPOINT_STORAGE);
    job = start(plain);
    assertThat(countedFrom()).as("restored by Flink's own storage").isPositive();
    assertThat(cluster.getExecutionGraph(job.getJobID()).get().getCheckpointStorageName())
        .contains("FileSystemCheckpointStorage");
    end(job);
  }

  @Test
  void onlyTheAsynchronousPartOfACheckpointRests(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    Configuration settings = settings();
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, RestingAtEachLook.class.getName());
    JobClient job = start(settings);
    countedFrom();
    assertThat(cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL).get()).isPositive();
    end(job);

    // The name is that of Flink's threads for the asynchronous part; a task's own thread has the
    // names of its operators.
    assertThat(RESTED).isNotEmpty().allMatch(name -> name.startsWith("AsyncOperations"));
  }
}
