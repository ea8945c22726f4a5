package io.paceline.core.notice;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import java.io.IOException;

/**
 * {@link AdjustmentAnswer} as a flat JSON object in UTF-8, the value of topic {@code
 * adjustment-audit}: the adjustment's fields as {@link AdjustmentCodec} writes them, {@code
 * verdict} ({@code BOOKED} or {@code REFUSED}), {@code fault}, {@code billedMicros, atMillis}.
 * Unknown names are ignored, so that readers survive newer writers.
 */
public final class AdjustmentAnswerCodec {

  private static final DocumentParser PARSER = DocumentParser.ofMessages("adjustment audit");

  private AdjustmentAnswerCodec() {}

  /** JSON of an answer. */
  public static byte[] encode(AdjustmentAnswer answer) {
    return JsonBytes.write(json -> write(json, answer));
  }

  private static void write(JsonGenerator json, AdjustmentAnswer answer) throws IOException {
    json.writeStartObject();
    AdjustmentCodec.writeFields(json, answer.adjustment());
    json.writeStringField("verdict", answer.fault() == null ? "BOOKED" : "REFUSED");
    JsonBytes.text(json, "fault", answer.fault());
    json.writeNumberField("billedMicros", answer.billedMicros());
    json.writeNumberField("atMillis", answer.atMillis());
    json.writeEndObject();
  }

  /**
   * The answer in a record's value.
   *
   * @throws IllegalArgumentException with a sentence that names the place where the JSON is no
   *     answer to an adjustment
   */
  public static AdjustmentAnswer decode(byte[] json) {
    try {
      JsonObject object = PARSER.parseObject(json);
      return new AdjustmentAnswer(
          AdjustmentCodec.readFields(object),
          object.text("fault"),
          object.whole("billedMicros"),
          object.whole("atMillis"));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException("adjustment audit, " + e.getMessage(), e);
    }
  }
}
