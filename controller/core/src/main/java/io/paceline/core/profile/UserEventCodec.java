package io.paceline.core.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

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
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);
  private static final Pattern CATEGORY = Pattern.compile("[A-Z0-9-]{1,32}");
  private static final Pattern USER_KEY = Pattern.compile("[0-9a-f]{16}");

  /**
   * Reads one event.
   *
   * @throws InvalidUserEventException where the message is no JSON or a field is missing or wrong
   */
  public UserEvent decode(byte[] json) throws InvalidUserEventException {
    JsonNode event;
    try {
      event = TREE.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidUserEventException("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidUserEventException("is not JSON: " + e.getMessage());
    }
    if (event == null || !event.isObject()) {
      throw new InvalidUserEventException("a user event must be an object in { }");
    }
    String userKey = event.path("userKey").asText("");
    if (!USER_KEY.matcher(userKey).matches()) {
      // The message does not repeat the value, which may be a raw id and belongs in no log.
      throw new InvalidUserEventException(
          "userKey: must be the user's hashed key, 16 lower-case hexadecimal digits");
    }
    UserEventType type = type(event.path("type").asText(""));
    String campaignId = event.path("campaign").textValue();
    if (type != UserEventType.VIEW && (campaignId == null || campaignId.isBlank())) {
      throw new InvalidUserEventException(
          "campaign: must be the id of the campaign for type " + written(type));
    }
    return new UserEvent(
        userKey, type, campaignId, category(event.path("category")), atMillis(event.path("at")));
  }

  private static UserEventType type(String typed) throws InvalidUserEventException {
    for (UserEventType type : UserEventType.values()) {
      if (written(type).equals(typed)) {
        return type;
      }
    }
    throw new InvalidUserEventException(
        "type: must be view, click, impression or conversion, got \"" + typed + '"');
  }

  private static String category(JsonNode category) throws InvalidUserEventException {
    if (category.isMissingNode() || category.isNull()) {
      return null;
    }
    String code = category.asText("");
    if (!CATEGORY.matcher(code).matches()) {
      throw new InvalidUserEventException(
          "category: must be an IAB category such as IAB18-2, got " + category);
    }
    return code;
  }

  private static long atMillis(JsonNode at) throws InvalidUserEventException {
    if (at.isIntegralNumber() && at.canConvertToLong() && at.longValue() > 0) {
      return at.longValue();
    }
    if (at.isTextual()) {
      try {
        return OffsetDateTime.parse(at.textValue()).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        // Refused below, like a value of any other kind.
      }
    }
    throw new InvalidUserEventException(
        "at: must be a time such as 2026-03-01T12:30:00Z or milliseconds since 1970, got " + at);
  }

  /** Writes an event so that {@link #decode} gives an equal one. */
  public byte[] encode(UserEvent event) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("userKey", event.userKey());
    json.put("type", written(event.type()));
    if (event.campaignId() != null) {
      json.put("campaign", event.campaignId());
    }
    if (event.category() != null) {
      json.put("category", event.category());
    }
    json.put("at", Instant.ofEpochMilli(event.atMillis()).toString());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree of plain values is always written", e);
    }
  }

  private static String written(UserEventType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
