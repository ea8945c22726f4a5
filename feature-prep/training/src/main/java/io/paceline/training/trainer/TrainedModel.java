package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.model.bundle.Calibration;
import io.paceline.model.bundle.ExpectedTraffic;
import io.paceline.model.bundle.GoldenBatch;
import io.paceline.model.bundle.Head;
import io.paceline.model.bundle.MarketCurves;
import io.paceline.model.bundle.MeanProbabilities;
import io.paceline.model.bundle.ModelQuality;
import io.paceline.model.features.FeatureSpec;
import java.util.List;

/**
 * Everything that training produces, ready to be written as a bundle.
 *
 * @param features the features that the model is fed
 * @param weights the network's weights and constants
 * @param heads the network's heads, the one for clicks first
 * @param curves market curves per site
 * @param traffic the expected traffic
 * @param quality quality of the click predictions on rows that training did not see
 * @param figures figures of the same rows, for plots
 * @param golden rows with known scores, to check a loaded model by
 */
public record TrainedModel(
    FeatureSpec features,
    ModelWeights weights,
    List<Head> heads,
    MarketCurves curves,
    ExpectedTraffic traffic,
    ModelQuality quality,
    HeldOutFigures figures,
    GoldenBatch golden) {

  /** The list is copied. */
  public TrainedModel {
    heads = List.copyOf(heads);
  }

  /** What the heads predict. */
  public List<Objective> objectives() {
    return heads.stream().map(Head::objective).toList();
  }

  /** Calibration from logit to click probability. */
  public Calibration calibration() {
    return heads.get(0).calibration();
  }

  /** Mean click probabilities per campaign. */
  public MeanProbabilities means() {
    return heads.get(0).means();
  }
}
