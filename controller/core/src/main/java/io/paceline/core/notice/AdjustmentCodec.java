package io.paceline.core.notice;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Shown;
import io.paceline.core.money.Micros;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private static final int UNIT_DECIMALS = 6;
  private static final BigDecimal MOST = BigDecimal.valueOf(Micros.MAX, UNIT_DECIMALS);

  /** The years in which a day may lie: the instants of all of them fit into milliseconds. */
  private static final int FIRST_YEAR = 1970;

  private static final int LAST_YEAR = 9999;

  /** Longest id, name or sentence, characters. */
  private static final int MAX_TEXT = 512;

  /**
   * Reads one adjustment.
   *
   * @throws InvalidAdjustmentException where the message is no JSON or a field is missing or wrong
   */
  public Adjustment decode(byte[] json) throws InvalidAdjustmentException {
    JsonObject message;
    try {
      message = PARSER.parseObject(json);
    } catch (InvalidJsonException e) {
      throw new InvalidAdjustmentException(e.getMessage());
    }
    for (String name : message.names()) {
      if (!FIELDS.contains(name)) {
        throw new InvalidAdjustmentException(
            Shown.text(name) + ": is not a known field of an adjustment");
      }
    }
    return readFields(message);
  }

  /** The adjustment in an object that may have further fields. */
  static Adjustment readFields(JsonObject message) throws InvalidAdjustmentException {
    String budgetId = text(message, "budget");
    String id = text(message, "id");
    if (id.contains(Adjustment.SLASH)) {
      throw new InvalidAdjustmentException("id: must have no slash, got " + message.shown("id"));
    }
    return new Adjustment(
        id,
        budgetId,
        message.has("campaign") ? text(message, "campaign") : budgetId,
        day(message),
        amountMicros(message),
        text(message, "reason"),
        text(message, "author"));
  }

  private static String text(JsonObject message, String field) throws InvalidAdjustmentException {
    JsonValue value = message.field(field);
    String text = value == null ? null : value.text();
    if (text == null || text.isBlank()) {
      throw new InvalidAdjustmentException(
          field + ": is needed, as text, got " + message.shown(field));
    }
    if (text.length() > MAX_TEXT) {
      throw new InvalidAdjustmentException(
          field + ": must have at most " + MAX_TEXT + " characters");
    }
    return text;
  }

  private static @Nullable String day(JsonObject message) throws InvalidAdjustmentException {
    JsonValue value = message.field("day");
    if (value == null) {
      return null;
    }
    LocalDate day = null;
    try {
      String text = value.text();
      day = LocalDate.parse(text == null ? "" : text);
    } catch (DateTimeException e) {
      // The fault is told below, together with dates that lie out of bounds.
    }
    if (day == null || day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      throw new InvalidAdjustmentException(
          "day: must be a date such as 2026-03-01, got " + value.shown());
    }
    return day.toString();
  }

  private static long amountMicros(JsonObject message) throws InvalidAdjustmentException {
    JsonValue value = message.field("amount");
    BigDecimal amount = value == null ? null : value.decimal();
    // The bounds come first, because scaling a number such as 1e999999999 would fill the memory.
    if (amount == null || amount.signum() == 0 || amount.abs().compareTo(MOST) > 0) {
      throw new InvalidAdjustmentException(
          "amount: must be a number of currency units other than 0, up to "
              + MOST.toPlainString()
              + " either way, got "
              + message.shown("amount"));
    }
    if (amount.stripTrailingZeros().scale() > UNIT_DECIMALS) {
      throw new InvalidAdjustmentException(
          "amount: must have at most "
              + UNIT_DECIMALS
              + " decimals, got "
              + message.shown("amount"));
    }
    return amount.movePointRight(UNIT_DECIMALS).longValueExact();
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
    JsonBytes.decimal(json, "amount", BigDecimal.valueOf(adjustment.amountMicros(), UNIT_DECIMALS));
    json.writeStringField("reason", adjustment.reason());
    json.writeStringField("author", adjustment.author());
  }
}
