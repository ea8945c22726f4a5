package io.paceline.model.bundle;

import io.paceline.model.features.FeatureSpec;
import java.util.List;
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
 * @param heads what the model predicts, clicks first, with calibration, mean probabilities per
 *     campaign and quality; what the log had too few examples of is left out
 * @param marketCurves market curves per site ({@code exchange|domain}) and overall
 * @param trafficShares 96 shares of a day
 * @param weekShares the same by weekday, 672 shares of a mean day; null where every day counts
 *     alike, and missing in older bundles
 * @param quality of clicks on rows that training did not see
 * @param files every other file of the bundle by its path, {@code /} between folders
 */
public record BundleManifest(
    int format,
    String version,
    long createdAtMillis,
    String trainedOn,
    String fingerprint,
    FeatureSpec features,
    List<Head> heads,
    MarketCurves marketCurves,
    double[] trafficShares,
    double[] weekShares,
    ModelQuality quality,
    Map<String, FileCheck> files) {

  /** Format 7 tells the log-loss of each campaign and head. */
  public static final int FORMAT = 7;

  /** The manifest's file. */
  public static final String FILE = "bundle.json";

  /** The field of {@link #weekShares}. */
  public static final String WEEK = "weekShares";

  /** The golden batch's file. */
  public static final String GOLDEN = "golden.json";

  /** The SavedModel's folder. */
  public static final String MODEL = "model";

  /**
   * By what a damaged file is recognised.
   *
   * @param bytes its length
   * @param sha256 of its content, hexadecimal
   */
  public record FileCheck(long bytes, String sha256) {}
}
