package io.paceline.deploy.bench;

import io.paceline.deploy.kafka.TopicReader;
import io.paceline.job.kafka.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that writes every request back as its answer. Its latency is that of two hops over
 * Kafka.
 */
record EchoContender() implements Contender {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long STOP_SECONDS = 5;

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Started start(Arena arena) {
    return new Echo(arena.bootstrapServers());
  }

  private static final class Echo implements Started {

    private final String bootstrapServers;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Exception failure;

    Echo(String bootstrapServers) {
      this.bootstrapServers = bootstrapServers;
      thread = new Thread(this::run, "echo");
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0);
      try (KafkaConsumer<byte[], byte[]> requests =
              TopicReader.fromEnd(bootstrapServers, Topic.BID_REQUESTS);
          KafkaProducer<byte[], byte[]> answers =
              new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
        while (!stopped) {
          for (ConsumerRecord<byte[], byte[]> request : requests.poll(POLL)) {
            var unused =
                answers.send(
                    new ProducerRecord<>(
                        Topic.BID_RESPONSES.topicName(), request.key(), request.value()));
          }
        }
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    @Override
    public boolean isFull(byte[] answer) {
      return true;
    }

    @Override
    public void nudge() {}

    @Override
    public @Nullable String failure() {
      Exception last = failure;
      return last == null ? null : last.toString();
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    }
  }
}
