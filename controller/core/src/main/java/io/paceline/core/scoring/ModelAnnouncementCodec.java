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

  private static void write(JsonGenerator json, String field, double[] shares) throws IOException {
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
    ModelAnnouncement announcement;
    try {
      announcement = read(PARSER.parseObject(bytes));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
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

  private static ModelAnnouncement read(JsonObject json) throws InvalidJsonException {
    return new ModelAnnouncement(
        scalar(json, "version"),
        scalar(json, "path"),
        scalar(json, "fingerprint"),
        shares(json, "trafficShares"),
        shares(json, "weekShares"));
  }

  private static String scalar(JsonObject json, String field) {
    JsonValue value = json.field(field);
    return value == null ? null : value.scalar();
  }

  private static double[] shares(JsonObject json, String field) throws InvalidJsonException {
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

  private static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("model announcement lacks " + name);
    }
  }
}
