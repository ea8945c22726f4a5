package io.paceline.job.options;

import io.paceline.core.exchange.ExchangeProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/**
 * Reads single options and checks them; each fault is an {@link IllegalArgumentException} whose
 * message is one sentence that names the option.
 */
final class OptionReader {

  /** No window, delay or interval is longer; sums of them and of instants then fit into a long. */
  private static final Duration LONGEST = Duration.ofMillis(ExchangeProfile.LONGEST_WINDOW_MILLIS);

  /** The end of the year 9999, which is also the last time that topics and files may state. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** No count and no speed is larger; at this speed, a year takes half a minute. */
  private static final int LARGEST = 1_000_000;

  private OptionReader() {}

  static String description(ConfigOption<?> option) {
    return new HtmlFormatter().format(option.description()).replace("&#39;", "'");
  }

  /** The default as a user would write it, empty where there is none or where it is empty. */
  static String defaultValue(ConfigOption<?> option) {
    Object value = option.hasDefaultValue() ? option.defaultValue() : "";
    return value instanceof Duration duration
        ? TimeUtils.formatWithHighestUnit(duration)
        : value.toString();
  }

  static List<String> list(String text) {
    return new ArrayList<>(
        Arrays.stream(text.split(",", -1)).map(String::trim).filter(s -> !s.isEmpty()).toList());
  }

  static long instant(Configuration c, ConfigOption<String> option) {
    Instant instant;
    try {
      instant = Instant.parse(c.get(option));
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--"
              + option.key()
              + " must be an instant like 2026-03-01T00:00:00Z, got "
              + c.get(option),
          e);
    }
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          "--" + option.key() + " must be in the years 1970 to 9999, got " + c.get(option));
    }
    return instant.toEpochMilli();
  }

  static long millis(Configuration c, ConfigOption<Duration> option) {
    long millis = millisOrNone(c, option);
    if (millis == 0) {
      throw new IllegalArgumentException("--" + option.key() + " must be positive");
    }
    return millis;
  }

  /** A duration that may be 0; what is shorter than a millisecond counts as 0. */
  static long millisOrNone(Configuration c, ConfigOption<Duration> option) {
    Duration duration = read(c, option);
    if (duration.isNegative()) {
      throw new IllegalArgumentException("--" + option.key() + " must not be negative");
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--" + option.key() + " must be at most " + LONGEST.toDays() + " days");
    }
    return duration.toMillis();
  }

  static double positive(Configuration c, ConfigOption<? extends Number> option) {
    double value = read(c, option).doubleValue();
    if (!(value > 0)) {
      throw new IllegalArgumentException("--" + option.key() + " must be positive, got " + value);
    }
    if (value > LARGEST) {
      throw new IllegalArgumentException(
          "--" + option.key() + " must be at most " + LARGEST + ", got " + value);
    }
    return value;
  }

  static double share(Configuration c, ConfigOption<Double> option) {
    double value = read(c, option);
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "--" + option.key() + " must be from 0 to 1, got " + value);
    }
    return value;
  }

  static <T> T read(Configuration c, ConfigOption<T> option) {
    try {
      return c.get(option);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--" + option.key() + " cannot be read: " + description(option), e);
    }
  }
}
