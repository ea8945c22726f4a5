package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.paceline.core.clock.CampaignClock;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The options of the {@link CampaignClock}, which turns wall time into campaign time. */
public final class ClockOptions {

  /** Campaign time at {@link #START}. */
  public static final ConfigOption<String> EPOCH =
      key("clock.epoch")
          .stringType()
          .defaultValue("1970-01-01T00:00:00Z")
          .withDescription("Campaign time at clock.start, ISO-8601.");

  /** Wall time at which campaign time starts to run; until then it stands at {@link #EPOCH}. */
  public static final ConfigOption<String> START =
      key("clock.start")
          .stringType()
          .defaultValue("1970-01-01T00:00:00Z")
          .withDescription(
              "Wall time at which campaign time, which until then is clock.epoch, starts to run,"
                  + " ISO-8601.");

  /** Campaign milliseconds per wall millisecond. */
  public static final ConfigOption<Double> SPEED =
      key("clock.speed")
          .doubleType()
          .defaultValue(1.0)
          .withDescription("Campaign time per wall time: 1 in production, more in a demo.");

  static final List<ConfigOption<?>> ALL = List.of(EPOCH, START, SPEED);

  private static final double LEAST_SPEED = 0.001;

  private ClockOptions() {}

  /** Below the least speed, the wall time of a flight's end would not fit into a long. */
  private static double speed(Configuration c) {
    double speed = OptionReader.positive(c, SPEED);
    if (speed < LEAST_SPEED) {
      throw new IllegalArgumentException(
          "--" + SPEED.key() + " must be at least " + LEAST_SPEED + ", got " + speed);
    }
    return speed;
  }

  static CampaignClock read(Configuration c) {
    return new CampaignClock(
        OptionReader.instant(c, EPOCH), OptionReader.instant(c, START), speed(c));
  }
}
