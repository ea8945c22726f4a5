package io.paceline.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads single values as texts and numbers. */
public final class Scalars {

  /** Longest text read as a number: enough for any amount, too short for an attack. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private Scalars() {}

  /**
   * A scalar's text without surrounding blanks; null where there is none, as for JSON's null.
   *
   * @param value may be null
   */
  static @Nullable String stripped(@Nullable JsonNode value) {
    if (value == null || value.isNull() || value.isContainerNode()) {
      return null;
    }
    String text = stripped(value.asText());
    return text.isEmpty() ? null : text;
  }

  /**
   * A text without the blanks around it: spaces, tabs, ends of lines, and all other white space of
   * Unicode. The no-break spaces, which {@link String#strip} leaves, are blanks, too, because web
   * pages and tables leave them in what people copy.
   */
  static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (start < end && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /** A whole number, which may be written as text or with a fraction of zero; null for all else. */
  static @Nullable Integer whole(JsonNode value) {
    if (value.isInt()) {
      return value.intValue();
    }
    BigDecimal number = decimal(value);
    if (number == null) {
      return null;
    }
    try {
      return number.intValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /**
   * A flag: true, false or a whole number from 0 on, each also as text, or the texts yes, y, no and
   * n; null for all else.
   */
  static @Nullable Boolean flag(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    Integer number = whole(value);
    if (number != null) {
      return number < 0 ? null : Boolean.valueOf(number != 0);
    }
    return switch (stripped(value.asText()).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y" -> Boolean.TRUE;
      case "false", "no", "n" -> Boolean.FALSE;
      default -> null;
    };
  }

  /** A number, which may be written as text; null for all else. */
  static @Nullable BigDecimal decimal(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    return value.isTextual() ? decimal(value.textValue()) : null;
  }

  /** The number that a text states; null where it states none or has more than 64 characters. */
  public static @Nullable BigDecimal decimal(String text) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      return null;
    }
    try {
      return new BigDecimal(stripped(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
