package io.paceline.job.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link OutRecord}s to one topic. This is a named class, because Flink cannot tell the type
 * of a lambda here.
 */
final class RecordWriter implements KafkaRecordSerializationSchema<OutRecord> {

  private static final long serialVersionUID = 1L;

  private final String topic;

  RecordWriter(Topic topic) {
    this.topic = topic.topicName();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutRecord record, KafkaSinkContext context, @Nullable Long timestamp) {
    List<Header> headers =
        record.exchange() == null
            ? List.of()
            : List.of(
                new RecordHeader(
                    RawRecord.EXCHANGE_HEADER, record.exchange().getBytes(StandardCharsets.UTF_8)));
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    // Flink's serializers do not accept null arrays, so a tombstone is an empty value until here.
    byte[] value = record.value().length == 0 ? null : record.value();
    return new ProducerRecord<>(topic, null, null, key, value, headers);
  }
}
