package io.paceline.deploy.kafka;

import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

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
  private volatile @Nullable Exception failure;

  /** Starts to read. */
  public TopicFollower(String bootstrapServers, Topic topic, Handler handler) {
    this.handler = handler;
    consumer = TopicReader.fromStart(bootstrapServers, topic);
    thread = new Thread(this::run, "follow-" + topic.topicName());
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
  public @Nullable Exception failure() {
    return failure;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    consumer.wakeup();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
  }
}
