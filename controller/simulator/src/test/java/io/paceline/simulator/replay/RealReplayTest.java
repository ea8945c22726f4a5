package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays the default law on published auctions that were not used to choose a law or a setting. The
 * tests are skipped where the data is absent.
 */
class RealReplayTest {

  /** Tests run in the module's folder; the data is expected next to the checkout. */
  private static final Path DATA =
      Path.of(System.getProperty("paceline.data", "../../../shared/data")).resolve("ipinyou");

  @BeforeEach
  void dataIsThere() {
    assumeTrue(Files.isDirectory(DATA), () -> DATA + " is absent (-Dpaceline.data=DIR)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1458", "2259", "3358", "3476"})
  void aFlightIsNearTheBestConstantMultiplier(String campaign) {
    List<ReplayRun> runs = play(Protocol.FLIGHT, reported(campaign), campaign, "resolving", false);

    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.value().ratio()).isGreaterThanOrEqualTo(0.975);
              assertThat(run.totals().utilisation()).isGreaterThanOrEqualTo(0.995);
              assertThat(run.totals().overspend()).isZero();
            });
    assertThat(runs.stream().mapToDouble(run -> run.value().ratio()).average().orElseThrow())
        .isGreaterThanOrEqualTo(0.985);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1458", "3358"})
  void wrongStartsAreForgotten(String campaign) {
    List<ReplayRun> runs =
        play(Protocol.WRONG_START, reported(campaign), campaign, "resolving", false);

    assertThat(runs).hasSize(65);
    assertThat(runs.stream().mapToDouble(run -> run.value().ratio()).average().orElseThrow())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void inEpisodesItIsAboveLinEverywhereAndAboveRlbOnAverage() {
    Map<String, Double> lead = new HashMap<>();
    for (String campaign : List.of("1458", "2259", "3358", "3476")) {
      Map<String, Double> values = new HashMap<>();
      for (ReplayRun run :
          play(Protocol.PUBLISHED, reported(campaign), campaign, "resolving,rlb,lin", false)) {
        values.put(run.setup().law() + run.setup().fraction(), run.totals().sumPctr());
      }
      for (String fraction : List.of("1/32", "1/8")) {
        assertThat(values.get("resolving" + fraction)).isGreaterThan(values.get("lin" + fraction));
        lead.merge(
            fraction,
            values.get("resolving" + fraction) / values.get("rlb" + fraction) - 1,
            Double::sum);
      }
    }
    assertThat(lead.values()).allSatisfy(sum -> assertThat(sum).isPositive());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDaysPlanIsKeptQuarterHourByQuarterHour(boolean traffic) {
    AuctionLog log = AuctionLogReader.read(DATA.resolve("replay/1458.hourly.txt"));

    for (ReplayRun run : play(Protocol.INTRADAY, log, "1458", "resolving", traffic)) {
      if (traffic
          || run.setup().fraction().endsWith("32")
          || run.setup().fraction().endsWith("16")) {
        assertThat(run.evenness().avgErr15()).isLessThanOrEqualTo(0.05);
        assertThat(run.value().ratio()).isGreaterThanOrEqualTo(0.98);
      }
      assertThat(run.totals().utilisation()).isGreaterThan(0.999);
    }
  }

  private static List<ReplayRun> play(
      Protocol protocol, AuctionLog log, String campaign, String laws, boolean traffic) {
    // Only small budgets in protocol A: RLB's table for a budget of 1/2 takes seconds.
    String fractions = protocol == Protocol.PUBLISHED ? "1/32,1/8" : "1/32,1/16,1/8,1/4,1/2";
    ReplayTask task =
        new ReplayTask(
            protocol,
            Stream.of(fractions.split(",", -1)).map(Fraction::parse).toList(),
            1_000,
            ReplayLaws.parse(laws),
            traffic,
            Double.NaN,
            false);
    Landscape landscape = Landscape.read(DATA.resolve("landscape/" + campaign + ".info.json"));
    return Replay.play(task, List.of(log), List.of(landscape));
  }

  private static AuctionLog reported(String campaign) {
    AuctionLog log = AuctionLogReader.read(DATA.resolve("replay/" + campaign + ".validation.txt"));
    int from = campaign.equals("1458") ? 0 : 50_000;
    return log.rows(IntStream.range(from, log.size()).toArray());
  }
}
