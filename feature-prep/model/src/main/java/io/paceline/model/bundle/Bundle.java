package io.paceline.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paceline.core.campaign.Objective;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.model.bundle.InvalidBundleException.Kind;
import io.paceline.model.features.FeatureEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that was read from its folder and found complete. Its model is not loaded yet.
 *
 * @param folder absolute path of the bundle
 * @param version unique name of the bundle
 * @param fingerprint of the feature specification, equal to that of this build
 * @param heads outputs of the model, clicks first
 * @param curves market curves
 * @param traffic expected traffic
 * @param quality of the click predictions on rows that training did not see
 * @param golden rows on which the loaded model is checked
 */
public record Bundle(
    Path folder,
    String version,
    String fingerprint,
    List<Head> heads,
    MarketCurves curves,
    ExpectedTraffic traffic,
    ModelQuality quality,
    GoldenBatch golden) {

  /** The list is copied. */
  public Bundle {
    heads = List.copyOf(heads);
  }

  /**
   * Returns the index of the head for an objective. Where the bundle has no such head, this is 0,
   * the head for clicks.
   */
  public int head(Objective objective) {
    for (int h = 1; h < heads.size(); h++) {
      if (heads.get(h).objective() == objective) {
        return h;
      }
    }
    return 0;
  }

  /** The format that this build writes and reads. */
  public static int format() {
    return BundleManifest.FORMAT;
  }

  /** Returns the mean probabilities of a head's objective per impression, by campaign. */
  public MeanProbabilities means(int head) {
    return heads.get(head).means();
  }

  /** The SavedModel's folder. */
  public Path modelFolder() {
    return folder.resolve(BundleManifest.MODEL);
  }

  /** Returns the announcement that tells the job to load this bundle. */
  public ModelAnnouncement announcement() {
    return new ModelAnnouncement(
        version, folder.toString(), fingerprint, traffic.dayShares(), traffic.weekShares());
  }

  /**
   * Reads and checks a bundle.
   *
   * @throws InvalidBundleException where a file is missing, damaged or unreadable or lacks a value,
   *     where the bundle has another format, or where the model was trained with other features
   *     than this build encodes
   */
  public static Bundle load(Path folder) throws InvalidBundleException {
    Path place = folder.toAbsolutePath().normalize();
    // Only the format's number is certain to be in a bundle of another format, so it is read first.
    JsonNode written = read(place, BundleManifest.FILE, JsonNode.class);
    int format = written.path("format").asInt();
    if (format != BundleManifest.FORMAT) {
      throw new InvalidBundleException(
          Kind.OTHER_FORMAT,
          "bundle "
              + place
              + " has format "
              + format
              + ", this build reads format "
              + BundleManifest.FORMAT
              + "; train again");
    }
    BundleManifest manifest = manifest(place, written);
    String expected = FeatureEncoder.SPEC.fingerprint();
    if (!expected.equals(manifest.fingerprint())) {
      throw new InvalidBundleException(
          Kind.OTHER_FEATURES,
          "bundle "
              + place
              + " was trained with other features (fingerprint "
              + brief(manifest.fingerprint())
              + ") than this build encodes ("
              + brief(expected)
              + "); train again");
    }
    if (manifest.trafficShares().length != TrafficCurve.SLOTS) {
      throw new InvalidBundleException(
          Kind.DAMAGED,
          "bundle "
              + place
              + " has "
              + manifest.trafficShares().length
              + " traffic shares instead of "
              + TrafficCurve.SLOTS
              + "; train again");
    }
    for (Map.Entry<String, BundleManifest.FileCheck> file : manifest.files().entrySet()) {
      requireWhole(place, file.getKey(), file.getValue());
    }
    return new Bundle(
        place,
        manifest.version(),
        expected,
        manifest.heads(),
        manifest.marketCurves(),
        new ExpectedTraffic(
            day(place, manifest.trafficShares()), week(place, manifest.weekShares())),
        manifest.quality(),
        golden(place, manifest.heads().size()));
  }

  /**
   * Reads and checks the bundle that was announced.
   *
   * @throws InvalidBundleException as for {@link #load(Path)}, and where the folder holds another
   *     bundle than the one announced
   */
  public static Bundle load(AnnouncedBundle announced) throws InvalidBundleException {
    Bundle found = load(folder(announced.path()));
    if (!announced.version().equals(found.version)) {
      throw notAnnounced(found.folder, "version", found.version, announced.version());
    }
    if (!announced.fingerprint().equals(found.fingerprint)) {
      // The message shows both fingerprints in full: if somebody announced the short form that
      // another message shows, the two would look equal otherwise.
      throw notAnnounced(found.folder, "fingerprint", found.fingerprint, announced.fingerprint());
    }
    return found;
  }

  private static Path folder(String announced) throws InvalidBundleException {
    try {
      return Path.of(announced);
    } catch (InvalidPathException e) {
      throw new InvalidBundleException(
          Kind.MISSING, announced + " is no path; announce the folder that training wrote", e);
    }
  }

  private static InvalidBundleException notAnnounced(
      Path folder, String what, String found, String announced) {
    return new InvalidBundleException(
        Kind.OTHER_BUNDLE,
        "bundle "
            + folder
            + " has "
            + what
            + " "
            + found
            + " but was announced with "
            + announced
            + "; announce what its bundle.json says, or copy the bundle that is meant");
  }

  /**
   * Reads the manifest. A bundle that was made before there were weekday shares lacks only that
   * field, which then counts as null.
   */
  private static BundleManifest manifest(Path folder, JsonNode written)
      throws InvalidBundleException {
    if (written.has(BundleManifest.WEEK)) {
      return read(folder, BundleManifest.FILE, BundleManifest.class);
    }
    try {
      return BundleFiles.JSON.treeToValue(
          ((ObjectNode) written).putNull(BundleManifest.WEEK), BundleManifest.class);
    } catch (JsonProcessingException e) {
      throw damaged(folder.resolve(BundleManifest.FILE), e);
    }
  }

  private static TrafficCurve day(Path folder, double[] shares) throws InvalidBundleException {
    try {
      return new TrafficCurve(shares);
    } catch (IllegalArgumentException e) {
      throw damagedPart(folder, "day", e);
    }
  }

  private static @Nullable TrafficWeek week(Path folder, double @Nullable [] shares)
      throws InvalidBundleException {
    try {
      return shares == null ? null : new TrafficWeek(shares);
    } catch (IllegalArgumentException e) {
      throw damagedPart(folder, "week", e);
    }
  }

  private static InvalidBundleException damagedPart(
      Path folder, String part, IllegalArgumentException e) {
    return new InvalidBundleException(
        Kind.DAMAGED,
        "bundle " + folder + " has a damaged " + part + ": " + e.getMessage() + "; train again",
        e);
  }

  private static GoldenBatch golden(Path folder, int heads) throws InvalidBundleException {
    GoldenBatch golden = read(folder, BundleManifest.GOLDEN, GoldenBatch.class);
    if (!golden.isWhole(FeatureEncoder.SPEC, heads)) {
      throw new InvalidBundleException(
          Kind.DAMAGED,
          "bundle file "
              + folder.resolve(BundleManifest.GOLDEN)
              + " lacks values of its rows; train again");
    }
    return golden;
  }

  private static void requireWhole(Path folder, String name, BundleManifest.FileCheck expected)
      throws InvalidBundleException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new InvalidBundleException(
          Kind.MISSING,
          "bundle " + folder + " lacks " + name + "; copy the bundle again or train again");
    }
    BundleManifest.FileCheck found;
    try {
      found = BundleFiles.check(file);
    } catch (IOException e) {
      throw new InvalidBundleException(Kind.DAMAGED, "bundle file " + file + " cannot be read", e);
    }
    if (found.bytes() != expected.bytes()) {
      throw new InvalidBundleException(
          Kind.DAMAGED,
          "bundle file "
              + file
              + " has "
              + found.bytes()
              + " bytes instead of "
              + expected.bytes()
              + "; copy the bundle again");
    }
    if (!found.sha256().equals(expected.sha256())) {
      throw new InvalidBundleException(
          Kind.DAMAGED,
          "bundle file " + file + " was changed after training; copy the bundle again");
    }
  }

  private static <T> T read(Path folder, String name, Class<T> type) throws InvalidBundleException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new InvalidBundleException(
          Kind.MISSING,
          folder + " is no bundle: it lacks " + name + "; give the folder that training wrote");
    }
    try {
      T content = BundleFiles.JSON.readValue(file.toFile(), type);
      if (content != null) {
        return content;
      }
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new InvalidBundleException(Kind.DAMAGED, "bundle file " + file + " cannot be read", e);
    }
    // Jackson reads the JSON literal null as null.
    throw new InvalidBundleException(
        Kind.DAMAGED, "bundle file " + file + " holds nothing; copy the bundle again");
  }

  private static InvalidBundleException damaged(Path file, JsonProcessingException e) {
    String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    return new InvalidBundleException(
        Kind.DAMAGED, "bundle file " + file + " is damaged" + place + "; copy the bundle again", e);
  }

  private static String brief(@Nullable String fingerprint) {
    return fingerprint == null || fingerprint.length() < 8
        ? String.valueOf(fingerprint)
        : fingerprint.substring(0, 8);
  }
}
