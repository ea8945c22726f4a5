package io.paceline.deploy.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning on a thread of its own and hands every record on, until it is
 * closed.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long STOP_SECONDS = 5;

  /** Takes a record; an exception that it throws ends the follower. */
  public interface Handler {
    void handle(ConsumerRecord<byte[], byte[]> record) throws Exception;
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Handler handler;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile Exception failure;

  /** Starts to read. */
  public TopicFollower(String bootstrapServers, String topic, Handler handler) {
    this.handler = handler;
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("fetch.min.bytes", "1");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::run, "follow-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          handler.handle(record);
        }
      }
    } catch (WakeupException e) {
      // Woken to stop.
    } catch (Exception e) {
      failure = e;
    }
  }

  /** Why the follower ended by itself, or null where it did not. */
  public Exception failure() {
    return failure;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    consumer.wakeup();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
  }
}
