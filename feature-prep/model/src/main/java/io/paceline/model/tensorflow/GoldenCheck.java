package io.paceline.model.tensorflow;

import io.paceline.core.clock.WallClock;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.GoldenBatch;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.bundle.InvalidBundleException.Kind;
import io.paceline.model.features.FeatureEncoder;
import java.util.Arrays;
import java.util.Locale;

/**
 * The check that a loaded model has to pass before it may decide on bids. It runs the golden batch
 * again and again.
 */
final class GoldenCheck {

  /** Largest difference from the trained model's probability that is put down to rounding. */
  private static final double TOLERANCE = 1e-5;

  private static final int WARM_UP_CALLS = 50;

  /** Number of timed calls; odd, so that the median is one of them. */
  private static final int TIMED_CALLS = 21;

  /** Rows of the timed calls. */
  private static final int[] TIMED_ROWS = {1, 64, ScoringTensors.MAX_ROWS};

  private static final double NANOS_PER_MICRO = 1_000.0;

  private final Bundle bundle;
  private final GoldenBatch golden;
  private final ScoringTensors tensors;
  private final WallClock clock;

  /**
   * Fills the tensors' arrays with the golden batch, repeated up to the size of the largest call.
   *
   * @param tensors of a scorer that has scored nothing yet, so their offer table is empty; the
   *     caller has to clear the table after the check
   * @param weights of the same model
   * @param clock times the calls
   */
  GoldenCheck(Bundle bundle, ScoringTensors tensors, CrossWeights weights, WallClock clock) {
    this.bundle = bundle;
    this.golden = bundle.golden();
    this.tensors = tensors;
    this.clock = clock;
    int candidateIds = FeatureEncoder.SPEC.candidateIdCount();
    int floats = FeatureEncoder.SPEC.candidateFloats().size();
    for (int row = 0; row < golden.rows(); row++) {
      int offer = tensors.offers.add();
      System.arraycopy(
          golden.candidateIds(),
          row * candidateIds,
          tensors.offers.ids(),
          tensors.offers.idsAt(offer),
          OfferTable.IDS);
    }
    for (int row = 0; row < ScoringTensors.MAX_ROWS; row++) {
      int from = row % golden.rows();
      copy(golden.requestIds(), from, tensors.requestIds, row, ScoringTensors.REQUEST_IDS);
      copy(golden.requestFloats(), from, tensors.requestFloats, row, ScoringTensors.REQUEST_FLOATS);
      int at = row * ScoringTensors.MEETING;
      tensors.meeting[at] =
          weights.sum(
              golden.candidateIds(),
              from * candidateIds + OfferTable.IDS,
              candidateIds - OfferTable.IDS);
      System.arraycopy(golden.candidateFloats(), from * floats, tensors.meeting, at + 1, floats);
      tensors.requestIndex[row] = from;
      tensors.offerIndex[row] = from;
    }
  }

  /** Copies a row; the arrays are both of {@code int} or both of {@code float}. */
  private static void copy(Object from, int row, Object to, int toRow, int width) {
    System.arraycopy(from, row * width, to, toRow * width, width);
  }

  /**
   * Warms TensorFlow and the Java code around it, then compares the probabilities with those of the
   * golden batch.
   */
  void requireSameResults() throws InvalidBundleException {
    for (int call = 0; call < WARM_UP_CALLS; call++) {
      tensors.run(golden.rows(), golden.rows());
    }
    int heads = bundle.heads().size();
    for (int i = 0; i < golden.rows() * heads; i++) {
      double difference = Math.abs(tensors.probability[i] - golden.probability()[i]);
      if (!(difference <= TOLERANCE)) {
        throw new InvalidBundleException(
            Kind.OTHER_RESULTS,
            String.format(
                Locale.ROOT,
                "the model of bundle %s gives %.6f on golden row %d (%s) where training gave %.6f;"
                    + " train again",
                bundle.folder(),
                tensors.probability[i],
                i / heads,
                bundle.heads().get(i % heads).objective().name().toLowerCase(Locale.ROOT),
                golden.probability()[i]));
      }
    }
  }

  /**
   * Times warm calls of several sizes, and refuses the model where the median of a size is above
   * the limit.
   */
  void requireSpeed(SpeedLimit limit) throws InvalidBundleException {
    for (int rows : TIMED_ROWS) {
      double median = medianMicros(rows);
      if (median > limit.micros(rows)) {
        throw new InvalidBundleException(
            Kind.TOO_SLOW,
            String.format(
                Locale.ROOT,
                "the model of bundle %s takes %,.0f µs for %,d candidates (median of %d calls), at"
                    + " most %,.0f are allowed; train a smaller one or relieve the machine",
                bundle.folder(),
                median,
                rows,
                TIMED_CALLS,
                limit.micros(rows)));
      }
    }
  }

  private double medianMicros(int rows) {
    int requests = Math.min(rows, golden.rows());
    tensors.run(requests, rows);
    double[] nanos = new double[TIMED_CALLS];
    for (int call = 0; call < TIMED_CALLS; call++) {
      long start = clock.nanos();
      tensors.run(requests, rows);
      nanos[call] = clock.nanos() - start;
    }
    Arrays.sort(nanos);
    return nanos[TIMED_CALLS / 2] / NANOS_PER_MICRO;
  }
}
