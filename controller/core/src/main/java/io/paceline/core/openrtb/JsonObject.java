package io.paceline.core.openrtb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of a JSON document that knows its path, so that every error message names its place
 * ({@code imp[0].banner.h}). It reads as tolerantly as exchanges write: numbers may be strings
 * ({@code "728"}) or carry a fraction of zero ({@code 320.0}); {@code null} counts as absent, and
 * so does an empty string where an optional text is read.
 */
final class JsonObject {

  /** Largest document read; real requests have one to ten kilobytes. */
  static final int MAX_BYTES = 1_000_000;

  /** Deepest nesting read; real requests stay below fifteen levels. */
  private static final int MAX_DEPTH = 64;

  /** Longest text read as a number: enough for any amount, too short for an attack. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private static final int MAX_SHOWN = 80;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Money must not pass through a double.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonNode node;
  private final JsonObject parent;
  private final String name;
  private final int index;

  private JsonObject(JsonNode node, JsonObject parent, String name, int index) {
    this.node = node;
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** The document's root object. */
  static JsonObject parse(byte[] json) throws InvalidJsonException {
    if (json == null || json.length == 0) {
      throw new InvalidJsonException("the message is empty");
    }
    if (json.length > MAX_BYTES) {
      throw new InvalidJsonException(
          "the message has " + json.length + " bytes, more than " + MAX_BYTES);
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidJsonException("not JSON" + at(e.getLocation()) + shown(e));
    } catch (IOException | NumberFormatException e) {
      // Broken UTF-16/32 input, or a number whose exponent no BigDecimal can hold.
      throw new InvalidJsonException("not JSON: " + shorten(String.valueOf(e.getMessage())));
    }
    if (root.isMissingNode()) {
      throw new InvalidJsonException("the message is empty");
    }
    if (!root.isObject()) {
      throw new InvalidJsonException("not a JSON object");
    }
    return new JsonObject(root, null, null, -1);
  }

  /** True where the field is there and not null. */
  boolean has(String field) {
    JsonNode value = node.get(field);
    return value != null && !value.isNull();
  }

  /** Text without surrounding blanks, or null where absent, empty or not a scalar. */
  String text(String field) {
    return textOf(node.get(field));
  }

  /** Text exactly as written, because the response repeats it to the exchange. */
  String requiredText(String field) throws InvalidJsonException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new InvalidJsonException(path(field) + " is missing");
    }
    if (value.isContainerNode()) {
      throw new InvalidJsonException(path(field) + " must be a text");
    }
    String text = value.asText();
    if (text.isBlank()) {
      throw new InvalidJsonException(path(field) + " is empty");
    }
    return text;
  }

  /** A number of any size, or null where absent. */
  BigDecimal decimal(String field) throws InvalidJsonException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    BigDecimal number = numberOf(value);
    if (number == null) {
      throw new InvalidJsonException(path(field) + " must be a number, got " + shown(value));
    }
    return number;
  }

  /** A whole number that is not negative, or 0 where absent. */
  int count(String field) throws InvalidJsonException {
    return whole(field, "must not be negative");
  }

  /** A width or height: positive, or 0 where absent (many exchanges write 0 for "any"). */
  int size(String field) throws InvalidJsonException {
    return whole(field, "must be positive");
  }

  private int whole(String field, String rule) throws InvalidJsonException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return 0;
    }
    Integer number = intOf(value);
    if (number == null) {
      throw new InvalidJsonException(path(field) + " must be a whole number, got " + shown(value));
    }
    if (number < 0) {
      throw new InvalidJsonException(path(field) + " " + rule + ", got " + number);
    }
    return number;
  }

  /** A code of an enumeration, or {@code absent} where the value is no positive whole number. */
  int code(String field, int absent) {
    JsonNode value = node.get(field);
    Integer code = value == null ? null : intOf(value);
    return code == null || code <= 0 ? absent : code;
  }

  /** True for 1 or true, also as text, and for any other JSON integer but 0; otherwise false. */
  boolean flag(String field) {
    JsonNode value = node.get(field);
    return value != null && (value.asBoolean(false) || code(field, 0) == 1);
  }

  /** A flag on which the law depends: false where absent, and any value but 0 and 1 is refused. */
  boolean strictFlag(String field) throws InvalidJsonException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return false;
    }
    Integer number = intOf(value);
    if (number == null || number < 0 || number > 1) {
      throw new InvalidJsonException(path(field) + " must be 0 or 1, got " + shown(value));
    }
    return number == 1;
  }

  /** The array's texts; elements that are empty or not scalar are left out. */
  List<String> texts(String field) {
    JsonNode array = node.get(field);
    if (array == null || !array.isArray() || array.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      String text = textOf(element);
      if (text != null) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  /** The array's whole numbers; all other elements are left out. */
  List<Integer> codes(String field) {
    JsonNode array = node.get(field);
    if (array == null || !array.isArray() || array.isEmpty()) {
      return List.of();
    }
    List<Integer> codes = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      Integer code = intOf(element);
      if (code != null) {
        codes.add(code);
      }
    }
    return List.copyOf(codes);
  }

  /** An object, or null where absent. */
  JsonObject object(String field) throws InvalidJsonException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw new InvalidJsonException(path(field) + " must be an object");
    }
    return new JsonObject(value, this, field, -1);
  }

  /** The array's objects, none where the field is absent. */
  List<JsonObject> objects(String field) throws InvalidJsonException {
    JsonNode array = node.get(field);
    if (array == null || array.isNull()) {
      return List.of();
    }
    if (!array.isArray()) {
      throw new InvalidJsonException(path(field) + " must be an array");
    }
    List<JsonObject> objects = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      JsonObject object = new JsonObject(array.get(i), this, field, i);
      if (!object.node.isObject()) {
        throw new InvalidJsonException(object.path() + " must be an object");
      }
      objects.add(object);
    }
    return objects;
  }

  /** Path of this object from the root, empty for the root. */
  String path() {
    if (parent == null) {
      return "";
    }
    return index < 0 ? parent.path(name) : parent.path(name) + "[" + index + "]";
  }

  /** Path of a field of this object. */
  String path(String field) {
    return parent == null ? field : path() + "." + field;
  }

  private static String textOf(JsonNode value) {
    if (value == null || value.isNull() || value.isContainerNode()) {
      return null;
    }
    String text = value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  private static Integer intOf(JsonNode value) {
    if (value.isInt()) {
      return value.intValue();
    }
    BigDecimal number = numberOf(value);
    if (number == null) {
      return null;
    }
    try {
      return number.intValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static BigDecimal numberOf(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    if (!value.isTextual() || value.textValue().length() > MAX_NUMBER_LENGTH) {
      return null;
    }
    try {
      return new BigDecimal(value.textValue().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String shown(JsonNode value) {
    if (value.isContainerNode()) {
      return value.isArray() ? "an array" : "an object";
    }
    return shorten(value.asText());
  }

  private static String shown(JsonProcessingException e) {
    return ": " + shorten(e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String shorten(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
