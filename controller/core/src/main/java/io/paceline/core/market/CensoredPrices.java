package io.paceline.core.market;

import java.util.Arrays;

/**
 * A sample of market prices of which some are known exactly and others only from one side, each
 * with a weight. Not thread-safe.
 */
public final class CensoredPrices {

  private static final int FIRST_SIZE = 32;

  /** The points of one kind of evidence. */
  static final class Points {
    private double[] logPrice = new double[FIRST_SIZE];
    private double[] weight = new double[FIRST_SIZE];
    private int size;
    private double sum;

    private void add(double log, double w) {
      if (size == logPrice.length) {
        logPrice = Arrays.copyOf(logPrice, 2 * size);
        weight = Arrays.copyOf(weight, 2 * size);
      }
      logPrice[size] = log;
      weight[size++] = w;
      sum += w;
    }

    int size() {
      return size;
    }

    double logPrice(int i) {
      return logPrice[i];
    }

    double weight(int i) {
      return weight[i];
    }

    /** Sum of the weights. */
    double sum() {
      return sum;
    }
  }

  private final Points prices = new Points();
  private final Points above = new Points();
  private final Points below = new Points();

  /**
   * Adds a point.
   *
   * @param told what is known
   * @param logPrice natural logarithm of the price or bid
   * @param weight how many auctions it stands for, positive
   */
  public void add(PriceEvidence told, double logPrice, double weight) {
    of(told).add(logPrice, weight);
  }

  Points of(PriceEvidence told) {
    return switch (told) {
      case PRICE -> prices;
      case ABOVE -> above;
      case BELOW -> below;
    };
  }

  /** Weighted mean of the logarithms of all points, of whatever kind. */
  double meanLog() {
    double sum = 0;
    double weights = 0;
    for (PriceEvidence told : PriceEvidence.values()) {
      Points points = of(told);
      for (int i = 0; i < points.size(); i++) {
        sum += points.weight(i) * points.logPrice(i);
      }
      weights += points.sum();
    }
    return sum / weights;
  }
}
