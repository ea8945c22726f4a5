package io.paceline.bundle;

import io.paceline.features.FeatureSpec;
import io.paceline.statistics.MarketCurves;
import io.paceline.statistics.MeanProbabilities;
import io.paceline.training.ModelQuality;
import java.util.Map;

/**
 * What {@code bundle.json} holds.
 *
 * @param format version of the bundle's own format
 * @param version unique name of the bundle
 * @param createdAtMillis wall time of its making
 * @param trainedOn what it was trained on, for people
 * @param fingerprint of the feature specification
 * @param features the feature specification, for people; the fingerprint decides
 * @param meanProbabilities mean click probabilities per campaign and overall
 * @param marketCurves market curves per site ({@code exchange|domain}) and overall
 * @param trafficShares 96 shares of a day
 * @param quality on rows that training did not see
 * @param files every other file of the bundle by its path, {@code /} between folders
 */
record BundleManifest(
    int format,
    String version,
    long createdAtMillis,
    String trainedOn,
    String fingerprint,
    FeatureSpec features,
    MeanProbabilities meanProbabilities,
    MarketCurves marketCurves,
    double[] trafficShares,
    ModelQuality quality,
    Map<String, FileCheck> files) {

  /** Format 2 has the quality per campaign. */
  static final int FORMAT = 2;

  /** The manifest's file. */
  static final String FILE = "bundle.json";

  /** The golden batch's file. */
  static final String GOLDEN = "golden.json";

  /** The SavedModel's folder. */
  static final String MODEL = "model";

  /**
   * By what a damaged file is recognised.
   *
   * @param bytes its length
   * @param sha256 of its content, hexadecimal
   */
  record FileCheck(long bytes, String sha256) {}
}
