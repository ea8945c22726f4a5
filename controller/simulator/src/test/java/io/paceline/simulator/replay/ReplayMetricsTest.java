package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Computes every figure of a small intraday run a second time, by other code, from the auctions
 * that were played, and checks some figures by hand.
 */
class ReplayMetricsTest {

  private static final int[] ROWS = {40, 90, 10};

  @Test
  void everyFigureOfARunFollowsFromItsPlayedAuctions() {
    AuctionLog log = Logs.hourly(5, ROWS);
    Landscape landscape = Logs.landscape();
    Schedule schedule = Schedule.hourly(log, false, 50);
    long budget = (long) (log.totalCost() * 0.25);
    PacedBidder bidder =
        new PacedBidder(
            log,
            ReplayLaws.DEFAULT.maker().make(landscape, 5_000),
            new PacedBidder.Rules(landscape, schedule, false, false, 20_000),
            SingleBudget.SEED);
    PlayedAuctions played = PlayedAuctions.play(log, log.size(), budget, bidder);
    ReplayRun.Totals totals = ReplayRun.Totals.of(log, played, log.size(), budget);
    ReplayRun.Evenness evenness = ReplayRun.Evenness.ofSchedule(schedule, played, (double) budget);

    double cost = 0;
    double pctr = 0;
    int wins = 0;
    int clicks = 0;
    double[] slots = new double[12];
    double[] minutes = new double[180];
    double[] rows = new double[12];
    List<Double> multipliers = new ArrayList<>();
    int minute = -1;
    for (int i = 0; i < log.size(); i++) {
      int hour = i < 40 ? 0 : i < 130 ? 1 : 2;
      int row = i - (hour == 0 ? 0 : hour == 1 ? 40 : 130);
      int at = 60 * hour + 60 * row / ROWS[hour];
      rows[at / 15]++;
      if (at != minute) {
        multipliers.add(played.multiplier()[i]);
        minute = at;
      }
      if (played.bid()[i] >= log.price()[i]) {
        wins++;
        cost += log.price()[i];
        pctr += log.pctr()[i];
        clicks += log.click()[i];
        slots[at / 15] += log.price()[i];
        minutes[at] += log.price()[i];
      }
    }
    double squares15 = 0;
    double traffic = 0;
    double overshoot = 0;
    double sum = 0;
    int settled = 0;
    List<Double> shares = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      double plan = budget / 12.0;
      squares15 += Math.pow(slots[k] - plan, 2);
      traffic += Math.pow(slots[k] / cost - rows[k] / 140, 2);
      overshoot = Math.max(overshoot, slots[k] / plan - 1);
      settled = Math.abs(slots[k] - plan) > 0.1 * plan ? k + 1 : settled;
      sum += slots[k];
      shares.add(sum / budget);
    }
    double squares1 = 0;
    for (double spend : minutes) {
      squares1 += Math.pow(spend - budget / 180.0, 2);
    }
    double moved = 0;
    for (int k = 1; k < multipliers.size(); k++) {
      moved += Math.abs(Math.log(multipliers.get(k)) - Math.log(multipliers.get(k - 1)));
    }

    assertThat(wins).isPositive();
    assertThat(totals.auctions()).isEqualTo(140);
    assertThat(totals.impressions()).isEqualTo(wins);
    assertThat(totals.clicks()).isEqualTo(clicks);
    assertThat(totals.sumPctr()).isCloseTo(pctr, within(1e-12));
    assertThat(totals.cost()).isEqualTo(cost);
    assertThat(totals.budget()).isEqualTo((double) budget);
    assertThat(totals.utilisation()).isCloseTo(cost / budget, within(1e-12));
    assertThat(totals.overspend()).isZero();
    assertThat(evenness.avgErr15())
        .isCloseTo(Math.sqrt(squares15 / 12) / (budget / 12.0), within(1e-12));
    assertThat(evenness.avgErr1())
        .isCloseTo(Math.sqrt(squares1 / 180) / (budget / 180.0), within(1e-12));
    assertThat(evenness.rmseTraffic()).isCloseTo(Math.sqrt(traffic / 12), within(1e-12));
    assertThat(evenness.overshoot()).isCloseTo(overshoot, within(1e-12));
    assertThat(evenness.settlingSlots()).isEqualTo(settled);
    assertThat(evenness.volatility()).isCloseTo(moved / (multipliers.size() - 1), within(1e-12));
    assertThat(evenness.spendShares()).hasSize(1);
    for (int k = 0; k < 12; k++) {
      assertThat(evenness.spendShares().get(0).get(k)).isCloseTo(shares.get(k), within(1e-12));
    }
  }

  @Test
  void hindsightIsTheConstantMultiplierWhoseWinsJustSpendTheBudget() {
    AuctionLog log =
        new AuctionLog(
            "hand",
            new byte[5],
            new int[] {10, 20, 30, 5, 40},
            new double[] {.01, .01, .06, .002, .01},
            null);

    // Prices in the order of price / pCTR (in brackets): 30 (500), 10 (1,000), 20 (2,000),
    // 5 (2,500), 40 (4,000).
    BestMultiplier.Constant best = BestMultiplier.constant(log, 62);
    assertThat(best.sumPctr()).isCloseTo(.08, within(1e-12));
    assertThat(best.threshold()).isCloseTo(2_000, within(1e-6));
    assertThat(BestMultiplier.constant(log, 59).sumPctr()).isCloseTo(.07, within(1e-12));
    // The greedy bidder cannot pay 20 after 30 and 10, so it goes on with 5.
    assertThat(BestMultiplier.clairvoyant(log, 5, 59)).isCloseTo(.072, within(1e-12));
    // Episodes of two auctions, each with a budget of 30: the first wins 10 and 20; the second wins
    // 30 and cannot pay 5; the last cannot pay 40.
    assertThat(BestMultiplier.clairvoyant(log, 2, 30))
        .isCloseTo(.02 + .06 + .01 * 0, within(1e-12));
  }

  @Test
  void overspendIsSummedBudgetByBudget() {
    PlayedAuctions played = PlayedAuctions.empty(5);
    double[] paid = {6, 5, 3, 3, 12};
    System.arraycopy(paid, 0, played.paid(), 0, 5);

    assertThat(ReplayMetrics.overspend(played, 2, 10)).isEqualTo(1 + 0 + 2);
    assertThat(ReplayMetrics.quarterShares(played, 29))
        .containsExactly(11 / 29.0, 14 / 29.0, 17 / 29.0, 1.0);
  }

  @Test
  void volatilityIsSampledEveryFiftyAuctions() {
    PlayedAuctions played = PlayedAuctions.empty(120);
    for (int i = 0; i < 120; i++) {
      played.multiplier()[i] = i < 50 ? 1 : i < 100 ? Math.E : 1;
    }

    assertThat(ReplayMetrics.volatilityByCount(played)).isCloseTo(1, within(1e-12));
    played.multiplier()[50] = Double.NaN;
    assertThat(ReplayMetrics.volatilityByCount(played)).isNull();
  }
}
