package io.paceline.job.kafka;

import io.paceline.job.options.KafkaOptions;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The job's topics in Kafka. */
public final class KafkaEdge implements Sources, Sinks {

  private final KafkaOptions options;
  private final Properties consumerSettings = new Properties();

  /** Reads from and writes to the brokers that the options name. */
  public KafkaEdge(KafkaOptions options) {
    this(options, Map.of());
  }

  /**
   * Reads and writes with additional settings of Kafka's consumers, for example {@code
   * isolation.level}.
   *
   * @param consumerSettings by Kafka's own names
   */
  public KafkaEdge(KafkaOptions options, Map<String, String> consumerSettings) {
    this.options = options;
    this.consumerSettings.putAll(consumerSettings);
  }

  @Override
  public DataStream<RawRecord> open(StreamExecutionEnvironment env, Topic topic) {
    KafkaSource<RawRecord> source =
        KafkaSource.<RawRecord>builder()
            .setBootstrapServers(options.bootstrapServers())
            .setTopics(topic.topicName())
            .setGroupId(options.groupId())
            .setStartingOffsets(startingOffsets(topic))
            .setDeserializer(new RecordReader())
            .setProperties(consumerSettings)
            .setProperty("fetch.min.bytes", "1")
            .setProperty("client.id.prefix", options.groupId() + "-" + topic.topicName())
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), topic.topicName())
        .uid("source-" + topic.topicName());
  }

  /**
   * The offsets at which a first start begins to read; a restart continues from its checkpoint.
   * Control topics hold the job's knowledge, so they are read from their beginning. Bid requests
   * that waited before the first start are worthless by then, but notices always count.
   */
  private static OffsetsInitializer startingOffsets(Topic topic) {
    return switch (topic) {
      case BID_REQUESTS -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST);
      case USER_EVENTS -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      // Without a checkpoint the ledgers start empty, so every notice that the topic still holds is
      // booked again.
      default -> OffsetsInitializer.earliest();
    };
  }

  @Override
  public void drain(DataStream<OutRecord> records, Topic topic, String stream) {
    KafkaSink<OutRecord> sink =
        KafkaSink.<OutRecord>builder()
            .setBootstrapServers(options.bootstrapServers())
            .setRecordSerializer(new RecordWriter(topic))
            // A decision must not wait for a checkpoint: exactly-once sinks would hold it back
            // until one completes.
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setProperty("linger.ms", lingerMillis(topic))
            .build();
    records.sinkTo(sink).name(stream).uid("sink-" + stream);
  }

  /**
   * How long a producer waits to fill a batch. An exchange waits for its answer, so responses are
   * sent at once. Budgets tick at different moments of the same second, so a fiftieth of a second
   * to gather pacing updates is no delay. Records that are read later go in still larger batches,
   * because a record sent alone costs the broker more work than the decision behind it costs the
   * job.
   */
  private static String lingerMillis(Topic topic) {
    return switch (topic) {
      case TRAINING_LOG, DEAD_LETTERS -> "100";
      case PACING_UPDATES -> "20";
      default -> "0";
    };
  }
}
