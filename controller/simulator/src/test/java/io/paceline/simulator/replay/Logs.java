package io.paceline.simulator.replay;

import java.util.Arrays;
import java.util.Random;

/**
 * Logs made from a seed, with prices from a skewed histogram of 0 to 100 and log-normal click
 * probabilities. Clicks are fifty times as frequent as these probabilities say, so that short logs
 * have some, too.
 */
final class Logs {

  static final double CLICK_RATE = 0.001;
  private static final int HIGHEST = 100;

  private Logs() {}

  /** The histogram from which prices are drawn; the mean is about 37. */
  static Landscape landscape() {
    long[] counts = new long[HIGHEST + 1];
    long impressions = 0;
    long cost = 0;
    for (int d = 0; d <= HIGHEST; d++) {
      counts[d] = Math.round(1_000 * d / 20.0 * Math.exp(-d / 20.0)) + 10;
      impressions += counts[d];
      cost += counts[d] * d;
    }
    return new Landscape("seeded", impressions, Math.round(impressions * CLICK_RATE), cost, counts);
  }

  static AuctionLog log(long seed, int auctions, double scoreSpread) {
    Random random = new Random(seed);
    long[] counts = landscape().priceCounts();
    long sum = Arrays.stream(counts).sum();
    int[] price = new int[auctions];
    double[] pctr = new double[auctions];
    byte[] click = new byte[auctions];
    for (int i = 0; i < auctions; i++) {
      long at = (long) (random.nextDouble() * sum);
      while (at >= counts[price[i]]) {
        at -= counts[price[i]++];
      }
      pctr[i] =
          Math.min(
              1,
              CLICK_RATE
                  * Math.exp(scoreSpread * random.nextGaussian() - scoreSpread * scoreSpread / 2));
      click[i] = (byte) (random.nextDouble() < pctr[i] * 50 ? 1 : 0);
    }
    return new AuctionLog("seeded", click, price, pctr, null);
  }

  /** A log with hours; {@code rows} has the number of rows of each hour. */
  static AuctionLog hourly(long seed, int... rows) {
    AuctionLog log = log(seed, Arrays.stream(rows).sum(), 1);
    int[] hour = new int[log.size()];
    int i = 0;
    for (int h = 0; h < rows.length; h++) {
      Arrays.fill(hour, i, i + rows[h], h);
      i += rows[h];
    }
    return new AuctionLog(log.name(), log.click(), log.price(), log.pctr(), hour);
  }
}
