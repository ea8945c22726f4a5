package io.paceline.core.profile;

import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Shown;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes user events as JSON, one object per message of the topic {@code user-events}:
 *
 * <pre>{@code
 * {"userKey": "9f86d081884c7d65", "type": "view", "category": "IAB18", "at": "2026-03-01T12:30:00Z"}
 * {"userKey": "9f86d081884c7d65", "type": "click", "campaign": "shoes", "at": 1772368200000}
 * {"userKey": "9f86d081884c7d65", "type": "conversion", "campaign": "shoes", "bid": "5f…", "at": 1772368200000}
 * }</pre>
 *
 * <ul>
 *   <li>{@code userKey}: sixteen lower-case hexadecimal digits, the hashed key under which the job
 *       keeps the user's profile; never a raw id
 *   <li>{@code type}: {@code view}, {@code click}, {@code impression} or {@code conversion}
 *   <li>{@code campaign}: the campaign's id; needed for all types but {@code view}, for which it
 *       has no effect
 *   <li>{@code bid}: for a conversion, the id of the bid whose ad was clicked. This codec ignores
 *       it; the preparation of a training log joins conversions and bids by it
 *   <li>{@code category}: IAB category of the page viewed or of what was clicked; may be left out
 *   <li>{@code at}: wall time, ISO-8601 with zone or milliseconds since 1970
 * </ul>
 *
 * Other fields are ignored, because shops send their events to other readers too. Thread-safe.
 */
public final class UserEventCodec {
  private static final DocumentParser PARSER = DocumentParser.ofMessages("a user event");
  private static final Pattern CATEGORY = Pattern.compile("[A-Z0-9-]{1,32}");
  private static final Pattern USER_KEY = Pattern.compile("[0-9a-f]{16}");

  /**
   * Reads one event.
   *
   * @throws InvalidUserEventException where the message is no JSON or a field is missing or wrong
   */
  public UserEvent decode(byte[] json) throws InvalidUserEventException {
    JsonObject event;
    try {
      event = PARSER.parseObject(json);
    } catch (InvalidJsonException e) {
      throw new InvalidUserEventException(e.getMessage());
    }
    String userKey = scalar(event, "userKey");
    if (!USER_KEY.matcher(userKey).matches()) {
      // The message does not repeat the value, which may be a raw id and belongs in no log.
      throw new InvalidUserEventException(
          "userKey: must be the user's hashed key, 16 lower-case hexadecimal digits");
    }
    UserEventType type = type(scalar(event, "type"));
    JsonValue campaign = event.field("campaign");
    String campaignId = campaign == null ? null : campaign.text();
    if (type != UserEventType.VIEW && (campaignId == null || campaignId.isBlank())) {
      throw new InvalidUserEventException(
          "campaign: must be the id of the campaign for type " + written(type));
    }
    return new UserEvent(userKey, type, campaignId, category(event), atMillis(event));
  }

  /** A text or number exactly as it is written, empty where there is none. */
  private static String scalar(JsonObject event, String field) {
    JsonValue value = event.field(field);
    String written = value == null ? null : value.scalar();
    return written == null ? "" : written;
  }

  private static UserEventType type(String typed) throws InvalidUserEventException {
    for (UserEventType type : UserEventType.values()) {
      if (written(type).equals(typed)) {
        return type;
      }
    }
    throw new InvalidUserEventException(
        "type: must be view, click, impression or conversion, got " + Shown.quoted(typed));
  }

  private static @Nullable String category(JsonObject event) throws InvalidUserEventException {
    if (!event.has("category")) {
      return null;
    }
    String code = scalar(event, "category");
    if (!CATEGORY.matcher(code).matches()) {
      throw new InvalidUserEventException(
          "category: must be an IAB category such as IAB18-2, got " + event.shown("category"));
    }
    return code;
  }

  private static long atMillis(JsonObject event) throws InvalidUserEventException {
    JsonValue at = event.field("at");
    Long millis = at == null ? null : at.time();
    if (millis == null) {
      throw new InvalidUserEventException(
          "at: must be a time such as 2026-03-01T12:30:00Z or milliseconds since 1970, got "
              + event.shown("at"));
    }
    return millis;
  }

  /** Writes an event so that {@link #decode} gives an equal one. */
  public byte[] encode(UserEvent event) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("userKey", event.userKey());
          json.writeStringField("type", written(event.type()));
          JsonBytes.text(json, "campaign", event.campaignId());
          JsonBytes.text(json, "category", event.category());
          json.writeStringField("at", Instant.ofEpochMilli(event.atMillis()).toString());
          json.writeEndObject();
        });
  }

  private static String written(UserEventType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
