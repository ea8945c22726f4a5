package io.paceline.job.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes Kafka records as raw bytes. Nothing can fail here; other operators decode them later. */
final class RecordReader implements KafkaRecordDeserializationSchema<RawRecord> {

  private static final long serialVersionUID = 1L;

  private final boolean keyed;

  /**
   * A reader of one topic. It keeps the keys of records only where the topic is compacted, because
   * there the key says what a record is about.
   */
  RecordReader(Topic topic) {
    keyed = topic.isCompacted();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    Header header = record.headers().lastHeader(RawRecord.EXCHANGE_HEADER);
    String exchange =
        header == null || header.value() == null
            ? RawRecord.DEFAULT_EXCHANGE
            : new String(header.value(), StandardCharsets.UTF_8);
    // A tombstone gets an empty value, because Flink's serializers do not accept null arrays.
    byte[] value = record.value() == null ? new byte[0] : record.value();
    String key =
        keyed && record.key() != null ? new String(record.key(), StandardCharsets.UTF_8) : "";
    out.collect(
        new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            exchange,
            key,
            record.value() == null,
            value));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
