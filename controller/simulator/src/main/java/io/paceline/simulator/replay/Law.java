package io.paceline.simulator.replay;

import io.paceline.core.pacing.DualMirrorDescent;
import io.paceline.core.pacing.MarketPrior;
import io.paceline.core.pacing.NoPacing;
import io.paceline.core.pacing.PacingLaw;
import io.paceline.core.pacing.Resolving;
import io.paceline.simulator.laws.Lin;
import io.paceline.simulator.laws.Pid;
import io.paceline.simulator.laws.TenPercentThrottle;
import io.paceline.simulator.laws.ValueFunctionPacing;
import io.paceline.simulator.laws.WaterLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The laws that can be compared, by their names on the command line. */
public enum Law {
  /** Re-solving on a censored spend curve, the default. */
  RESOLVING("resolving"),
  /** Dual mirror descent with feed-forward. */
  DUAL_MIRROR_DESCENT("dual-mirror-descent"),
  /** RLB: to the letter in protocol A, elsewhere with a multiplier from its value function. */
  RLB("rlb"),
  /** PID on the spend of each minute. */
  PID("pid"),
  /** Water level on the spend of each minute. */
  WATER_LEVEL("water-level"),
  /** LinkedIn's law: participation changes by ±10 % a minute. */
  LINKEDIN("linkedin"),
  /** A linear bid with a multiplier that never moves. */
  LIN("lin"),
  /** No pacing: the maximum bid. */
  NONE("none");

  /** The law that was best on the validation rows. */
  public static final Law DEFAULT = RESOLVING;

  private final String label;

  Law(String label) {
    this.label = label;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /**
   * Reads names separated by commas, or {@code all}.
   *
   * @throws IllegalArgumentException if there is no such law; the message is one sentence for
   *     people
   */
  public static List<Law> parse(String names) {
    if (names.strip().equalsIgnoreCase("all")) {
      return List.of(values());
    }
    return Arrays.stream(names.split(",", -1)).map(Law::parseOne).distinct().toList();
  }

  private static Law parseOne(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    for (Law law : values()) {
      if (law.label.equals(wanted)) {
        return law;
      }
    }
    throw new IllegalArgumentException(
        "there is no law \""
            + name
            + "\"; take all or some of "
            + String.join(",", Arrays.stream(values()).map(Law::label).toList()));
  }

  /**
   * Creates the pacing law, with gains from the training landscape.
   *
   * @param costMicros budget divided by expected auctions, micros
   */
  PacingLaw create(Landscape landscape, double costMicros) {
    MarketPrior prior = LogUnits.prior(landscape);
    long maxBid = LogUnits.maxBidMicros(landscape);
    return switch (this) {
      case RESOLVING -> new Resolving(prior);
      case DUAL_MIRROR_DESCENT -> new DualMirrorDescent();
      case RLB ->
          new ValueFunctionPacing(
              landscape.smoothedDensity(), landscape.clickRate(), LogUnits.MICROS_PER_UNIT);
      case PID -> new Pid(prior.elasticity(costMicros, maxBid));
      case WATER_LEVEL -> new WaterLevel(prior.elasticity(costMicros, maxBid));
      case LINKEDIN -> new TenPercentThrottle();
      case LIN -> new Lin();
      case NONE -> new NoPacing();
    };
  }

  /**
   * The first multiplier, from training data only, micros per unit of score. Most laws start at the
   * multiplier that would just spend the budget in the landscape. LinkedIn's law bids pCTR times
   * the training cost of a click, since all that it can do later is to sit auctions out. Without
   * pacing, the multiplier is the maximum bid. Lin takes its base bid where one is given.
   *
   * @param baseBid Lin's base bid, in the log's unit of price; NaN where none is given
   */
  double firstMicros(Landscape landscape, double costMicros, double baseBid) {
    if (this == LIN && !Double.isNaN(baseBid)) {
      return baseBid * LogUnits.MICROS_PER_UNIT;
    }
    return switch (this) {
      case NONE -> LogUnits.maxBidMicros(landscape);
      case LINKEDIN -> landscape.meanPrice() * LogUnits.MICROS_PER_UNIT;
      default ->
          LogUnits.prior(landscape).multiplierFor(costMicros, LogUnits.maxBidMicros(landscape));
    };
  }
}
