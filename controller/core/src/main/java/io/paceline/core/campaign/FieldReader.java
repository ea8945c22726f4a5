package io.paceline.core.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads the fields of one JSON object and notes every fault with its place instead of stopping at
 * the first. A getter returns null where the field is absent, is JSON's null, or is at fault (which
 * is then noted). A field is known once a method has asked for it; {@link #refuseUnknown} notes all
 * other fields as faults.
 */
final class FieldReader {
  private static final int SHOWN_LENGTH = 60;

  /** A longer name gets no hint: every known field has a shorter name. */
  private static final int GUESSED_LENGTH = 40;

  private final JsonNode object;
  private final String path;
  private final List<String> faults;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param object a JSON object
   * @param path prefix of the field names in faults, empty or ending in a dot
   * @param faults receives the faults
   */
  FieldReader(JsonNode object, String path, List<String> faults) {
    this.object = object;
    this.path = path;
    this.faults = faults;
  }

  /** Notes a fault of a field. */
  void fault(String name, String sentence) {
    faults.add(path + name + ": " + sentence);
  }

  /** The field's value, or null. */
  JsonNode value(String name) {
    known.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Returns true where the field is present; else notes a fault. */
  boolean require(String name) {
    if (value(name) != null) {
      return true;
    }
    fault(name, "is missing");
    return false;
  }

  /** Text that is not blank, or null. */
  String text(String name) {
    JsonNode value = value(name);
    return value == null ? null : text(name, value);
  }

  /** A value, of a list's element or of a field, as text that is not blank, or null. */
  String text(String place, JsonNode value) {
    if (!value.isTextual()) {
      fault(place, "must be text in quotes, got " + show(value));
      return null;
    }
    if (value.textValue().isBlank()) {
      fault(place, "must not be empty");
      return null;
    }
    return value.textValue();
  }

  /** True or false, or null. */
  Boolean flag(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      fault(name, "must be true or false, got " + show(value));
      return null;
    }
    return value.booleanValue();
  }

  /** A whole number of at least {@code min}, or null. */
  Long whole(String name, long min) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      fault(name, "must be a whole number, got " + show(value));
      return null;
    }
    if (value.longValue() < min) {
      fault(name, atLeast(min) + ", got " + show(value));
      return null;
    }
    return value.longValue();
  }

  /** A value, of a list's element or of a field, as a whole number within bounds, or null. */
  Integer integer(String place, JsonNode value, int min, int max) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      fault(place, "must be a whole number, got " + show(value));
      return null;
    }
    int number = value.intValue();
    if (number < min || number > max) {
      String bounds = max == Integer.MAX_VALUE ? atLeast(min) : "must be " + min + " to " + max;
      fault(place, bounds + ", got " + number);
      return null;
    }
    return number;
  }

  private static String atLeast(long min) {
    if (min == 0) {
      return "must not be negative";
    }
    return min == 1 ? "must be positive" : "must be at least " + min;
  }

  /**
   * An amount of money, never negative.
   *
   * @param decimals decimal places of the written unit, of which the last one is a micro: 6 for
   *     currency units, 3 for a CPM, which becomes micros per impression
   * @return micros, or null
   */
  Long micros(String name, int decimals) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    BigDecimal amount = null;
    if (value.isNumber()) {
      amount = value.decimalValue();
    } else if (value.isTextual()) {
      try {
        amount = new BigDecimal(value.textValue().strip());
      } catch (NumberFormatException e) {
        // The fault is noted below, as for any other kind of value.
      }
    }
    if (amount == null) {
      fault(name, "must be an amount such as 12.50, got " + show(value));
      return null;
    }
    if (amount.signum() < 0) {
      fault(name, "must not be negative, got " + show(value));
      return null;
    }
    // Checks the bound first: scaling a number such as 1e999999999 would fill the memory.
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE, decimals);
    if (amount.compareTo(most) > 0) {
      fault(name, "must be at most " + most.toPlainString() + ", got " + show(value));
      return null;
    }
    if (amount.stripTrailingZeros().scale() > decimals) {
      fault(name, "must have at most " + decimals + " decimals, got " + show(value));
      return null;
    }
    return amount.movePointRight(decimals).longValueExact();
  }

  /**
   * A constant of an enum, read from the name that users write, for example {@code front-loaded};
   * or null.
   *
   * @param place where the value stands
   */
  <E extends Enum<E>> E constant(String place, JsonNode value, Class<E> type) {
    if (value == null) {
      return null;
    }
    String typed = text(place, value);
    if (typed == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (writtenName(constant).equalsIgnoreCase(typed)) {
        return constant;
      }
      names.add(writtenName(constant));
    }
    fault(place, "must be one of " + String.join(", ", names) + ", got " + show(value));
    return null;
  }

  /** The name users write for an enum's constant. */
  static String writtenName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A list; empty where the field is absent.
   *
   * @param parse builds an element from its place and value, or notes a fault and returns null
   */
  <T> List<T> list(String name, BiFunction<String, JsonNode, T> parse) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      fault(name, "must be a list in [ ], got " + show(value));
      return List.of();
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      T element = parse.apply(name + "[" + i + "]", value.get(i));
      if (element != null) {
        elements.add(element);
      }
    }
    return List.copyOf(elements);
  }

  /** A reader of an object within this one, or null where the value is no object. */
  FieldReader object(String place, JsonNode value) {
    if (!value.isObject()) {
      fault(place, "must be an object in { }, got " + show(value));
      return null;
    }
    return new FieldReader(value, path + place + ".", faults);
  }

  /**
   * Notes a fault for every field that no method asked for. A mistyped name that stayed unnoticed
   * could cost money.
   */
  void refuseUnknown() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String hint = name.length() > GUESSED_LENGTH ? "" : NearestName.hint(name, known);
                fault(shorten(name), "is not a known field" + hint);
              }
            });
  }

  /** A value as it was written, shortened. */
  static String show(JsonNode value) {
    return value.isMissingNode() ? "nothing" : shorten(value.toString());
  }

  /** Text in quotes, shortened. */
  static String quoted(String text) {
    return shorten('"' + text + '"');
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
  }
}
