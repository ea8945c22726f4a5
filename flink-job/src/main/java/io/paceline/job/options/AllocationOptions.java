package io.paceline.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * How one campaign is chosen for an impression, how many of the bids the training log samples, and
 * how many explore the market.
 *
 * @param proportional true to draw a campaign at random, in proportion to its normalised score ×
 *     push, instead of taking the one with the highest product
 * @param trainingShare share of all bids that the training log samples, 0 to 1
 * @param explorationShare where a market curve is uncertain, share of the first-price bids that go
 *     above the best price to learn about the market, 0 to 1
 */
public record AllocationOptions(boolean proportional, double trainingShare, double explorationShare)
    implements Serializable {

  /** See {@link #proportional}. */
  public static final ConfigOption<Boolean> PROPORTIONAL =
      key("allocation.proportional")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Draw a campaign in proportion to normalised score times push, instead of taking the"
                  + " best one.");

  /** See {@link #trainingShare}. */
  public static final ConfigOption<Double> TRAINING_SAMPLE =
      key("training.sample")
          .doubleType()
          .defaultValue(0.1)
          .withDescription("Share of bids that the training log samples, by bid id, 0 to 1.");

  /** See {@link #explorationShare}. */
  public static final ConfigOption<Double> EXPLORATION_SHARE =
      key("exploration.share")
          .doubleType()
          .defaultValue(0.01)
          .withDescription("Share of first-price bids that explore an uncertain market, 0 to 1.");

  static final List<ConfigOption<?>> ALL =
      List.of(PROPORTIONAL, TRAINING_SAMPLE, EXPLORATION_SHARE);

  static AllocationOptions read(Configuration c) {
    return new AllocationOptions(
        OptionReader.read(c, PROPORTIONAL),
        OptionReader.share(c, TRAINING_SAMPLE),
        OptionReader.share(c, EXPLORATION_SHARE));
  }
}
