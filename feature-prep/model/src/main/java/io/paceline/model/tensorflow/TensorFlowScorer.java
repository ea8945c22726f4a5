package io.paceline.model.tensorflow;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.clock.WallClock;
import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.Scorer;
import io.paceline.core.scoring.Scores;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.bundle.InvalidBundleException.Kind;
import io.paceline.model.features.FeatureEncoder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores with the SavedModel of a bundle. All candidates of the given requests go into one model
 * call, up to {@value ScoringTensors#MAX_ROWS} candidates; more are split into several calls.
 *
 * <p>Not thread-safe. Further threads get their own scorer from {@link #share}, which costs a few
 * buffers: the model is loaded once.
 */
public final class TensorFlowScorer implements Scorer {

  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowScorer.class);

  private final Bundle bundle;
  private final LoadedModel model;
  private final ScoringTensors tensors;
  private final FeatureEncoder encoder = new FeatureEncoder();

  /**
   * Columns of the offer book from which the last candidates came; null before the first candidate
   * and after the offer table was cleared.
   */
  private @Nullable OfferColumns offers;

  private final int heads;

  /** For each row of the call in preparation, the head whose probability is wanted. */
  private final int[] rowHeads = new int[ScoringTensors.MAX_ROWS];

  /** For each row of the call in preparation, the mean by which its probability is divided. */
  private final double[] rowMeans = new double[ScoringTensors.MAX_ROWS];

  private boolean closed;

  /** Number of rows in the call in preparation: of requests here, of candidates below. */
  private int requestRows;

  private int candidateRows;

  /**
   * Where the score of the first row of the call in preparation goes: the index of a request, and
   * below the index in the scores of this request.
   */
  private int firstRequest;

  private int firstScore;

  private TensorFlowScorer(Bundle bundle, LoadedModel model) {
    this.bundle = bundle;
    this.model = model;
    this.heads = bundle.heads().size();
    tensors = new ScoringTensors(model, bundle.heads().size());
  }

  /**
   * Loads a bundle, checks it on its golden batch and warms it, so that the first real call is
   * fast. A slow model is not refused here.
   *
   * @param bundle the bundle's folder
   * @throws InvalidBundleException where the bundle is missing or damaged, was trained with other
   *     features, or computes something else than the trained model did
   */
  public static TensorFlowScorer load(Path bundle) throws InvalidBundleException {
    return load(Bundle.load(bundle), check -> {});
  }

  /**
   * Loads a bundle that was announced, checks and warms it as {@link #load(Path)} does, and times
   * it against {@link SpeedLimit#DEFAULT}.
   *
   * @param first true where no bundle is in use yet. A slow bundle is then taken with a warning,
   *     because without any bundle nothing is bid at all; otherwise the slow one is refused and the
   *     bundle in use goes on.
   * @throws InvalidBundleException also where the folder holds another bundle than was announced,
   *     and where the bundle is too slow and not the first
   */
  public static TensorFlowScorer load(AnnouncedBundle announced, boolean first)
      throws InvalidBundleException {
    return load(announced, first, SpeedLimit.DEFAULT);
  }

  static TensorFlowScorer load(AnnouncedBundle announced, boolean first, SpeedLimit limit)
      throws InvalidBundleException {
    return load(
        Bundle.load(announced),
        check -> {
          try {
            check.requireSpeed(limit);
          } catch (InvalidBundleException slow) {
            if (!first) {
              throw slow;
            }
            LOG.warn(
                "{}; it is used all the same, because no other bundle is in use",
                slow.getMessage());
          }
        });
  }

  /** May time a loaded bundle, and may refuse one that is too slow. */
  private interface SpeedCheck {
    void time(GoldenCheck check) throws InvalidBundleException;
  }

  private static TensorFlowScorer load(Bundle read, SpeedCheck speed)
      throws InvalidBundleException {
    LoadedModel model = LoadedModel.load(read);
    TensorFlowScorer scorer = null;
    boolean accepted = false;
    try {
      scorer = using(model, read);
      GoldenCheck check =
          new GoldenCheck(read, scorer.tensors, scorer.model.crossWeights, WallClock.SYSTEM);
      check.requireSameResults();
      speed.time(check);
      scorer.tensors.offers.clear();
      accepted = true;
      return scorer;
    } catch (RuntimeException e) {
      throw new InvalidBundleException(
          Kind.OTHER_RESULTS,
          "the model of bundle " + read.folder() + " fails on its golden batch; train again",
          e);
    } finally {
      if (!accepted && scorer != null) {
        scorer.close();
      }
    }
  }

  /**
   * Makes a scorer that counts as one user of the model in place of the caller. Where the scorer
   * cannot be made, the model is released.
   */
  private static TensorFlowScorer using(LoadedModel model, Bundle bundle) {
    try {
      return new TensorFlowScorer(bundle, model);
    } catch (RuntimeException | Error e) {
      model.release();
      throw e;
    }
  }

  /** Returns a scorer for another thread on the same loaded model; each scorer has to be closed. */
  public TensorFlowScorer share() {
    return using(model.share(), bundle);
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
  public MarketCurve marketCurve(
      String exchange, @Nullable String domain, @Nullable MarketCurve otherwise) {
    return bundle.curves().curve(exchange, domain, otherwise);
  }

  @Override
  public Scores score(List<EligibleRequest> requests) {
    if (closed) {
      throw new IllegalStateException("the scorer is closed");
    }
    float[][] click = new float[requests.size()][];
    float[][] objective = heads == 1 ? click : new float[requests.size()][];
    double[][] normalised = new double[requests.size()][];
    for (int i = 0; i < click.length; i++) {
      click[i] = new float[requests.get(i).candidateCount()];
      normalised[i] = new double[click[i].length];
      if (heads > 1) {
        objective[i] = new float[click[i].length];
      }
    }
    Scores scores = new Scores(click, objective, normalised);
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

  private void add(EligibleRequest request, EligibleImp imp, Scores scores) {
    Candidates candidates = imp.byNumber();
    for (int i = 0; i < candidates.size(); i++) {
      if (candidateRows == ScoringTensors.MAX_ROWS) {
        flush(scores);
      }
      if (offers == null || !offers.isOf(candidates.book())) {
        offers =
            new OfferColumns(
                candidates.book(), bundle, encoder, tensors.offers, model.crossWeights);
      }
      // The first candidate of an impression needs the request's row in the call, and so does the
      // first candidate of a further call.
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
        offers.nextRequest();
        requestRows++;
      }
      int number = candidates.number(i);
      long place = offers.place(number);
      offers.meeting(number, place, tensors.meeting, candidateRows * ScoringTensors.MEETING);
      tensors.requestIndex[candidateRows] = requestRows - 1;
      tensors.offerIndex[candidateRows] = OfferColumns.row(place);
      rowMeans[candidateRows] = offers.mean(number);
      rowHeads[candidateRows] = OfferColumns.head(place);
      candidateRows++;
    }
  }

  /**
   * Runs the model on the prepared rows and writes their scores, continuing where the call before
   * ended.
   */
  private void flush(Scores scores) {
    if (candidateRows == 0) {
      return;
    }
    tensors.run(requestRows, candidateRows);
    for (int row = 0; row < candidateRows; ) {
      float[] click = scores.click()[firstRequest];
      double[] normalised = scores.normalised()[firstRequest];
      int count = Math.min(click.length - firstScore, candidateRows - row);
      if (heads == 1) {
        for (int i = 0; i < count; i++) {
          float probability = tensors.probability[row + i];
          click[firstScore + i] = probability;
          normalised[firstScore + i] = probability / rowMeans[row + i];
        }
      } else {
        float[] objective = scores.objective()[firstRequest];
        for (int i = 0; i < count; i++) {
          int at = (row + i) * heads;
          int head = rowHeads[row + i];
          float clicked = tensors.probability[at];
          click[firstScore + i] = clicked;
          float wanted = head == 0 ? clicked : clicked * tensors.probability[at + head];
          objective[firstScore + i] = wanted;
          normalised[firstScore + i] = wanted / rowMeans[row + i];
        }
      }
      row += count;
      firstScore += count;
      if (firstScore == click.length) {
        firstRequest++;
        firstScore = 0;
      }
    }
    requestRows = 0;
    candidateRows = 0;
    if (tensors.offers.isFull()) {
      tensors.offers.clear();
      offers = null;
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
