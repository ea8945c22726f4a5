package io.paceline.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document together with its place, so that a message about it can name the place:
 * {@code imp[0].banner.h}. The methods of this class take a value exactly as it is written, unless
 * they say something else, and return null where it is of another kind; {@link JsonObject} and
 * {@link FieldReader} say what is at fault with it.
 */
public sealed class JsonValue permits JsonObject {

  private static final int NO_INDEX = -1;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999;

  /** The end of the year 9999 in UTC, milliseconds since 1970. */
  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  final JsonNode node;
  private final @Nullable JsonValue parent;
  private final @Nullable String name;
  private final int index;

  /** The root of a document. */
  JsonValue(JsonNode root) {
    this(root, null, null, NO_INDEX);
  }

  /** A field's value. */
  JsonValue(JsonNode node, JsonValue parent, String name) {
    this(node, parent, name, NO_INDEX);
  }

  /**
   * An element of an array.
   *
   * @param parent the array; where {@code name} is given, the object that has the array in this
   *     field
   * @param name name of the array's field, or null
   */
  JsonValue(JsonNode node, @Nullable JsonValue parent, @Nullable String name, int index) {
    this.node = node;
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** Place of this value in its document, empty for the root. */
  public final String path() {
    if (parent == null) {
      return "";
    }
    String place = name == null ? parent.path() : parent.path(name);
    return index == NO_INDEX ? place : element(place, index);
  }

  /** Place of a field of this value, whether the field is there or not. */
  public final String path(String field) {
    return field(path(), field);
  }

  /** Place of a field of the object at a place. */
  static String field(String place, String field) {
    return place.isEmpty() ? field : place + "." + field;
  }

  /** Place of an element of the array at a place. */
  static String element(String place, int index) {
    return place + "[" + index + "]";
  }

  /** This value as the root of a document of its own, so that places are counted from it. */
  public final JsonValue asRoot() {
    return new JsonValue(node);
  }

  /** True for an object. */
  public final boolean isObject() {
    return node.isObject();
  }

  /** True for an array. */
  public final boolean isArray() {
    return node.isArray();
  }

  /** Number of an array's elements or of an object's fields, 0 for a scalar. */
  public final int size() {
    return node.size();
  }

  /**
   * An element of an array.
   *
   * @param index 0 to {@link #size} - 1
   */
  public final JsonValue element(int index) {
    return new JsonValue(node.get(index), this, null, index);
  }

  /** A field's value, or null where this value is no object or the field is absent or null. */
  public final @Nullable JsonValue field(String field) {
    JsonNode value = present(field);
    return value == null ? null : new JsonValue(value, this, field);
  }

  /** A field's node, or null where this value is no object or the field is absent or null. */
  final @Nullable JsonNode present(String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /** Names of an object's fields in the document's order, none where this value is no object. */
  public final Iterable<String> names() {
    return this::namesInOrder;
  }

  private Iterator<String> namesInOrder() {
    return node.fieldNames();
  }

  /** A text, or null for a value of another kind. */
  public final @Nullable String text() {
    return node.textValue();
  }

  /**
   * A text without the blanks around it, as a {@link FieldReader} reads it; empty for a text of
   * blanks alone, null for a value of another kind.
   */
  public final @Nullable String strippedText() {
    return node.isTextual() ? Scalars.stripped(node.textValue()) : null;
  }

  /** A text, number, true or false as text; null for an array, an object and JSON's null. */
  public final @Nullable String scalar() {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  /** True or false, or null for a value of another kind. */
  public final @Nullable Boolean flag() {
    return node.isBoolean() ? Boolean.valueOf(node.booleanValue()) : null;
  }

  /**
   * A number that is written as an integer (not {@code 1.0}) and fits into a long; null for all
   * else.
   */
  public final @Nullable Long whole() {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? Long.valueOf(node.longValue())
        : null;
  }

  /** A number; null for all else. A number too large for a double becomes infinite. */
  public final @Nullable Double real() {
    return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
  }

  /** A number of any size, which may be written as text; null for all else. */
  public final @Nullable BigDecimal decimal() {
    return Scalars.decimal(node);
  }

  /**
   * A time, written as ISO-8601 with zone or as milliseconds since 1970. It lies after the first
   * instant of 1970 and before the year 10000, both in UTC, so that times can be subtracted from
   * each other, and windows added to them, without leaving a long.
   *
   * @return milliseconds since 1970, null for all else
   */
  public final @Nullable Long time() {
    Long millis = whole();
    if (millis == null) {
      millis = written(text());
    }
    return millis == null || millis <= 0 || millis > LATEST_MILLIS ? null : millis;
  }

  private static @Nullable Long written(@Nullable String time) {
    if (time == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /**
   * A date such as 2026-03-01, of the years 1970 to 9999, whose instants all fit into milliseconds;
   * null for all else.
   */
  public final @Nullable LocalDate day() {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      return day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR ? null : day;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The value as it is written, cut to 80 characters. */
  public final String shown() {
    return Shown.written(node);
  }

  /** A field's value as it is written, cut to 80 characters; {@code nothing} where it is absent. */
  public final String shown(String field) {
    JsonNode value = node.get(field);
    return value == null ? "nothing" : Shown.written(value);
  }
}
