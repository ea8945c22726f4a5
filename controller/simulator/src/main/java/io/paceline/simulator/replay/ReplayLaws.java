package io.paceline.simulator.replay;

import io.paceline.core.pacing.NoPacing;
import io.paceline.core.pacing.PacingLaws;
import io.paceline.simulator.laws.Lin;
import io.paceline.simulator.laws.Pid;
import io.paceline.simulator.laws.RlbValueFunction;
import io.paceline.simulator.laws.TenPercentThrottle;
import io.paceline.simulator.laws.ValueFunctionPacing;
import io.paceline.simulator.laws.WaterLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The laws that replays can compare, by name: those by which live budgets can be paced ({@link
 * PacingLaws#ALL}), then those that only replays play. The command line and its help read this
 * list. Whoever adds a law to {@code PacingLaws} need not add it here; a law that only replays play
 * is a class of {@code io.paceline.simulator.laws} and an entry here.
 */
public final class ReplayLaws {

  /** First multipliers of live laws that do not start where the budget would just be spent. */
  private static final Map<String, ReplayLaw.FirstMultiplier> FIRST_OF_LIVE =
      Map.of(NoPacing.NAME, (landscape, costMicros, baseBid) -> LogUnits.maxBidMicros(landscape));

  private static final List<ReplayLaw> OF_REPLAYS_ONLY =
      List.of(
          ReplayLaw.of(
                  ValueFunctionPacing.NAME,
                  "RLB: the paper's bids in published, else a multiplier",
                  (landscape, costMicros) ->
                      new ValueFunctionPacing(
                          landscape.smoothedDensity(),
                          landscape.clickRate(),
                          LogUnits.MICROS_PER_UNIT))
              .biddingBy(
                  (log, landscape, episode, budget, firstMicros) ->
                      new RlbBidder(
                          log,
                          new RlbValueFunction(
                              landscape.smoothedDensity(),
                              landscape.clickRate(),
                              episode,
                              Math.toIntExact(budget)))),
          ReplayLaw.of(
              Pid.NAME,
              "PID on the spend of each minute",
              (landscape, costMicros) -> new Pid(elasticity(landscape, costMicros))),
          ReplayLaw.of(
              WaterLevel.NAME,
              "water level on the spend of each minute",
              (landscape, costMicros) -> new WaterLevel(elasticity(landscape, costMicros))),
          // LinkedIn's law bids pCTR times the training cost of a click, since all that it can do
          // later is to sit auctions out.
          ReplayLaw.of(
                  TenPercentThrottle.NAME,
                  "LinkedIn's: participation changes by ±10 % a minute",
                  (landscape, costMicros) -> new TenPercentThrottle())
              .startingAt(
                  (landscape, costMicros, baseBid) ->
                      landscape.meanPrice() * LogUnits.MICROS_PER_UNIT),
          ReplayLaw.of(
                  Lin.NAME,
                  "a linear bid with a multiplier that never moves",
                  (landscape, costMicros) -> new Lin())
              .startingAt(
                  (landscape, costMicros, baseBid) ->
                      Double.isNaN(baseBid)
                          ? ReplayLaw.FirstMultiplier.SPENDS_THE_BUDGET.micros(
                              landscape, costMicros, baseBid)
                          : baseBid * LogUnits.MICROS_PER_UNIT)
              .biddingBy(
                  (log, landscape, episode, budget, firstMicros) ->
                      new LinBidder(log, landscape, firstMicros / LogUnits.MICROS_PER_UNIT)));

  /** All laws. */
  public static final List<ReplayLaw> ALL =
      Stream.concat(PacingLaws.ALL.stream().map(ReplayLaws::live), OF_REPLAYS_ONLY.stream())
          .toList();

  /** The law that paces live budgets unless another one is chosen. */
  public static final ReplayLaw DEFAULT = of(PacingLaws.DEFAULT);

  private ReplayLaws() {}

  /**
   * Reads names separated by commas, in capitals or not, or {@code all}.
   *
   * @throws IllegalArgumentException if there is no such law; the message is one sentence for
   *     people
   */
  public static List<ReplayLaw> parse(String names) {
    if (names.strip().equalsIgnoreCase("all")) {
      return ALL;
    }
    return Arrays.stream(names.split(",", -1)).map(ReplayLaws::of).distinct().toList();
  }

  private static ReplayLaw of(String name) {
    String wanted = name.strip();
    for (ReplayLaw law : ALL) {
      if (law.name().equalsIgnoreCase(wanted)) {
        return law;
      }
    }
    throw new IllegalArgumentException(
        "there is no law \""
            + name
            + "\"; take all or some of "
            + ALL.stream().map(ReplayLaw::name).collect(Collectors.joining(",")));
  }

  private static ReplayLaw live(PacingLaws.Choice choice) {
    return ReplayLaw.of(
            choice.name(),
            choice.description(),
            (landscape, costMicros) -> choice.create().apply(LogUnits.prior(landscape)))
        .startingAt(
            FIRST_OF_LIVE.getOrDefault(choice.name(), ReplayLaw.FirstMultiplier.SPENDS_THE_BUDGET));
  }

  private static double elasticity(Landscape landscape, double costMicros) {
    return LogUnits.prior(landscape).elasticity(costMicros, LogUnits.maxBidMicros(landscape));
  }
}
