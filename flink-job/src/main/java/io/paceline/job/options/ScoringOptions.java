package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * How requests wait for the model.
 *
 * @param timeoutMillis how long a request may wait for the model before it becomes a no-bid, wall
 *     milliseconds, positive
 * @param capacity how many requests may wait for the model in one subtask, positive
 */
public record ScoringOptions(long timeoutMillis, int capacity) implements Serializable {

  /** See {@link #timeoutMillis}. */
  public static final ConfigOption<Duration> TIMEOUT =
      key("score.timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription("How long a request may wait for the model before it is a no-bid.");

  /** See {@link #capacity}. */
  public static final ConfigOption<Integer> CAPACITY =
      key("score.capacity")
          .intType()
          .defaultValue(128)
          .withDescription("How many requests may wait for the model in one subtask.");

  static final List<ConfigOption<?>> ALL = List.of(TIMEOUT, CAPACITY);

  static ScoringOptions read(Configuration c) {
    return new ScoringOptions(
        OptionReader.millis(c, TIMEOUT), (int) OptionReader.positive(c, CAPACITY));
  }
}
