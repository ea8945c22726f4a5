package io.paceline.training.trainer;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.scoring.Scorer;
import io.paceline.core.scoring.Scores;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeatureSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second scorer for the same bundles, in plain Java and double precision, row by row ({@link
 * PlainModel}). Tests check other scorers against it, and benchmarks run it as the naive loop
 * beside TensorFlow. It shares the feature encoder, the mean probabilities and the market curves
 * with {@code io.paceline.model.tensorflow}, so a difference between the two lies in how the
 * network is fed or computed; a mistake in the encoder is the same in both and does not show. It is
 * slow and simple on purpose and must stay so: no batches, and no results of the network kept from
 * one row to the next. The job cannot use it, since its class path does not hold the training
 * module. Not thread-safe.
 */
public final class PlainScorer implements Scorer {

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;

  private final Bundle bundle;
  private final PlainModel model;
  private final FeatureEncoder encoder = new FeatureEncoder();
  private final int[] requestIds = new int[SPEC.requestIdCount()];
  private final float[] requestFloats = new float[SPEC.requestFloats().size()];
  private final int[] candidateIds = new int[SPEC.candidateIdCount()];
  private final float[] candidateFloats = new float[SPEC.candidateFloats().size()];

  private PlainScorer(Bundle bundle, PlainModel model) {
    this.bundle = bundle;
    this.model = model;
  }

  /** Makes a scorer with the weights of the bundle's SavedModel. */
  public static PlainScorer of(Bundle bundle) {
    return new PlainScorer(bundle, PlainModel.read(bundle.modelFolder(), bundle.heads().size()));
  }

  @Override
  public String version() {
    return bundle.version();
  }

  @Override
  public Scores score(List<EligibleRequest> requests) {
    float[][] click = new float[requests.size()][];
    float[][] objective = new float[requests.size()][];
    double[][] normalised = new double[requests.size()][];
    for (int i = 0; i < click.length; i++) {
      click[i] = new float[requests.get(i).candidateCount()];
      objective[i] = new float[click[i].length];
      normalised[i] = new double[click[i].length];
      score(requests.get(i), click[i], objective[i], normalised[i]);
    }
    return new Scores(click, objective, normalised);
  }

  private void score(
      EligibleRequest request, float[] click, float[] objective, double[] normalised) {
    int row = 0;
    for (EligibleImp imp : request.imps()) {
      for (Candidate candidate : imp.candidates()) {
        encoder.request(
            request.request(),
            imp.impIndex(),
            request.profile(),
            request.campaignMillis(),
            requestIds,
            0,
            requestFloats,
            0);
        encoder.candidate(candidate, candidateIds, 0, candidateFloats, 0);
        double[] heads =
            model.probabilities(requestIds, requestFloats, candidateIds, candidateFloats);
        int head = bundle.head(candidate.offer().objective());
        click[row] = (float) heads[0];
        objective[row] = (float) (head == 0 ? heads[0] : heads[0] * heads[head]);
        normalised[row] = objective[row] / meanProbability(candidate.offer());
        row++;
      }
    }
  }

  private double meanProbability(Offer offer) {
    return bundle.means(bundle.head(offer.objective())).mean(offer.campaignId());
  }

  @Override
  public MarketCurve marketCurve(
      String exchange, @Nullable String domain, @Nullable MarketCurve otherwise) {
    return bundle.curves().curve(exchange, domain, otherwise);
  }

  /** Does nothing, because all of the scorer is on the Java heap. */
  @Override
  public void close() {}
}
