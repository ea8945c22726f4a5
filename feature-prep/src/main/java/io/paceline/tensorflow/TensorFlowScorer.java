package io.paceline.tensorflow;

import io.paceline.bidding.MarketCurve;
import io.paceline.bundle.Bundle;
import io.paceline.bundle.InvalidBundleException;
import io.paceline.eligibility.Candidate;
import io.paceline.eligibility.EligibleImp;
import io.paceline.eligibility.EligibleRequest;
import io.paceline.features.FeatureEncoder;
import io.paceline.scoring.Scorer;
import io.paceline.training.GoldenBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Scores with the SavedModel of a bundle. All candidates of all requests given go into one model
 * call, up to {@value ScoringTensors#MAX_ROWS} candidates; more are cut into several calls.
 *
 * <p>Not thread-safe. Further threads get their own scorer from {@link #share}, which costs a few
 * buffers: the model is loaded once.
 */
public final class TensorFlowScorer implements Scorer {

  /** Largest difference from the trained model's probability that is put down to rounding. */
  private static final double GOLDEN_TOLERANCE = 1e-5;

  private static final int WARM_UP_CALLS = 50;

  private final Bundle bundle;
  private final LoadedModel model;
  private final ScoringTensors tensors;
  private final FeatureEncoder encoder = new FeatureEncoder();
  private boolean closed;

  /** Rows of the call in preparation. */
  private int requestRows;

  private int candidateRows;

  /** Where the first row of the call in preparation goes: a request, and a place in its scores. */
  private int firstRequest;

  private int firstScore;

  private TensorFlowScorer(Bundle bundle, LoadedModel model) {
    this.bundle = bundle;
    this.model = model;
    tensors = new ScoringTensors(model);
  }

  /**
   * Loads a bundle, checks it on its golden batch and warms it, so that the first real call is
   * fast.
   *
   * @param bundle the bundle's folder
   * @throws InvalidBundleException where the bundle is damaged, was trained with other features, or
   *     computes something else than the trained model did
   */
  public static TensorFlowScorer load(Path bundle) throws InvalidBundleException {
    Bundle read = Bundle.load(bundle);
    TensorFlowScorer scorer = new TensorFlowScorer(read, LoadedModel.load(read));
    try {
      scorer.requireGolden();
    } catch (InvalidBundleException e) {
      scorer.close();
      throw e;
    } catch (RuntimeException e) {
      scorer.close();
      throw new InvalidBundleException(
          "the model of bundle " + read.folder() + " fails on its golden batch; train again", e);
    }
    return scorer;
  }

  /** A scorer for another thread on the same loaded model; each has to be closed. */
  public TensorFlowScorer share() {
    return new TensorFlowScorer(bundle, model.share());
  }

  /** The bundle behind this scorer. */
  public Bundle bundle() {
    return bundle;
  }

  @Override
  public String version() {
    return bundle.version();
  }

  @Override
  public double meanProbability(String campaignId) {
    return bundle.means().mean(campaignId);
  }

  @Override
  public MarketCurve marketCurve(String exchange, String domain) {
    return bundle.curves().curve(exchange, domain);
  }

  @Override
  public float[][] score(List<EligibleRequest> requests) {
    if (closed) {
      throw new IllegalStateException("the scorer is closed");
    }
    float[][] scores = new float[requests.size()][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = new float[requests.get(i).candidateCount()];
    }
    requestRows = 0;
    candidateRows = 0;
    firstRequest = 0;
    firstScore = 0;
    for (EligibleRequest request : requests) {
      for (EligibleImp imp : request.imps()) {
        add(request, imp, scores);
      }
    }
    flush(scores);
    return scores;
  }

  private void add(EligibleRequest request, EligibleImp imp, float[][] scores) {
    List<Candidate> candidates = imp.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      if (candidateRows == ScoringTensors.MAX_ROWS) {
        flush(scores);
      }
      // The first candidate needs the request's row, and so does the first after a full call.
      if (i == 0 || candidateRows == 0) {
        encoder.request(
            request.request(),
            imp.impIndex(),
            request.profile(),
            request.campaignMillis(),
            tensors.requestIds,
            requestRows * ScoringTensors.REQUEST_IDS,
            tensors.requestFloats,
            requestRows * ScoringTensors.REQUEST_FLOATS);
        requestRows++;
      }
      encoder.candidate(
          candidates.get(i),
          tensors.candidateIds,
          candidateRows * ScoringTensors.CANDIDATE_IDS,
          tensors.candidateFloats,
          candidateRows * ScoringTensors.CANDIDATE_FLOATS);
      tensors.requestIndex[candidateRows] = requestRows - 1;
      candidateRows++;
    }
  }

  /** Runs the prepared rows and hands their probabilities out, from where the last call ended. */
  private void flush(float[][] scores) {
    if (candidateRows == 0) {
      return;
    }
    tensors.run(requestRows, candidateRows);
    for (int row = 0; row < candidateRows; ) {
      int free = scores[firstRequest].length - firstScore;
      int count = Math.min(free, candidateRows - row);
      System.arraycopy(tensors.probability, row, scores[firstRequest], firstScore, count);
      row += count;
      firstScore += count;
      if (firstScore == scores[firstRequest].length) {
        firstRequest++;
        firstScore = 0;
      }
    }
    requestRows = 0;
    candidateRows = 0;
  }

  private void requireGolden() throws InvalidBundleException {
    GoldenBatch golden = bundle.golden();
    System.arraycopy(golden.requestIds(), 0, tensors.requestIds, 0, golden.requestIds().length);
    System.arraycopy(
        golden.requestFloats(), 0, tensors.requestFloats, 0, golden.requestFloats().length);
    System.arraycopy(
        golden.candidateIds(), 0, tensors.candidateIds, 0, golden.candidateIds().length);
    System.arraycopy(
        golden.candidateFloats(), 0, tensors.candidateFloats, 0, golden.candidateFloats().length);
    for (int row = 0; row < golden.rows(); row++) {
      tensors.requestIndex[row] = row;
    }
    // The same call over and over warms TensorFlow and the Java code around it.
    for (int call = 0; call < WARM_UP_CALLS; call++) {
      tensors.run(golden.rows(), golden.rows());
    }
    for (int row = 0; row < golden.rows(); row++) {
      double difference = Math.abs(tensors.probability[row] - golden.probability()[row]);
      if (!(difference <= GOLDEN_TOLERANCE)) {
        throw new InvalidBundleException(
            String.format(
                Locale.ROOT,
                "the model of bundle %s gives %.6f on golden row %d where training gave %.6f;"
                    + " train again",
                bundle.folder(),
                tensors.probability[row],
                row,
                golden.probability()[row]));
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      tensors.close();
      model.release();
    }
  }
}
