package io.paceline.job.kafka;

import io.paceline.core.clock.WallClock;
import io.paceline.job.options.KafkaOptions;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The job's topics in Kafka. */
public final class KafkaEdge implements Sources, Sinks {

  /** Wall time between two searches for new partitions of the notices, milliseconds. */
  private static final String NEW_PARTITIONS_MILLIS = "10000";

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
    KafkaSourceBuilder<RawRecord> builder =
        KafkaSource.<RawRecord>builder()
            .setBootstrapServers(options.bootstrapServers())
            .setTopics(topic.topicName())
            .setGroupId(options.groupId())
            .setStartingOffsets(startingOffsets(topic))
            .setDeserializer(new RecordReader(topic))
            .setProperties(consumerSettings)
            .setProperty("fetch.min.bytes", "1")
            .setProperty("client.id.prefix", options.groupId() + "-" + topic.topicName());
    DataStreamSource<RawRecord> records =
        topic == Topic.NOTICES
            ? notices(env, builder, topic)
            : env.fromSource(builder.build(), new NoProgress<>(), topic.topicName());
    return records.uid("source-" + topic.topicName());
  }

  /** Notices, with watermarks that tell how far they have been read. */
  private DataStreamSource<RawRecord> notices(
      StreamExecutionEnvironment env, KafkaSourceBuilder<RawRecord> builder, Topic topic) {
    // While a new partition has no reader, no money is released, so new ones are searched for
    // often.
    builder.setProperty(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), NEW_PARTITIONS_MILLIS);
    Properties settings = new Properties();
    settings.putAll(consumerSettings);
    settings.setProperty("bootstrap.servers", options.bootstrapServers());
    ProgressSource source =
        new ProgressSource(builder.build(), topic.topicName(), settings, WallClock.SYSTEM);
    // The source makes its watermarks itself.
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), topic.topicName())
        .setParallelism(1);
  }

  /**
   * The offsets at which a start without a checkpoint begins to read; a restore continues from its
   * checkpoint. Bid requests and user events go on from the offsets that the consumer group has
   * committed. Where there are none, requests begin at the end of the topic, because nobody waits
   * for the answers to older ones, and user events at its beginning. All other topics are read from
   * their beginning: control topics hold the job's knowledge, and notices, spend reports and
   * adjustments always count.
   */
  private static OffsetsInitializer startingOffsets(Topic topic) {
    return switch (topic) {
      case BID_REQUESTS -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST);
      case USER_EVENTS -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      // Without a checkpoint the ledgers start empty, so everything that the topics of notices,
      // reports and adjustments still hold is booked again.
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
   * How long a producer waits to fill a batch, milliseconds. A batch is worth the wait, because a
   * record sent alone costs the broker more work than the decision behind it costs the job. An
   * exchange waits for its answer, so responses are sent at once. A pacing update is due once per
   * tick of its budget, a second by default, so a fiftieth of a second is no delay. Nobody waits
   * for the training log and dead letters.
   */
  private static String lingerMillis(Topic topic) {
    return switch (topic) {
      case TRAINING_LOG, DEAD_LETTERS -> "100";
      case PACING_UPDATES -> "20";
      default -> "0";
    };
  }
}
