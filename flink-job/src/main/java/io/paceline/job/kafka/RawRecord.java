package io.paceline.job.kafka;

/**
 * A record as it came, with its origin, so that an error in it can be traced to the record.
 *
 * @param topic name of the topic
 * @param partition its partition
 * @param offset its offset
 * @param timestampMillis Kafka's timestamp of the record: wall time at which it entered the topic
 * @param exchange value of the header {@code exchange}, or {@code default} without it
 * @param value raw bytes, empty for a tombstone
 */
public record RawRecord(
    String topic, int partition, long offset, long timestampMillis, String exchange, byte[] value) {

  /** Name of the header that names the exchange. */
  public static final String EXCHANGE_HEADER = "exchange";

  /** Exchange of a record without that header. */
  public static final String DEFAULT_EXCHANGE = "default";
}
