package io.paceline.deploy.exchange;

import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes to topics without waiting, and remembers the first write that failed. Safe for several
 * threads.
 */
public final class Outbox implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long WRITE_SECONDS = 15;

  private final Producer<byte[], byte[]> producer;
  private volatile Exception failure;

  /** Connects; each record is sent at once. */
  public Outbox(String bootstrapServers) {
    this(bootstrapServers, 0);
  }

  /**
   * Connects.
   *
   * @param lingerMillis how long a record may wait for others that are sent with it
   */
  Outbox(String bootstrapServers, int lingerMillis) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("linger.ms", Integer.toString(lingerMillis));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** An outbox that writes to the producer of a test. */
  Outbox(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Sends a record with the header that names the exchange. */
  void send(Topic topic, String exchange, String key, byte[] value) {
    Future<?> unused =
        send(
            topic,
            key,
            value,
            List.of(
                new RecordHeader(
                    RawRecord.EXCHANGE_HEADER, exchange.getBytes(StandardCharsets.UTF_8))));
  }

  /** Sends a record. */
  void send(Topic topic, String key, byte[] value) {
    Future<?> unused = send(topic, key, value, List.of());
  }

  /** Sends a record and waits until the broker has it. */
  public void write(Topic topic, String key, byte[] value) throws Exception {
    send(topic, key, value, List.of()).get(WRITE_SECONDS, TimeUnit.SECONDS);
  }

  private Future<?> send(Topic topic, String key, byte[] value, List<Header> headers) {
    return producer.send(
        new ProducerRecord<>(
            topic.topicName(), null, key.getBytes(StandardCharsets.UTF_8), value, headers),
        (metadata, e) -> {
          if (e != null && failure == null) {
            failure = e;
          }
        });
  }

  /** Why the first failed write failed, or null. */
  Exception failure() {
    return failure;
  }

  @Override
  public void close() {
    producer.close(STOP);
  }
}
