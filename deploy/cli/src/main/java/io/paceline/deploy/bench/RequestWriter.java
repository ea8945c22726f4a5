package io.paceline.deploy.bench;

import io.paceline.deploy.cli.UserFacingException;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the arena's topics. */
final class RequestWriter implements AutoCloseable {

  private static final int BACKLOG_LINGER_MILLIS = 20;
  private static final int BACKLOG_BATCH_BYTES = 256 * 1024;

  /**
   * Time limit of a transaction, after which the broker aborts it. A whole backlog is one
   * transaction.
   */
  private static final int TRANSACTION_MILLIS = 600_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private volatile Exception failure;

  /** A writer that sends each record at once. */
  RequestWriter(String bootstrapServers) {
    this(Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0));
  }

  private RequestWriter(Map<String, Object> settings) {
    producer =
        new KafkaProducer<>(
            new HashMap<>(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Writes a backlog in one transaction, so that all of it lies in the topic before a reader of
   * committed records sees the first request.
   */
  static void backlog(String bootstrapServers, BenchTraffic traffic, int requests) {
    try (RequestWriter writer =
        new RequestWriter(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                BACKLOG_LINGER_MILLIS,
                "batch.size",
                BACKLOG_BATCH_BYTES,
                "transactional.id",
                "backlog",
                "transaction.timeout.ms",
                TRANSACTION_MILLIS))) {
      writer.producer.initTransactions();
      writer.producer.beginTransaction();
      for (int i = 0; i < requests; i++) {
        writer.send(traffic.send());
      }
      writer.producer.flush();
      writer.producer.commitTransaction();
    }
  }

  /** Sends a request without waiting. */
  void send(BenchTraffic.Sent request) {
    send(
        Topic.BID_REQUESTS,
        request.id(),
        request.json(),
        List.of(
            new RecordHeader(
                RawRecord.EXCHANGE_HEADER, request.exchange().getBytes(StandardCharsets.UTF_8))));
  }

  /** Sends a record without waiting; {@link #close} waits. */
  void write(Topic topic, String key, byte[] value) {
    send(topic, key, value, List.of());
  }

  private void send(Topic topic, String key, byte[] value, List<Header> headers) {
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(
                topic.topicName(), null, key.getBytes(StandardCharsets.UTF_8), value, headers),
            (metadata, e) -> {
              if (e != null) {
                failure = e;
              }
            });
  }

  /**
   * Closes the writer and returns once every record is written.
   *
   * @throws UserFacingException where a write failed
   */
  @Override
  public void close() {
    producer.close();
    if (failure != null) {
      throw new UserFacingException(
          "the broker did not take a record: " + failure.getMessage(), failure);
    }
  }
}
