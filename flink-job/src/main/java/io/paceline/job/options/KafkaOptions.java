package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Where the job's topics are.
 *
 * @param bootstrapServers Kafka brokers, host:port, separated by commas
 * @param groupId Kafka consumer group
 */
public record KafkaOptions(String bootstrapServers, String groupId) implements Serializable {

  /** See {@link #bootstrapServers}. */
  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .defaultValue("127.0.0.1:9092")
          .withDescription("Kafka brokers, host:port, separated by commas.");

  /** See {@link #groupId}. */
  public static final ConfigOption<String> GROUP_ID =
      key("kafka.group-id")
          .stringType()
          .defaultValue("paceline")
          .withDescription("Kafka consumer group.");

  static final List<ConfigOption<?>> ALL = List.of(BOOTSTRAP_SERVERS, GROUP_ID);

  static KafkaOptions read(Configuration c) {
    return new KafkaOptions(c.get(BOOTSTRAP_SERVERS), c.get(GROUP_ID));
  }
}
