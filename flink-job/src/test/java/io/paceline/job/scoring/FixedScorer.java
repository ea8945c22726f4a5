package io.paceline.job.scoring;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.scoring.Scorer;
import io.paceline.core.scoring.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A scorer with a fixed probability for every campaign, which remembers how many requests each call
 * had.
 */
public final class FixedScorer implements Scorer {

  /** Probability of campaigns that have none of their own, and every campaign's mean. */
  public static final double MEAN = 0.001;

  private final String version;
  private final Map<String, Double> probabilities;
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What the next call does before it scores; only that call does it. */
  private volatile Runnable before = () -> {};

  /** What the next call does after it has scored; only that call does it. */
  private volatile Runnable after = () -> {};

  public FixedScorer(String version, Map<String, Double> probabilities) {
    this.version = version;
    this.probabilities = Map.copyOf(probabilities);
  }

  void before(Runnable action) {
    before = action;
  }

  void after(Runnable action) {
    after = action;
  }

  /** How many requests each call so far had. */
  List<Integer> batches() {
    return batches;
  }

  CountDownLatch closed() {
    return closed;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Scores score(List<EligibleRequest> requests) {
    if (closed.getCount() == 0) {
      throw new IllegalStateException("bundle " + version + " is closed");
    }
    batches.add(requests.size());
    Runnable action = before;
    before = () -> {};
    action.run();
    List<float[]> all = new ArrayList<>();
    for (EligibleRequest request : requests) {
      float[] rows = new float[request.candidateCount()];
      int row = 0;
      for (EligibleImp imp : request.imps()) {
        for (Candidate candidate : imp.candidates()) {
          rows[row++] = probabilities.getOrDefault(candidate.campaignId(), MEAN).floatValue();
        }
      }
      all.add(rows);
    }
    Runnable last = after;
    after = () -> {};
    last.run();
    float[][] scores = all.toArray(new float[0][]);
    double[][] normalised = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      normalised[i] = new double[scores[i].length];
      for (int row = 0; row < scores[i].length; row++) {
        normalised[i][row] = scores[i][row] / MEAN;
      }
    }
    return new Scores(scores, scores, normalised);
  }

  @Override
  public MarketCurve marketCurve(String exchange, String domain, MarketCurve otherwise) {
    return otherwise == null ? MarketCurve.DEFAULT : otherwise;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
