package io.paceline.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object whose sender may have written its fields in another shape than the specification asks
 * for. An empty text, an empty array and an empty object count as absent; numbers may be texts; an
 * array of one element stands for that element; a list may be a single value, nested arrays, or an
 * object with numbers as names, and a text in it may still join several entries. A value that stays
 * unreadable is left out and noted in {@link LeftOut}, unless the method says something else.
 */
public final class LenientObject {

  private final JsonObject object;
  private final LeftOut leftOut;

  /** Reads an object and notes in {@code leftOut} what cannot be read. */
  public LenientObject(JsonObject object, LeftOut leftOut) {
    this.object = object;
    this.leftOut = leftOut;
  }

  /** Place of this object, empty for the root. */
  public String path() {
    return object.path();
  }

  /** Place of a field. */
  public String path(String field) {
    return object.path(field);
  }

  /** The field's value, or null where it is absent, null or empty. */
  private @Nullable JsonNode value(String field) {
    JsonNode value = object.present(field);
    return value == null || isEmpty(value) ? null : value;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isContainerNode()
        ? value.isEmpty()
        : value.isNull() || (value.isTextual() && Scalars.stripped(value.textValue()).isEmpty());
  }

  private void leaveOut(String field, String rule, JsonNode value) {
    leftOut.note(fault(field, rule, value));
  }

  private String fault(String field, String rule, JsonNode value) {
    return path(field) + " " + rule + ", got " + Shown.bare(value);
  }

  /** True where the field is there and not empty. */
  public boolean has(String field) {
    return value(field) != null;
  }

  /** True where one of the fields is there, even as an empty object; an empty array is none. */
  public boolean isThere(String... fields) {
    for (String field : fields) {
      JsonNode value = object.present(field);
      if (value != null && (value.isObject() || !isEmpty(value))) {
        return true;
      }
    }
    return false;
  }

  /** A text without surrounding blanks, or null. */
  public @Nullable String text(String field) {
    JsonNode value = single(value(field));
    if (value != null && value.isContainerNode()) {
      leaveOut(field, "must be a text", value);
    }
    return Scalars.stripped(value);
  }

  /** A text exactly as it is written; an absent or empty one is refused. */
  public String requiredText(String field) throws InvalidJsonException {
    return object.requiredText(field);
  }

  /** A number on which money depends: null where absent; what is no number is refused. */
  public @Nullable BigDecimal money(String field) throws InvalidJsonException {
    return strict(field, Scalars::decimal, "must be a number");
  }

