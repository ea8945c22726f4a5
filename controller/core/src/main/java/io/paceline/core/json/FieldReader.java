package io.paceline.core.json;

import io.paceline.core.money.Micros;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object that a person wrote, strictly, and notes every fault with its
 * place instead of stopping at the first. A getter returns null where the field is absent, is
 * JSON's null, or is at fault (which is then noted). A field is known once a method has asked for
 * it; {@link #refuseUnknown} notes all other fields as faults.
 *
 * <p>Blanks around a text are left out, as {@link LenientObject} leaves them out of the texts of a
 * request. What a campaign states is compared with what requests state, and a region that kept a
 * blank would never be found in any request.
 */
public final class FieldReader {

  /** A longer name gets no hint: every known field has a shorter name. */
  private static final int GUESSED_LENGTH = 40;

  private final JsonValue object;
  private final List<String> faults;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * A reader that has read nothing yet.
   *
   * @param object a JSON object
   * @param faults receives the faults, each of the form {@code place: what is wrong}
   */
  public FieldReader(JsonValue object, List<String> faults) {
    this.object = object;
    this.faults = faults;
  }

  /** Notes a fault of a field, whether the field is there or not. */
  public void fault(String field, String sentence) {
    note(object.path(field), sentence);
  }

  /** Notes a fault of a value. */
  public void fault(JsonValue value, String sentence) {
    note(value.path(), sentence);
  }

  private void note(String place, String sentence) {
    faults.add(place + ": " + sentence);
  }

  /** The field's value, or null. */
  public @Nullable JsonValue value(String field) {
    known.add(field);
    return object.field(field);
  }

  /** The field's value; where it is absent, this method notes a fault and returns null. */
  public @Nullable JsonValue required(String field) {
    JsonValue value = value(field);
    if (value == null) {
      fault(field, "is missing");
    }
    return value;
  }

  /** Text without surrounding blanks, which is not empty; or null. */
  public @Nullable String text(String field) {
    JsonValue value = value(field);
    return value == null ? null : text(value);
  }

  /** A value as text without surrounding blanks, which is not empty; or null. */
  public @Nullable String text(JsonValue value) {
    String text = value.strippedText();
    if (text == null) {
      fault(value, "must be text in quotes, got " + value.shown());
      return null;
    }
    if (text.isEmpty()) {
      fault(value, "must not be empty");
      return null;
    }
    return text;
  }

  /** True or false, or null. */
  public @Nullable Boolean flag(String field) {
    JsonValue value = value(field);
    if (value == null) {
      return null;
    }
    if (value.flag() == null) {
      fault(value, "must be true or false, got " + value.shown());
    }
    return value.flag();
  }

  /** A whole number of at least {@code min}, or null. */
  public @Nullable Long whole(String field, long min) {
    JsonValue value = value(field);
    return value == null ? null : whole(value, min, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** A whole number within bounds, or null. */
  public @Nullable Long whole(String field, long min, long max) {
    JsonValue value = value(field);
    return value == null ? null : whole(value, min, max, Long.MAX_VALUE);
  }

  /** A value as a whole number within bounds, or null. */
  public @Nullable Integer integer(JsonValue value, int min, int max) {
    Long number = whole(value, min, max, Integer.MAX_VALUE);
    return number == null ? null : number.intValue();
  }

  /**
   * Reads a whole number within bounds.
   *
   * @param largest the largest number of the type; a {@code max} equal to it means that there is no
   *     upper bound
   */
  private @Nullable Long whole(JsonValue value, long min, long max, long largest) {
    Long number = value.whole();
    if (number == null || number > largest || number < -largest - 1) {
      fault(value, "must be a whole number, got " + value.shown());
      return null;
    }
    if (number < min || number > max) {
      String bounds = max == largest ? atLeast(min) : "must be " + min + " to " + max;
      fault(value, bounds + ", got " + number);
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
   * An amount of money, never negative and at most {@link Micros#MAX}.
   *
   * @param decimals how many decimal places the amount may have; the last of them is worth one
   *     micro. 6 for an amount in currency units; 3 for a CPM, which becomes micros per impression
   * @return micros, or null
   */
  public @Nullable Long micros(String field, int decimals) {
    JsonValue value = value(field);
    if (value == null) {
      return null;
    }
    BigDecimal amount = value.decimal();
    if (amount == null) {
      fault(value, "must be an amount such as 12.50, got " + value.shown());
      return null;
    }
    if (amount.signum() < 0) {
      fault(value, "must not be negative, got " + value.shown());
      return null;
    }
    // Checks the bound first: scaling a number such as 1e999999999 would fill the memory.
    BigDecimal most = BigDecimal.valueOf(Micros.MAX, decimals);
    if (amount.compareTo(most) > 0) {
      fault(value, "must be at most " + most.toPlainString() + ", got " + value.shown());
      return null;
    }
    if (amount.stripTrailingZeros().scale() > decimals) {
      fault(value, "must have at most " + decimals + " decimals, got " + value.shown());
      return null;
    }
    return amount.movePointRight(decimals).longValueExact();
  }

  /**
   * A constant of an enum, read from the name that users write, for example {@code front-loaded};
   * or null.
   */
  public <E extends Enum<E>> @Nullable E constant(String field, Class<E> type) {
    JsonValue value = value(field);
    return value == null ? null : constant(value, type);
  }

  /** A value as a constant of an enum, read from the name that users write; or null. */
  public <E extends Enum<E>> @Nullable E constant(JsonValue value, Class<E> type) {
    String typed = text(value);
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
    fault(value, "must be one of " + String.join(", ", names) + ", got " + value.shown());
    return null;
  }

  /** The name users write for an enum's constant. */
  public static String writtenName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A list; empty where the field is absent.
   *
   * @param parse builds an element from its value, or notes a fault and returns null
   */
  public <T> List<T> list(String field, Function<JsonValue, @Nullable T> parse) {
    JsonValue value = value(field);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      fault(value, "must be a list in [ ], got " + value.shown());
      return List.of();
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      T element = parse.apply(value.element(i));
      if (element != null) {
        elements.add(element);
      }
    }
    return List.copyOf(elements);
  }

  /** A reader of an object within this one, or null where the field is absent or no object. */
  public @Nullable FieldReader object(String field) {
    JsonValue value = value(field);
    return value == null ? null : object(value);
  }

  /** A reader of an object within this one, or null where the value is no object. */
  public @Nullable FieldReader object(JsonValue value) {
    if (!value.isObject()) {
      fault(value, "must be an object in { }, got " + value.shown());
      return null;
    }
    return new FieldReader(value, faults);
  }

  /**
   * Notes a fault for every field that no method asked for. A mistyped name that stayed unnoticed
   * could cost money.
   */
  public void refuseUnknown() {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        String hint = name.length() > GUESSED_LENGTH ? "" : NearestName.hint(name, known);
        fault(Shown.text(name), "is not a known field" + hint);
      }
    }
  }
}
