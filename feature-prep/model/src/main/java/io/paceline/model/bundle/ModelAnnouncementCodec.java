package io.paceline.model.bundle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import io.paceline.core.scoring.ModelAnnouncement;
import java.io.IOException;
import java.util.Arrays;

/**
 * JSON of the topic {@code models}: {@code {"version": …, "path": …, "fingerprint": …,
 * "trafficShares": [96 numbers], "weekShares": [672 numbers]}}; {@code weekShares} may be missing
 * or null. Unknown fields are ignored.
 */
public final class ModelAnnouncementCodec {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ModelAnnouncementCodec() {}

  /** Writes an announcement as JSON in UTF-8. */
  public static byte[] encode(ModelAnnouncement announcement) {
    try {
      return JSON.writeValueAsBytes(announcement);
    } catch (IOException e) {
      throw new IllegalStateException("an announcement is plain text and numbers", e);
    }
  }

  /**
   * Reads and validates an announcement.
   *
   * @throws IllegalArgumentException where the bytes are no valid announcement; the message says
   *     why in one sentence
   */
  public static ModelAnnouncement decode(byte[] bytes) {
    ModelAnnouncement announcement;
    try {
      announcement = JSON.readValue(bytes, ModelAnnouncement.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("model announcement is not the expected JSON object", e);
    }
    if (announcement == null) {
      throw new IllegalArgumentException("model announcement is null");
    }
    requireText("version", announcement.version());
    requireText("path", announcement.path());
    requireText("fingerprint", announcement.fingerprint());
    double[] shares = announcement.trafficShares();
    if (shares == null || shares.length != TrafficCurve.SLOTS) {
      throw new IllegalArgumentException(
          "model announcement needs " + TrafficCurve.SLOTS + " trafficShares");
    }
    if (Arrays.stream(shares).anyMatch(share -> !(share >= 0.0))
        || Math.abs(Arrays.stream(shares).sum() - 1.0) > 1e-6) {
      throw new IllegalArgumentException(
          "trafficShares of a model announcement must not be negative and must sum to 1");
    }
    if (announcement.weekShares() != null) {
      requireWeek(announcement.weekShares());
    }
    return announcement;
  }

  private static void requireWeek(double[] shares) {
    try {
      new TrafficWeek(shares);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "weekShares of a model announcement are no week: " + e.getMessage(), e);
    }
  }

  private static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("model announcement lacks " + name);
    }
  }
}
