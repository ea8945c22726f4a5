package io.paceline.model.bundle;

import io.paceline.core.campaign.Objective;
import io.paceline.model.features.FeatureSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code bundle.json}, component by component as it stands in the file. {@link
 * Bundle} is what the rest of the code reads.
 *
 * @param format version of the bundle's own format
 * @param version unique name of the bundle
 * @param createdAtMillis wall time at which the bundle was made
 * @param trainedOn description of the training data, for people to read
 * @param fingerprint of the feature specification; null where the file says null, in which case
 *     loading refuses the bundle
 * @param features the feature specification, for people to read; loading compares only the
 *     fingerprint
 * @param heads outputs of the model, clicks first, each with its calibration, mean probabilities
 *     per campaign and quality; an objective of which the log had too few examples has no head
 * @param marketCurves market curves per site ({@code exchange|domain}) and overall
 * @param trafficShares expected traffic by quarter hour, 96 shares of a day
 * @param weekShares expected traffic by weekday and quarter hour, 672 shares of a mean day; null
 *     where every day counts alike, missing in older bundles
 * @param quality of the click predictions on rows that training did not see
 * @param files every other file of the bundle by its path, {@code /} between folders
 */
public record BundleManifest(
    int format,
    String version,
    long createdAtMillis,
    String trainedOn,
    @Nullable String fingerprint,
    FeatureSpec features,
    List<Head> heads,
    MarketCurves marketCurves,
    double[] trafficShares,
    double @Nullable [] weekShares,
    ModelQuality quality,
    Map<String, FileCheck> files) {

  /**
   * Refuses a manifest that lacks what a bundle cannot do without. Lists and maps are copied.
   *
   * @throws NullPointerException where a value is missing that may not be null
   * @throws IllegalArgumentException where the first head is not the one for clicks
   */
  public BundleManifest {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(marketCurves, "marketCurves");
    Objects.requireNonNull(trafficShares, "trafficShares");
    Objects.requireNonNull(quality, "quality");
    heads = List.copyOf(heads);
    if (heads.isEmpty() || heads.get(0).objective() != Objective.CLICK) {
      throw new IllegalArgumentException("the first head must be the one for clicks");
    }
    files = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(files)));
  }

  /** The manifest of a bundle that this build writes. */
  // javac 17 loses the annotation of an array (weekShares) in a compact constructor.
  @SuppressWarnings("NullAway")
  public static BundleManifest of(
      String version,
      long createdAtMillis,
      String trainedOn,
      FeatureSpec features,
      List<Head> heads,
      MarketCurves marketCurves,
      ExpectedTraffic traffic,
      ModelQuality quality,
      Map<String, FileCheck> files) {
    return new BundleManifest(
        FORMAT,
        version,
        createdAtMillis,
        trainedOn,
        features.fingerprint(),
        features,
        heads,
        marketCurves,
        traffic.dayShares(),
        traffic.weekShares(),
        quality,
        files);
  }

  /**
   * The format that this build writes and reads. A manifest of format 7 holds the log-loss of each
   * campaign and of each head.
   */
  public static final int FORMAT = 7;

  /** The manifest's file. */
  public static final String FILE = "bundle.json";

  /** Name of the field that holds {@link #weekShares}. */
  public static final String WEEK = "weekShares";

  /** The golden batch's file. */
  public static final String GOLDEN = "golden.json";

  /** The SavedModel's folder. */
  public static final String MODEL = "model";

  /**
   * Length and check sum of a file, by which a damaged file is recognised.
   *
   * @param bytes length of the file
   * @param sha256 SHA-256 of its content, hexadecimal
   */
  public record FileCheck(long bytes, String sha256) {}
}
