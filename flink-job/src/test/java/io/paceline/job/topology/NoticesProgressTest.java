package io.paceline.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.job.PacelineJob;
import io.paceline.job.kafka.NoProgress;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Sinks;
import io.paceline.job.kafka.Sources;
import io.paceline.job.kafka.Topic;
import io.paceline.job.options.JobOptions;
import io.paceline.job.spend.TestOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs the whole topology to see whom the progress of the notices reaches: the spend controllers,
 * although none of their other inputs has any, and nobody on the way of the decisions.
 */
@Timeout(180)
class NoticesProgressTest {

  private static final Map<String, Long> WATERMARKS = new ConcurrentHashMap<>();
  private static final CountDownLatch REACHED = new CountDownLatch(1);
  private static final long PROGRESS = 7_000;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** Tells with each record that notices have been read up to {@link #PROGRESS}. */
  private static final class Telling implements WatermarkStrategy<RawRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public WatermarkGenerator<RawRecord> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      return new WatermarkGenerator<>() {
        @Override
        public void onEvent(RawRecord event, long timestampMillis, WatermarkOutput output) {
          output.emitWatermark(new Watermark(PROGRESS));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
          // The progress is told with each record.
        }
      };
    }
  }

  private record Noting(String stream) implements Sink<OutRecord> {
    @Override
    public SinkWriter<OutRecord> createWriter(WriterInitContext context) {
      return new Writer(stream);
    }
  }

  private record Writer(String stream) implements SinkWriter<OutRecord> {
    @Override
    public void write(OutRecord record, Context context) {
      // Only watermarks matter here.
    }

    @Override
    public void writeWatermark(Watermark watermark) {
      WATERMARKS.put(stream, watermark.getTimestamp());
      if (stream.equals("bid-responses")) {
        REACHED.countDown();
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      // There is nothing to flush.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  /** Empty records, which no decoder can read, at a low rate. */
  private static DataStream<RawRecord> open(StreamExecutionEnvironment env, Topic topic) {
    String name = topic.topicName();
    WatermarkStrategy<RawRecord> progress =
        topic == Topic.NOTICES ? new Telling() : new NoProgress<>();
    return env.fromSource(
            new DataGeneratorSource<>(
                offset -> RawRecord.withoutKey(name, 0, offset, 0, "adx", new byte[0]),
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(20),
                TypeInformation.of(RawRecord.class)),
            progress,
            name)
        .uid("source-" + name);
  }

  @Test
  void theProgressOfNoticesReachesTheControllersAndNotTheDecisions() throws Exception {
    JobOptions options = TestOptions.with("--checkpoint.interval", "0 s");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(PacelineJob.settings(options));
    env.setParallelism(2);
    Sources sources = NoticesProgressTest::open;
    Sinks sinks =
        (records, topic, stream) ->
            records.sinkTo(new Noting(stream)).name(stream).uid("sink-" + stream);
    new PacelineTopology(
            options,
            (bundle, first) -> {
              throw new IllegalStateException("nothing is scored here");
            })
        .define(env, sources, sinks);

    JobClient job = env.executeAsync();
    boolean reached = REACHED.await(60, TimeUnit.SECONDS);
    job.cancel().get();

    assertThat(reached).isTrue();
    assertThat(WATERMARKS)
        .containsEntry("bid-responses", PROGRESS)
        .doesNotContainKey("early-no-bids");
  }
}
