package io.paceline.core.notice;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.money.Micros;
import java.io.IOException;
import java.util.Set;

/**
 * Reads and writes adjustments as JSON, one object per message of the topic {@code adjustments}:
 *
 * <pre>{@code
 * {"id": "credit-17", "budget": "feet", "campaign": "shoes", "day": "2026-03-01",
 *  "amount": -12.5, "reason": "fraud, credited", "author": "anna"}
 * }</pre>
 *
 * {@code campaign} defaults to the budget's id, and {@code day} may be left out. {@code amount} is
 * in currency units, a number or text, with at most six decimals, at most {@link Micros#MAX} micros
 * either way, and not 0. {@code id} has no slash. All other fields are needed, and further ones are
 * refused, because a mistyped name would cost money. Thread-safe.
 */
public final class AdjustmentCodec {
  private static final DocumentParser PARSER =
      DocumentParser.ofMessages("an adjustment").refusingRepeats();
  private static final Set<String> FIELDS =
      Set.of("id", "budget", "campaign", "day", "amount", "reason", "author");

  /**
   * Reads one adjustment.
   *
   * @throws InvalidAdjustmentException where the message is no JSON or a field is missing or wrong
   */
  public Adjustment decode(byte[] json) throws InvalidAdjustmentException {
    try {
      JsonObject message = PARSER.parseObject(json);
      MoneyFields.refuseUnknown(message, FIELDS, "an adjustment");
      return readFields(message);
    } catch (InvalidJsonException e) {
      throw new InvalidAdjustmentException(e.getMessage());
    }
  }

  /** The adjustment in an object that may have further fields. */
  static Adjustment readFields(JsonObject message) throws InvalidJsonException {
    String budgetId = MoneyFields.text(message, "budget");
    String id = MoneyFields.text(message, "id");
    if (id.contains(Adjustment.SLASH)) {
      throw new InvalidJsonException("id: must have no slash, got " + message.shown("id"));
    }
    return new Adjustment(
        id,
        budgetId,
        message.has("campaign") ? MoneyFields.text(message, "campaign") : budgetId,
        MoneyFields.day(message),
        MoneyFields.amountMicros(
            message,
            amount -> amount.signum() != 0,
            "other than 0, up to " + MoneyFields.most() + " either way"),
        MoneyFields.text(message, "reason"),
        MoneyFields.text(message, "author"));
  }

  /** Writes an adjustment so that {@link #decode} gives an equal one. */
  public byte[] encode(Adjustment adjustment) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          writeFields(json, adjustment);
          json.writeEndObject();
        });
  }

  /** Writes the fields of an adjustment into an object that is open. */
  static void writeFields(JsonGenerator json, Adjustment adjustment) throws IOException {
    json.writeStringField("id", adjustment.id());
    json.writeStringField("budget", adjustment.budgetId());
    json.writeStringField("campaign", adjustment.campaignId());
    JsonBytes.text(json, "day", adjustment.day());
    MoneyFields.writeAmount(json, adjustment.amountMicros());
    json.writeStringField("reason", adjustment.reason());
    json.writeStringField("author", adjustment.author());
  }
}
