package io.paceline.job.kafka;

/**
 * A record as it came, with its origin, so that an error in it can be traced to the record.
 *
 * @param topic name of the topic
 * @param partition its partition
 * @param offset its offset
 * @param timestampMillis Kafka's timestamp of the record: wall time at which it entered the topic
 * @param exchange value of the header {@code exchange}, or {@code default} without it
 * @param key the record's key as text; empty where it has none, and in topics whose keys nobody
 *     reads (see {@link Topic#isCompacted})
 * @param tombstone true for a record without a value, which removes its key from the topic
 * @param value raw bytes, empty for a tombstone
 */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    String exchange,
    String key,
    boolean tombstone,
    byte[] value) {

  private static final String NO_KEY = "";

  /** Name of the header that names the exchange. */
  public static final String EXCHANGE_HEADER = "exchange";

  /** Exchange of a record without that header. */
  public static final String DEFAULT_EXCHANGE = "default";

  /** A record that has no key, or whose key nobody reads. */
  public static RawRecord withoutKey(
      String topic,
      int partition,
      long offset,
      long timestampMillis,
      String exchange,
      byte[] value) {
    return new RawRecord(topic, partition, offset, timestampMillis, exchange, NO_KEY, false, value);
  }
}