  /** A positive whole number, a fraction being cut off; 0 where absent, 0 or unreadable. */
  public int wholePart(String field) {
    JsonNode value = single(value(field));
    if (value == null) {
      return 0;
    }
    BigDecimal number = Scalars.decimal(value);
    if (number == null || number.signum() < 0) {
      leaveOut(field, "must be a positive number", value);
      return 0;
    }
    if (number.precision() - (long) number.scale() > 10) {
      return Integer.MAX_VALUE;
    }
    // A number below 1 has no whole part, and rounding one such as 1e-999999999 takes very long.
    return number.precision() - (long) number.scale() < 1
        ? 0
        : (int) Math.min(Integer.MAX_VALUE, number.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /** A width or height in pixels; 0 where absent, written as 0, or unreadable. */
  public int size(String field) {
    JsonNode value = single(value(field));
    if (value == null) {
      return 0;
    }
    Integer number = Scalars.whole(value);
    if (number == null || number < 0) {
      leaveOut(field, number == null ? "must be a whole number" : "must be positive", value);
      return 0;
    }
    return number;
  }

  /** A code of an enumeration, {@code absent} where it is no positive whole number. */
  public int code(String field, int absent) {
    JsonNode value = single(value(field));
    if (value == null) {
      return absent;
    }
    Integer code = Scalars.whole(value);
    if (code == null || code < 0) {
      leaveOut(field, "must be a code", value);
    }
    return code == null || code <= 0 ? absent : code;
  }

  /** A code on which money depends; what is neither 0 nor a positive whole number is refused. */
  public int strictCode(String field, int absent) throws InvalidJsonException {
    Integer code =
        strict(
            field,
            value -> {
              Integer number = Scalars.whole(value);
              return number == null || number < 0 ? null : number;
            },
            "must be a code");
    return code == null || code == 0 ? absent : code;
  }

  /**
   * A flag, written as true, false, a number or text.
   *
   * @param unreadable what counts where the value cannot be read
   */
  public boolean flag(String field, boolean unreadable) {
    JsonNode value = single(value(field));
    if (value == null) {
      return false;
    }
    Boolean flag = Scalars.flag(value);
    if (flag == null) {
      leaveOut(field, "must be 0 or 1", value);
      return unreadable;
    }
    return flag;
  }

  /** A flag on which money depends: what cannot be read is refused. */
  public boolean strictFlag(String field) throws InvalidJsonException {
    return Boolean.TRUE.equals(strict(field, Scalars::flag, "must be 0 or 1"));
  }

  /**
   * A value on which money depends, null where absent.
   *
   * @param read gives null for what cannot be read, which is refused
   * @param rule what the value must be, for the message
   */
  private <T> @Nullable T strict(String field, Function<JsonNode, @Nullable T> read, String rule)
      throws InvalidJsonException {
    JsonNode value = single(value(field));
    if (value == null) {
      return null;
    }
    T understood = read.apply(value);
    if (understood == null) {
      throw new InvalidJsonException(fault(field, rule, value));
    }
    return understood;
  }

  /** An object; null where it is absent or unreadable. */
  public @Nullable LenientObject object(String field) {
    JsonNode value = single(value(field));
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      leaveOut(field, "must be an object", value);
      return null;
    }
    return new LenientObject(new JsonObject(value, object, field), leftOut);
  }

  /** True where the field is there and is no object. */
  public boolean isUnreadableObject(String field) {
    JsonNode value = single(value(field));
    return value != null && !value.isObject();
  }

  /** The array's objects; an object alone counts as an array of one. */
  public List<LenientObject> objects(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return List.of();
    }
    if (value.isObject()) {
      return List.of(new LenientObject(new JsonObject(value, object, field), leftOut));
    }
    if (!value.isArray()) {
      leaveOut(field, "must be an array", value);
      return List.of();
    }
    List<LenientObject> objects = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      JsonNode element = value.get(i);
      if (element.isObject()) {
        objects.add(new LenientObject(new JsonObject(element, object, field, i), leftOut));
      } else {
        leftOut.note(JsonValue.element(path(field), i) + " must be an object");
      }
    }
    return objects;
  }

  /** Number of elements of an array, 1 for anything else that is there. */
  public int count(String field) {
    JsonNode value = value(field);
    return value == null ? 0 : value.isArray() ? value.size() : 1;
  }

  /**
   * The ids in a list whose elements are scalars or objects with an {@code id}; objects without one
   * are skipped and not noted.
   */
  public List<String> ids(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    if (value.isArray()) {
      for (JsonNode element : value) {
        id(field, element, ids);
      }
    } else {
      id(field, value, ids);
    }
    return ids;
  }

  private void id(String field, JsonNode element, List<String> ids) {
    String id = Scalars.stripped(element.isObject() ? element.get("id") : element);
    if (id != null) {
      ids.add(id);
    } else if (!element.isObject()) {
      leaveOut(field, "must hold objects with an id", element);
    }
  }

  /**
   * The texts and numbers of a list in any shape; null elements and empty ones are skipped.
   *
   * @return null where an element is anything else, so that the list is not known whole
   */
  public @Nullable List<String> list(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(value.isArray() ? value.size() : 1);
    if (!collect(value, texts)) {
      leaveOut(field, "must be a list", value);
      return null;
    }
    return texts;
  }

  /** The texts and numbers of a list in any shape; an element that is anything else is left out. */
  public List<String> readable(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(value.isArray() ? value.size() : 1);
    if (!collect(value, texts)) {
      leaveOut(field, "must be a list", value);
    }
    return texts;
  }

  private static boolean collect(JsonNode value, List<String> texts) {
    if (isEmpty(value)) {
      return true;
    }
    if (value.isTextual() || value.isNumber()) {
      texts.add(Scalars.stripped(value.asText()));
      return true;
    }
    boolean whole = value.isArray() || (value.isObject() && isNumbered(value));
    if (whole) {
      for (JsonNode element : value) {
        whole &= collect(element, texts);
      }
    }
    return whole;
  }

  /** Some languages write an array with gaps as an object with the positions as names. */
  private static boolean isNumbered(JsonNode value) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!field.getKey().chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /** The element of an array of one, any other value as it is. */
  private static @Nullable JsonNode single(@Nullable JsonNode value) {
    if (value == null || !value.isArray() || value.size() != 1) {
      return value;
    }
    JsonNode element = value.get(0);
    return isEmpty(element) ? null : element;
  }
}
