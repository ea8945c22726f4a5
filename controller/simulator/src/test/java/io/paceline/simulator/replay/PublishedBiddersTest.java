package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.simulator.laws.RlbValueFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compares Lin and RLB with results by hand and with a second, slow implementation of the same
 * rules.
 */
class PublishedBiddersTest {

  @Test
  void linByHand() {
    // θ̄ = 0.1 and b₀ = 20, so the bids are ⌊200 θ⌋ = 10, 39, 4, 9, 2 and 30, but at most 30 and
    // what is left of a budget of 40 for each five auctions.
    Landscape landscape = new Landscape("hand", 100, 10, 1_000, new long[31]);
    AuctionLog log =
        log(new int[] {10, 30, 5, 0, 2, 25}, new double[] {.05, .199, .02, .045, .01, .15});

    PlayedAuctions played = PlayedAuctions.play(log, 5, 40, new LinBidder(log, landscape, 20));

    assertThat(played.bid()).containsExactly(10, 30, 0, 0, 0, 30);
    assertThat(played.won()).containsExactly(true, true, false, true, false, true);
    assertThat(played.paid()).containsExactly(10, 30, 0, 0, 0, 25);
    assertThat(ReplayMetrics.clicks(log, played)).isEqualTo(4);
    assertThat(ReplayMetrics.sumPctr(log, played))
        .isCloseTo(.05 + .199 + .045 + .15, within(1e-12));
  }

  @Test
  void rlbsValueFunctionByHand() {
    // m = ½, ¼, ¼ for d = 0, 1, 2; θ̄ = 0.4. V₁(b): 0.4 · P(price ≤ b).
    double[] density = {0.5, 0.25, 0.25};
    RlbValueFunction values = new RlbValueFunction(density, 0.4, 3, 3);

    assertThat(values.value(1, 0)).isCloseTo(0.2, within(1e-15));
    assertThat(values.value(1, 1)).isCloseTo(0.3, within(1e-15));
    assertThat(values.value(1, 2)).isCloseTo(0.4, within(1e-15));
    // V₂(1) = 0.3 + ½ · 0.4 + ¼ · (0.4 + 0.2 − 0.3)
    assertThat(values.value(2, 1)).isCloseTo(0.575, within(1e-15));
    // V₂(0) = 0.2 + ½ · 0.4
    assertThat(values.value(2, 0)).isCloseTo(0.4, within(1e-15));
    // With two auctions and a budget of 2 left, and θ = 0.05, θ + V₁(2 − d) − V₁(2) is 0.05, −0.05
    // and −0.15 for d = 0, 1 and 2.
    assertThat(values.bid(0.05, 2, 2)).isZero();
    assertThat(values.bid(0.11, 2, 2)).isEqualTo(1);
    assertThat(values.bid(0.21, 2, 2)).isEqualTo(2);
    assertThat(values.bid(0.21, 1, 1)).as("the last one may cost all").isEqualTo(1);
  }

  @Test
  void rlbFollowsTheStatedRuleInEveryState() {
    Random random = new Random(7);
    double[] density = density(random, 40);
    double mean = 0.02;
    int auctions = 30;
    int budget = 1_500;
    double[][] slow = slowValues(density, mean, auctions, budget);
    RlbValueFunction values = new RlbValueFunction(density, mean, auctions, budget);

    for (int n = 0; n < auctions; n++) {
      for (int b = 0; b <= budget; b++) {
        assertThat(values.value(n, b)).isCloseTo(slow[n][b], within(1e-12));
      }
    }
    for (int k = 0; k < 20_000; k++) {
      int n = 1 + random.nextInt(auctions);
      int b = random.nextInt(budget + 1);
      double theta = mean * Math.exp(random.nextGaussian());
      assertThat(values.bid(theta, n, b)).isEqualTo(slowBid(slow[n - 1], theta, b, 40));
    }
  }

  @Test
  void rlbPlaysEpisodesAndTheShortLastOneHasWholeBudgetAndLength() {
    Random random = new Random(9);
    double[] density = density(random, 40);
    long[] counts = new long[41];
    for (int d = 0; d <= 40; d++) {
      counts[d] = Math.round(density[d] * 10_000);
    }
    Landscape landscape = new Landscape("seeded", 10_000, 200, 200_000, counts);
    int rows = 70;
    int[] prices = random.ints(rows, 0, 41).toArray();
    double[] pctr = random.doubles(rows, 0, 0.06).toArray();
    AuctionLog log = log(prices, pctr);
    ReplayTask task =
        new ReplayTask(
            Protocol.PUBLISHED,
            List.of(Fraction.parse("1/4")),
            30,
            ReplayLaws.parse("rlb"),
            false,
            Double.NaN,
            false);

    ReplayRun run = Replay.play(task, List.of(log), List.of(landscape)).get(0);

    // B = ⌊20 · ¼ · 30⌋ = 150, three episodes of 30, 30 and 10 auctions.
    double[][] slow = slowValues(landscape.smoothedDensity(), 0.02, 30, 150);
    List<Integer> won = new ArrayList<>();
    int left = 0;
    long cost = 0;
    for (int i = 0; i < rows; i++) {
      left = i % 30 == 0 ? 150 : left;
      int bid = slowBid(slow[30 - i % 30 - 1], pctr[i], left, 40);
      if (bid >= prices[i]) {
        left -= prices[i];
        cost += prices[i];
        won.add(i);
      }
    }
    assertThat(run.totals().impressions()).isEqualTo(won.size());
    assertThat(run.totals().cost()).isEqualTo((double) cost);
    assertThat(run.totals().budget()).isEqualTo(450);
    assertThat(run.totals().sumPctr())
        .isCloseTo(won.stream().mapToDouble(i -> pctr[i]).sum(), within(1e-12));
    assertThat(run.totals().overspend()).isZero();
  }

  private static double[][] slowValues(double[] m, double mean, int auctions, int budget) {
    double[][] v = new double[auctions][budget + 1];
    for (int n = 1; n < auctions; n++) {
      for (int b = 0; b <= budget; b++) {
        int a = slowBid(v[n - 1], mean, b, m.length - 1);
        double sum = 0;
        for (int d = 0; d <= a; d++) {
          sum += m[d] * (mean + v[n - 1][b - d] - v[n - 1][b]);
        }
        v[n][b] = v[n - 1][b] + sum;
      }
    }
    return v;
  }

  /** The largest d that qualifies, by trying all. */
  private static int slowBid(double[] v, double theta, int b, int highest) {
    int bid = 0;
    for (int d = 0; d <= Math.min(b, highest); d++) {
      if (theta + v[b - d] - v[b] >= 0) {
        bid = d;
      }
    }
    return bid;
  }

  private static double[] density(Random random, int highest) {
    double[] density = random.doubles(highest + 1, 0.1, 1).toArray();
    double sum = 0;
    for (double d : density) {
      sum += d;
    }
    for (int d = 0; d <= highest; d++) {
      density[d] /= sum;
    }
    return density;
  }

  private static AuctionLog log(int[] prices, double[] pctr) {
    byte[] clicks = new byte[prices.length];
    Arrays.fill(clicks, (byte) 1);
    return new AuctionLog("log", clicks, prices, pctr, null);
  }
}
