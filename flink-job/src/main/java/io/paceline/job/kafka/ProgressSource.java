package io.paceline.job.kafka;

import io.paceline.core.clock.WallClock;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kafka source whose watermarks tell how far its topic has been read; see {@link ReadMarks}. One
 * reader has to read all partitions, because it alone can tell that none is left out: so the source
 * runs with parallelism 1. The lag of the last watermark is its metric {@code
 * noticesReadLagMillis}.
 */
final class ProgressSource
    implements Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<RawRecord> {

  private static final long serialVersionUID = 1L;

  /** Wall time between two questions to the brokers, milliseconds. */
  private static final long INTERVAL_MILLIS = 250;

  private final KafkaSource<RawRecord> source;
  private final String topic;
  private final Properties consumerSettings;
  private final WallClock clock;

  /**
   * Reads as {@code source} does.
   *
   * @param topic the one topic that the source reads
   * @param consumerSettings by Kafka's own names, with the brokers to ask
   */
  ProgressSource(
      KafkaSource<RawRecord> source, String topic, Properties consumerSettings, WallClock clock) {
    this.source = source;
    this.topic = topic;
    this.consumerSettings = consumerSettings;
    this.clock = clock;
  }

  @Override
  public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    if (context.currentParallelism() != 1) {
      throw new IllegalStateException(
          "topic " + topic + " needs one reader, not " + context.currentParallelism());
    }
    ProgressReader reader =
        new ProgressReader(
            source.createReader(context),
            new ReadProgress(
                topic,
                new KafkaTopicEnds(topic, consumerSettings),
                new SteadyClock(clock),
                INTERVAL_MILLIS));
    long startedAt = clock.millis();
    context
        .metricGroup()
        .gauge(
            "noticesReadLagMillis",
            () -> Math.max(0, clock.millis() - Math.max(startedAt, reader.toldMillis())));
    return reader;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    return source.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return source.getProducedType();
  }
}
