package io.paceline.core.scoring;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the topic {@code models}: {@code {"version": …, "path": …, "fingerprint": …,
 * "trafficShares": [96 numbers], "weekShares": [672 numbers]}}; {@code weekShares} may be missing
 * or null. Unknown fields are ignored.
 */
public final class ModelAnnouncementCodec {

  private static final DocumentParser PARSER = DocumentParser.ofMessages("model announcement");

  private ModelAnnouncementCodec() {}

  /** Writes an announcement as JSON in UTF-8. */
  public static byte[] encode(ModelAnnouncement announcement) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("version", announcement.version());
          json.writeStringField("path", announcement.path());
          json.writeStringField("fingerprint", announcement.fingerprint());
          write(json, "trafficShares", announcement.trafficShares());
          write(json, "weekShares", announcement.weekShares());
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, String field, double @Nullable [] shares)
      throws IOException {
    json.writeFieldName(field);
    if (shares == null) {
      json.writeNull();
    } else {
      json.writeArray(shares, 0, shares.length);
    }
  }

  /**
   * Reads and validates an announcement.
   *
   * @throws IllegalArgumentException where the bytes are no valid announcement; the message says
   *     why in one sentence
   */
  public static ModelAnnouncement decode(byte[] bytes) {
    JsonObject json;
    double[] trafficShares;
    double[] weekShares;
    try {
      json = PARSER.parseObject(bytes);
      trafficShares = shares(json, "trafficShares");
      weekShares = shares(json, "weekShares");
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    String version = requiredText(json, "version");
    String path = requiredText(json, "path");
    String fingerprint = requiredText(json, "fingerprint");
    if (trafficShares == null || trafficShares.length != TrafficCurve.SLOTS) {
      throw new IllegalArgumentException(
          "model announcement needs " + TrafficCurve.SLOTS + " trafficShares");
    }
    if (Arrays.stream(trafficShares).anyMatch(share -> !(share >= 0.0))
        || Math.abs(Arrays.stream(trafficShares).sum() - 1.0) > 1e-6) {
      throw new IllegalArgumentException(
          "trafficShares of a model announcement must not be negative and must sum to 1");
    }
    if (weekShares != null) {
      requireWeek(weekShares);
    }
    return new ModelAnnouncement(version, path, fingerprint, trafficShares, weekShares);
  }

  private static double @Nullable [] shares(JsonObject json, String field)
      throws InvalidJsonException {
    try {
      return json.doubles(field);
    } catch (InvalidJsonException e) {
      throw new InvalidJsonException("model announcement, " + e.getMessage());
    }
  }

  private static void requireWeek(double[] shares) {
    try {
      new TrafficWeek(shares);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "weekShares of a model announcement are no week: " + e.getMessage(), e);
    }
  }

  private static String requiredText(JsonObject json, String field) {
    JsonValue value = json.field(field);
    String text = value == null ? null : value.scalar();
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("model announcement lacks " + field);
    }
    return text;
  }
}
