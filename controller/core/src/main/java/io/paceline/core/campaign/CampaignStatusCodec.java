package io.paceline.core.campaign;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@link CampaignStatus} as a flat JSON object in UTF-8, the value of topic {@code
 * campaign-status}: {@code id, version, state, budgetId, offset, verdict, reason, atMillis}.
 * Unknown names are ignored, so that readers survive newer writers.
 */
public final class CampaignStatusCodec {

  private static final DocumentParser PARSER = DocumentParser.ofMessages("campaign status");

  private CampaignStatusCodec() {}

  /** JSON of a status. */
  public static byte[] encode(CampaignStatus status) {
    return JsonBytes.write(json -> write(json, status));
  }

  private static void write(JsonGenerator json, CampaignStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", status.campaignId());
    json.writeNumberField("version", status.version());
    json.writeStringField("state", status.state().name());
    if (status.budgetId() != null) {
      json.writeStringField("budgetId", status.budgetId());
    }
    json.writeNumberField("offset", status.offset());
    json.writeStringField("verdict", status.verdict().name());
    if (status.reason() != null) {
      json.writeStringField("reason", status.reason());
    }
    json.writeNumberField("atMillis", status.atMillis());
    json.writeEndObject();
  }

  /**
   * The status in a record's value.
   *
   * @throws IllegalArgumentException with a sentence that names the place where the JSON is no
   *     status of a campaign
   */
  public static CampaignStatus decode(byte[] json) {
    try {
      JsonObject object = PARSER.parseObject(json);
      return new CampaignStatus(
          object.requiredText("id"),
          whole(object, "version"),
          named(object, "state", CampaignStatus.State.class),
          object.text("budgetId"),
          whole(object, "offset"),
          named(object, "verdict", CampaignAnswer.Verdict.class),
          object.text("reason"),
          whole(object, "atMillis"));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException("campaign status, " + e.getMessage(), e);
    }
  }

  private static long whole(JsonObject json, String field) throws InvalidJsonException {
    JsonValue value = json.field(field);
    Long number = value == null ? null : value.whole();
    if (number == null) {
      throw new InvalidJsonException(json.path(field) + " must be a whole number");
    }
    return number;
  }

  private static <E extends Enum<E>> E named(JsonObject json, String field, Class<E> type)
      throws InvalidJsonException {
    String name = json.requiredText(field);
    @Nullable E found = null;
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        found = constant;
      }
    }
    if (found == null) {
      throw new InvalidJsonException(json.path(field) + " is no name that Paceline knows: " + name);
    }
    return found;
  }
}
