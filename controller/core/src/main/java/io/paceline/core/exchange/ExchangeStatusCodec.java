package io.paceline.core.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.Shown;
import java.io.IOException;
import java.util.Locale;

/**
 * {@link ExchangeStatus} as a flat JSON object in UTF-8, the value of topic {@code exchanges}:
 * {@code exchange, state, atMillis, reason, billedMicros, unaccountedMicros}. People may write the
 * first two alone. Unknown names are ignored, so that readers survive newer writers.
 */
public final class ExchangeStatusCodec {

  private static final DocumentParser PARSER = DocumentParser.ofMessages("exchange status");

  private ExchangeStatusCodec() {}

  /** JSON of a status. */
  public static byte[] encode(ExchangeStatus status) {
    return JsonBytes.write(json -> write(json, status));
  }

  private static void write(JsonGenerator json, ExchangeStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("exchange", status.exchange());
    json.writeStringField("state", status.state().name());
    json.writeNumberField("atMillis", status.atMillis());
    json.writeStringField("reason", status.reason());
    json.writeNumberField("billedMicros", status.billedMicros());
    json.writeNumberField("unaccountedMicros", status.unaccountedMicros());
    json.writeEndObject();
  }

  /**
   * The status in a record's value.
   *
   * @throws IllegalArgumentException with a sentence that names the place where the JSON is no
   *     status of an exchange
   */
  public static ExchangeStatus decode(byte[] json) {
    try {
      JsonObject object = PARSER.parseObject(json);
      String reason = object.text("reason");
      return new ExchangeStatus(
          object.requiredText("exchange").toLowerCase(Locale.ROOT),
          state(object),
          object.whole("atMillis", 0),
          reason == null ? "no reason is given" : reason,
          object.whole("billedMicros", 0),
          object.whole("unaccountedMicros", 0));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException("exchange status, " + e.getMessage(), e);
    }
  }

  private static ExchangeStatus.State state(JsonObject json) throws InvalidJsonException {
    String name = json.requiredText("state");
    for (ExchangeStatus.State state : ExchangeStatus.State.values()) {
      if (state.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    throw new InvalidJsonException(
        json.path("state") + " must be BIDDING or HALTED, got " + Shown.text(name));
  }
}
