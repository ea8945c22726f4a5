package io.paceline.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordReaderTest {

  private static RawRecord read(Topic topic, byte[] key, byte[] value) {
    List<RawRecord> read = new ArrayList<>();
    new RecordReader(topic)
        .deserialize(
            new ConsumerRecord<>(topic.topicName(), 1, 2, key, value), new ListCollector<>(read));
    return read.get(0);
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void theKeysOfCompactedTopicsAreRead(Topic topic) {
    RawRecord record = read(topic, "a key".getBytes(StandardCharsets.UTF_8), new byte[1]);

    assertThat(record.key()).isEqualTo(topic.isCompacted() ? "a key" : "");
    assertThat(record.tombstone()).isFalse();
    assertThat(read(topic, null, null).key()).isEmpty();
    assertThat(read(topic, null, null).tombstone()).isTrue();
  }
}
