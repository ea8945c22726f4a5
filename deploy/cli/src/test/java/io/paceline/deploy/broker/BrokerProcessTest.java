package io.paceline.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.kafka.Topics;
import io.paceline.job.kafka.Topic;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BrokerProcessTest {

  @Test
  void aRecordComesBackAndNoProcessStays() throws Exception {
    long pid;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        BrokerProcess broker = BrokerProcess.start(other.getLocalPort())) {
      pid = broker.pid();
      assertThat(broker.bootstrapServers())
          .as("a taken port is left alone")
          .startsWith("127.0.0.1:")
          .doesNotEndWith(":" + other.getLocalPort());
      Topics.createAll(broker.bootstrapServers(), 2, true);
      send(broker, "campaigns", "c1", "shoes");

      ConsumerRecord<String, String> record = readFirst(broker, "campaigns");

      assertThat(record.key()).isEqualTo("c1");
      assertThat(record.value()).isEqualTo("shoes");
      assertThatThrownBy(() -> Topics.create(broker.bootstrapServers(), Topic.CAMPAIGNS, 1, false))
          .isInstanceOf(UserFacingException.class)
          .hasMessageContaining("already exists");
    }
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(true);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aBrokerThatEndsEarlyIsReportedWithItsLastLines() {
    assertThatThrownBy(() -> BrokerProcess.start("/no/such/classes", 0, Duration.ofSeconds(20)))
        .isInstanceOf(UserFacingException.class)
        .hasMessageContaining("ended before it served")
        .hasMessageContaining("BrokerMain");
  }

  private static void send(BrokerProcess broker, String topic, String key, String value)
      throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private static ConsumerRecord<String, String> readFirst(BrokerProcess broker, String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next();
    }
  }
}
