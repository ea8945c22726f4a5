package io.paceline.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of a document, read tolerantly, because exchanges deviate from OpenRTB: numbers may be
 * texts ({@code "728"}) or carry a fraction of zero ({@code 320.0}); {@code null} counts as absent,
 * and so does an empty text where an optional text is read. The first fault ends the reading with
 * an {@link InvalidJsonException}.
 */
public final class JsonObject extends JsonValue {

  /** The root of a document. */
  JsonObject(JsonNode root) {
    super(root);
  }

  JsonObject(JsonNode object, JsonObject parent, String name) {
    super(object, parent, name);
  }

  JsonObject(JsonNode object, JsonObject parent, String name, int index) {
    super(object, parent, name, index);
  }

  /** True where the field is there and not null. */
  public boolean has(String field) {
    return present(field) != null;
  }

  /** Text without surrounding blanks, or null where absent, empty or not a scalar. */
  public @Nullable String text(String field) {
    return Scalars.stripped(present(field));
  }

  /** Text exactly as written, because the response repeats it to the exchange. */
  public String requiredText(String field) throws InvalidJsonException {
    JsonNode value = present(field);
    if (value == null) {
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
  public @Nullable BigDecimal decimal(String field) throws InvalidJsonException {
    JsonNode value = present(field);
    if (value == null) {
      return null;
    }
    BigDecimal number = Scalars.decimal(value);
    if (number == null) {
      throw new InvalidJsonException(path(field) + " must be a number, got " + Shown.bare(value));
    }
    return number;
  }

  /** A number that is written as an integer and fits into a long; it must be there. */
  public long whole(String field) throws InvalidJsonException {
    JsonValue value = field(field);
    Long number = value == null ? null : value.whole();
    if (number == null) {
      throw new InvalidJsonException(path(field) + " must be a whole number");
    }
    return number;
  }

  /** A number that is written as an integer and fits into a long, or the given one where absent. */
  public long whole(String field, long absent) throws InvalidJsonException {
    return has(field) ? whole(field) : absent;
  }

  /** A whole number that is not negative, or 0 where absent. */
  public int count(String field) throws InvalidJsonException {
    return notNegative(field, "must not be negative");
  }

  /** A width or height; 0 where absent or written as 0, as many exchanges do for "any". */
  public int size(String field) throws InvalidJsonException {
    return notNegative(field, "must be positive");
  }

  private int notNegative(String field, String rule) throws InvalidJsonException {
    JsonNode value = present(field);
    if (value == null) {
      return 0;
    }
    Integer number = Scalars.whole(value);
    if (number == null) {
      throw new InvalidJsonException(
          path(field) + " must be a whole number, got " + Shown.bare(value));
    }
    if (number < 0) {
      throw new InvalidJsonException(path(field) + " " + rule + ", got " + number);
    }
    return number;
  }

  /** The array's texts; elements that are empty or not scalar are left out. */
  public List<String> texts(String field) {
    JsonNode array = node.get(field);
    if (array == null || !array.isArray() || array.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      String text = Scalars.stripped(element);
      if (text != null) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  /** The array's numbers, none of them absent; null where the field is absent. */
  public double @Nullable [] doubles(String field) throws InvalidJsonException {
    JsonNode array = present(field);
    if (array == null) {
      return null;
    }
    if (!array.isArray()) {
      throw new InvalidJsonException(path(field) + " must be an array");
    }
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      BigDecimal number = Scalars.decimal(array.get(i));
      if (number == null) {
        throw new InvalidJsonException(
            element(path(field), i) + " must be a number, got " + Shown.bare(array.get(i)));
      }
      numbers[i] = number.doubleValue();
    }
    return numbers;
  }

  /** An object, or null where absent. */
  public @Nullable JsonObject object(String field) throws InvalidJsonException {
    JsonNode value = present(field);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw new InvalidJsonException(path(field) + " must be an object");
    }
    return new JsonObject(value, this, field);
  }

  /** The array's objects, none where the field is absent. */
  public List<JsonObject> objects(String field) throws InvalidJsonException {
    JsonNode array = present(field);
    if (array == null) {
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
}
