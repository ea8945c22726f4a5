package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayTest {

  private static final AuctionLog LOG = Logs.log(1, 20_000, 1.2);
  private static final List<Landscape> LANDSCAPE = List.of(Logs.landscape());

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"PUBLISHED", "FLIGHT"})
  void noLawOverspendsAnyBudget(Protocol protocol) {
    List<ReplayRun> runs = Replay.play(task(protocol, "1/32,1/4", "all"), List.of(LOG), LANDSCAPE);

    assertThat(runs).hasSize(2 * ReplayLaws.ALL.size());
    for (ReplayRun run : runs) {
      assertThat(run.totals().overspend()).isZero();
      assertThat(run.totals().utilisation()).isBetween(0.01, 1.0);
    }
    assertThat(runs.stream().filter(run -> run.setup().isDefault())).hasSize(2);
  }

  @Test
  void theDefaultLawIsCloseToTheBestConstantMultiplierInAFlight() {
    for (ReplayRun run : runs(task(Protocol.FLIGHT, "1/32,1/16,1/8,1/4,1/2", "resolving"), LOG)) {
      assertThat(run.value().ratio()).isBetween(0.985, 1.001);
      assertThat(run.totals().utilisation()).isGreaterThan(0.995);
    }
  }

  @Test
  void aWrongStartHardlyCostsTheDefaultLawAnything() {
    List<ReplayRun> runs = runs(task(Protocol.WRONG_START, "1/16,1/4", "resolving"), LOG);

    assertThat(runs).hasSize(26);
    assertThat(runs.get(0).setup().startError()).isEqualTo(-0.8);
    assertThat(runs.get(12).setup().startError()).isEqualTo(1.6);
    assertThat(runs).allSatisfy(run -> assertThat(run.value().ratio()).isGreaterThan(0.97));
  }

  @Test
  void inEpisodesTheDefaultLawBeatsRlbAndLin() {
    List<ReplayRun> runs = runs(task(Protocol.PUBLISHED, "1/8", "resolving,rlb,lin"), LOG);

    double resolving = runs.get(0).totals().sumPctr();
    assertThat(resolving).isGreaterThan(runs.get(1).totals().sumPctr());
    assertThat(resolving).isGreaterThan(runs.get(2).totals().sumPctr());
    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(run.totals().sumPctr())
                    .isLessThanOrEqualTo(run.value().clairvoyantSumPctr()));
  }

  @Test
  void anIntradayPlanIsKeptSlotBySlotWhereTrafficIsSteadyOrNot() {
    AuctionLog log = Logs.hourly(3, 12_000, 6_000, 24_000, 18_000);
    for (boolean traffic : new boolean[] {false, true}) {
      ReplayTask task =
          new ReplayTask(
              Protocol.INTRADAY,
              List.of(Fraction.parse("1/8")),
              1_000,
              ReplayLaws.parse("resolving,pid"),
              traffic,
              Double.NaN,
              false);

      List<ReplayRun> runs = runs(task, log);

      ReplayRun run = runs.get(0);
      assertThat(run.setup().plan()).isEqualTo(traffic ? "traffic" : "even");
      assertThat(run.evenness().avgErr15()).isLessThan(0.05);
      assertThat(run.value().ratio()).isGreaterThan(0.95);
      assertThat(run.totals().utilisation()).isGreaterThan(0.995);
      assertThat(run.evenness().avgErr15()).isLessThan(runs.get(1).evenness().avgErr15());
    }
  }

  @Test
  void aSpikeOfTrafficAndAShiftOfPricesAreTakenWithinHalfAnHour() {
    AuctionLog before = Logs.log(3, 24_000, 1);
    AuctionLog after = Logs.log(4, 30_000, 1.5);
    int[] price = new int[54_000];
    double[] pctr = new double[54_000];
    int[] hour = new int[54_000];
    for (int i = 0; i < 54_000; i++) {
      boolean shifted = i >= 24_000;
      AuctionLog log = shifted ? after : before;
      int row = shifted ? i - 24_000 : i;
      price[i] = shifted ? 60 + log.price()[row] / 3 : log.price()[row];
      pctr[i] = log.pctr()[row] * (shifted ? 0.5 : 1);
      // Three quiet hours, then one of three times their traffic, then a quiet one again.
      hour[i] = i < 24_000 ? i / 8_000 : i < 48_000 ? 3 : 4;
    }
    AuctionLog log = new AuctionLog("shift", new byte[54_000], price, pctr, hour);

    ReplayRun run = runs(task(Protocol.INTRADAY, "1/8", "resolving"), log).get(0);

    List<Double> shares = run.evenness().spendShares().get(0);
    for (int slot = 14; slot < 20; slot++) {
      double spend = (shares.get(slot) - shares.get(slot - 1)) * shares.size();
      assertThat(spend).as("slot %d", slot).isBetween(0.9, 1.1);
    }
  }

  @Test
  void hoursThatComeInAnyOrderAreSortedStably() {
    AuctionLog sorted = Logs.hourly(3, 2, 3);
    int[] shuffled = {2, 0, 3, 1, 4};
    AuctionLog log = sorted.rows(shuffled);
    ReplayTask task = task(Protocol.INTRADAY, "1/2", "none");

    assertThat(runs(task, log).get(0).totals()).isEqualTo(runs(task, sorted).get(0).totals());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs(task, LOG))
        .withMessageContaining("seeded has no fourth column");
  }

  @Test
  void revealedPricesOfLostAuctionsDoNoHarm() {
    ReplayTask blind = task(Protocol.FLIGHT, "1/32", "resolving");
    ReplayTask seeing =
        new ReplayTask(
            Protocol.FLIGHT, blind.fractions(), 1_000, blind.laws(), false, Double.NaN, true);

    assertThat(runs(seeing, LOG).get(0).value().ratio())
        .isGreaterThan(runs(blind, LOG).get(0).value().ratio() - 0.002);
  }

  @Test
  void shadingBeatsTheValueAndThreeQuartersOfIt() {
    List<ReplayRun> runs = runs(task(Protocol.FIRST_PRICE, "1/8", "resolving"), LOG);

    assertThat(runs)
        .extracting(run -> run.setup().law())
        .containsExactly("shading", "unshaded", "fixed-0.75");
    double shaded = runs.get(0).value().surplus();
    assertThat(shaded).isGreaterThan(runs.get(1).value().surplus());
    assertThat(shaded).isGreaterThan(runs.get(2).value().surplus());
    assertThat(runs.get(0).value().ratio()).isGreaterThan(0.97);
  }

  @Test
  void campaignsTogetherSpendAlikeNearTheBound() {
    List<AuctionLog> logs = List.of(LOG, Logs.log(2, 25_000, 0.8), Logs.log(3, 20_000, 1.5));
    ReplayTask task = task(Protocol.MULTI, "1/8", "all");

    List<ReplayRun> runs = Replay.play(task, logs, LANDSCAPE);

    ReplayRun run = runs.get(0);
    assertThat(run.setup().isDefault()).isTrue();
    assertThat(run.value().ratio()).isBetween(0.97, 1.0);
    assertThat(run.totals().overspend()).isZero();
    assertThat(run.totals().auctions()).isEqualTo(20_000);
    for (List<Double> quarter : run.evenness().spendShares()) {
      double most = quarter.stream().mapToDouble(share -> share).max().orElseThrow();
      double least = quarter.stream().mapToDouble(share -> share).min().orElseThrow();
      assertThat(most - least).isLessThan(0.03);
    }
    assertThat(runs).extracting(r -> r.setup().law()).contains("greedy-by-score", "two-hour-batch");
    assertThat(runs).allSatisfy(r -> assertThat(r.value().ratio()).isLessThan(1));
  }

  @Test
  void theDualBoundOfOneCampaignIsItsFractionalKnapsack() {
    // The requests have values of 9, 4 and 1 and prices of 3, 2 and 4. A budget of 4 buys the first
    // and half of the second.
    double bound = DualBound.of(new double[][] {{9, 4, 1}}, new int[] {3, 2, 4}, new double[] {4});

    assertThat(bound).isCloseTo(11, within(0.05));
  }

  @Test
  void landscapesAreOneForAllOrOneForEach() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Replay.play(
                    task(Protocol.FLIGHT, "1/8", "lin"),
                    List.of(LOG, LOG, LOG),
                    List.of(Logs.landscape(), Logs.landscape())))
        .withMessageContaining("3 files and 2 landscapes");
  }

  private static List<ReplayRun> runs(ReplayTask task, AuctionLog log) {
    return Replay.play(task, List.of(log), LANDSCAPE);
  }

  private static ReplayTask task(Protocol protocol, String fractions, String laws) {
    return new ReplayTask(
        protocol,
        List.of(fractions.split(",", -1)).stream().map(Fraction::parse).toList(),
        1_000,
        ReplayLaws.parse(laws),
        false,
        Double.NaN,
        false);
  }
}
