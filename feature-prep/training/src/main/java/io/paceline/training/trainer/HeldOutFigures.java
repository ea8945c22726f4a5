package io.paceline.training.trainer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures for plots of a model's quality, measured on rows that neither training, early stopping
 * nor calibration saw.
 *
 * @param deciles held-out rows in ten parts of equal size, by rising prediction
 * @param roc ROC curve from (0, 0) to (1, 1), at most {@value #ROC_POINTS} + 1 points
 * @param importance per feature, the most important one first
 */
public record HeldOutFigures(
    List<Decile> deciles, List<RocPoint> roc, List<Importance> importance) {

  private static final int PARTS = 10;
  private static final int ROC_POINTS = 200;

  /** Lists are copied. */
  public HeldOutFigures {
    deciles = List.copyOf(deciles);
    roc = List.copyOf(roc);
    importance = List.copyOf(importance);
  }

  /**
   * A tenth of the rows.
   *
   * @param rows how many
   * @param clicks observed
   * @param predicted mean predicted probability
   * @param observed mean observed click rate
   */
  public record Decile(long rows, long clicks, double predicted, double observed) {}

  /**
   * The two rates at one threshold.
   *
   * @param falsePositiveRate share of unclicked rows above the threshold
   * @param truePositiveRate share of clicked rows above it
   */
  public record RocPoint(double falsePositiveRate, double truePositiveRate) {}

  /**
   * How much AUC the model loses when the values of one feature are exchanged at random between
   * rows (Breiman, "Random Forests", 2001).
   *
   * @param feature its name in the feature specification
   * @param aucLoss by how much the AUC falls; about 0 or below where the feature is of no use
   */
  public record Importance(String feature, double aucLoss) {}

  static List<Decile> deciles(double[] probability, boolean[] clicked) {
    int[] order = ascending(probability);
    return IntStream.range(0, PARTS)
        .mapToObj(
            part -> {
              int from = (int) ((long) part * order.length / PARTS);
              int to = (int) ((long) (part + 1) * order.length / PARTS);
              double sum = 0.0;
              long clicks = 0;
              for (int i = from; i < to; i++) {
                sum += probability[order[i]];
                clicks += clicked[order[i]] ? 1 : 0;
              }
              int rows = Math.max(1, to - from);
              return new Decile(to - from, clicks, sum / rows, (double) clicks / rows);
            })
        .toList();
  }

  static List<RocPoint> roc(double[] probability, boolean[] clicked) {
    int[] order = ascending(probability);
    double positives = IntStream.range(0, clicked.length).filter(i -> clicked[i]).count();
    double negatives = clicked.length - positives;
    RocPoint[] points = new RocPoint[ROC_POINTS + 1];
    int taken = 0;
    long found = 0;
    for (int point = 0; point <= ROC_POINTS; point++) {
      int to = (int) ((long) point * order.length / ROC_POINTS);
      for (; taken < to; taken++) {
        found += clicked[order[order.length - 1 - taken]] ? 1 : 0;
      }
      points[point] =
          new RocPoint(
              negatives == 0 ? 0.0 : (taken - found) / negatives,
              positives == 0 ? 0.0 : found / positives);
    }
    return Arrays.asList(points);
  }

  private static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
