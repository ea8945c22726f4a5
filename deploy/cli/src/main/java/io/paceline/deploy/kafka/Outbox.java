package io.paceline.deploy.kafka;

import io.paceline.deploy.cli.UserFacingException;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to topics without waiting, and remembers the first write that failed. Safe for several
 * threads.
 */
public final class Outbox implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long WRITE_SECONDS = 15;

  private final Producer<byte[], byte[]> producer;
  private volatile @Nullable Exception failure;

  /** Connects to the brokers; each record is sent at once. */
  public Outbox(String bootstrapServers) {
    this(bootstrapServers, 0);
  }

  /**
   * Connects to the brokers.
   *
   * @param lingerMillis longest time that a record waits for others, to be sent together with them,
   *     milliseconds
   */
  public Outbox(String bootstrapServers, int lingerMillis) {
    this(
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", lingerMillis),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /** An outbox that writes to the caller's producer; {@link #close} closes the producer. */
  public Outbox(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Sends a record with the header that names the exchange. */
  public void send(Topic topic, String exchange, String key, byte[] value) {
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
  public void send(Topic topic, String key, byte[] value) {
    Future<?> unused = send(topic, key, value, List.of());
  }

  /**
   * Sends a record and waits until the broker has it.
   *
   * @throws Exception where the broker does not have it within 15 seconds
   */
  public void write(Topic topic, String key, byte[] value) throws Exception {
    send(topic, key, value, List.of()).get(WRITE_SECONDS, TimeUnit.SECONDS);
  }

  private Future<?> send(Topic topic, String key, byte[] value, List<Header> headers) {
    try {
      return producer.send(
          new ProducerRecord<>(
              topic.topicName(), null, key.getBytes(StandardCharsets.UTF_8), value, headers),
          (metadata, e) -> {
            if (e != null) {
              failed(e);
            }
          });
    } catch (RuntimeException e) {
      // The producer refused the record before it was sent, so it does not call back.
      failed(e);
      throw e;
    }
  }

  private void failed(Exception e) {
    if (failure == null) {
      failure = e;
    }
  }

  /** Why the first failed write failed; null where none has failed. */
  public @Nullable Exception failure() {
    return failure;
  }

  /**
   * Waits until every record that was sent so far is written.
   *
   * @throws UserFacingException where a write failed
   */
  public void flush() {
    producer.flush();
    Exception first = failure;
    if (first != null) {
      throw new UserFacingException(
          "the broker did not take a record: " + first.getMessage(), first);
    }
  }

  @Override
  public void close() {
    producer.close(STOP);
  }
}
