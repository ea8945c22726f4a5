package io.paceline.core.notice;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Shown;
import io.paceline.core.money.Micros;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that spend reports and adjustments have in common, exactly as they are written.
 * A mistyped name or amount would cost money, so what does not fit is refused; each message begins
 * with the field at fault.
 */
final class MoneyFields {

  /** Decimals of a currency unit that micros can hold. */
  private static final int UNIT_DECIMALS = 6;

  private static final BigDecimal MOST = BigDecimal.valueOf(Micros.MAX, UNIT_DECIMALS);

  /** Longest id, name or sentence, characters. */
  private static final int MAX_TEXT = 512;

  private MoneyFields() {}

  /** The largest amount in currency units, as text. */
  static String most() {
    return MOST.toPlainString();
  }

  /**
   * Refuses a message that has a field beside the known ones.
   *
   * @param what what the message is, with its article
   */
  static void refuseUnknown(JsonObject message, Set<String> known, String what)
      throws InvalidJsonException {
    for (String name : message.names()) {
      if (!known.contains(name)) {
        throw new InvalidJsonException(Shown.text(name) + ": is not a known field of " + what);
      }
    }
  }

  /** A text that is not blank and has at most 512 characters. */
  static String text(JsonObject message, String field) throws InvalidJsonException {
    JsonValue value = message.field(field);
    String text = value == null ? null : value.text();
    if (text == null || text.isBlank()) {
      throw new InvalidJsonException(field + ": is needed, as text, got " + message.shown(field));
    }
    if (text.length() > MAX_TEXT) {
      throw new InvalidJsonException(field + ": must have at most " + MAX_TEXT + " characters");
    }
    return text;
  }

  /** The field {@code day}, null where it is left out. */
  static @Nullable String day(JsonObject message) throws InvalidJsonException {
    JsonValue value = message.field("day");
    if (value == null) {
      return null;
    }
    LocalDate day = value.day();
    if (day == null) {
      throw new InvalidJsonException(
          "day: must be a date such as 2026-03-01, got " + value.shown());
    }
    return day.toString();
  }

  /**
   * The field {@code amount}, in currency units, as micros.
   *
   * @param fits which of the amounts that lie within {@link Micros#MAX} either way are allowed
   * @param bounds the same in words
   */
  static long amountMicros(JsonObject message, Predicate<BigDecimal> fits, String bounds)
      throws InvalidJsonException {
    JsonValue value = message.field("amount");
    BigDecimal amount = value == null ? null : value.decimal();
    // The bounds come first, because scaling a number such as 1e999999999 would fill the memory.
    if (amount == null || amount.abs().compareTo(MOST) > 0 || !fits.test(amount)) {
      throw new InvalidJsonException(
          "amount: must be a number of currency units "
              + bounds
              + ", got "
              + message.shown("amount"));
    }
    if (amount.stripTrailingZeros().scale() > UNIT_DECIMALS) {
      throw new InvalidJsonException(
          "amount: must have at most "
              + UNIT_DECIMALS
              + " decimals, got "
              + message.shown("amount"));
    }
    return amount.movePointRight(UNIT_DECIMALS).longValueExact();
  }

  /** Writes the field {@code amount} so that {@link #amountMicros} gives the same micros. */
  static void writeAmount(JsonGenerator json, long micros) throws IOException {
    JsonBytes.decimal(json, "amount", BigDecimal.valueOf(micros, UNIT_DECIMALS));
  }
}
