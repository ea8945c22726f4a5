package io.paceline.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses documents of limited size, depth and number of entries, so that no document takes more
 * memory or time than its kind deserves. Every number keeps the digits with which it is written,
 * because money must not pass through a double.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class DocumentParser {

  /** Largest message in bytes; real requests have one to ten kilobytes. */
  private static final int MESSAGE_BYTES = 1_000_000;

  /** Most elements of one array, or fields of one object, in a message. */
  private static final int MESSAGE_ENTRIES = 100_000;

  /** Largest file in bytes: ten thousand campaigns of twenty kilobytes each. */
  private static final int FILE_BYTES = 200_000_000;

  /** Most elements of one array, or fields of one object, in a file. */
  private static final int FILE_ENTRIES = 1_000_000;

  /** Deepest nesting; real requests stay below fifteen levels. */
  private static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** What Jackson says of its own settings and of its source, which no user can change. */
  private static final Pattern OF_JACKSON =
      Pattern.compile(
          " \\(start marker at \\[[^]]*\\]\\)"
              + "| \\(not recognized as one since Feature [^)]*\\)"
              + "|: enable `[^`]*` to allow");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String subject;
  private final int maxBytes;
  private final int maxEntries;
  private final boolean repeatsRefused;

  private DocumentParser(String subject, int maxBytes, int maxEntries, boolean repeatsRefused) {
    this.subject = subject;
    this.maxBytes = maxBytes;
    this.maxEntries = maxEntries;
    this.repeatsRefused = repeatsRefused;
  }

  /**
   * A parser of messages that machines exchange: at most a megabyte, 64 levels and 100,000 entries
   * in one array or object. Where an object repeats a name, the last value counts.
   *
   * @param subject what is parsed, as the beginning of a sentence: {@code the notice}
   */
  public static DocumentParser ofMessages(String subject) {
    return new DocumentParser(subject, MESSAGE_BYTES, MESSAGE_ENTRIES, false);
  }

  /**
   * A parser of what people write by hand: at most 200 megabytes, 64 levels and a million entries
   * in one array or object. An object must not repeat a name, because all but one of its values
   * would be ignored unnoticed.
   *
   * @param subject what is parsed, as the beginning of a sentence: {@code the file}
   */
  public static DocumentParser ofFiles(String subject) {
    return new DocumentParser(subject, FILE_BYTES, FILE_ENTRIES, true);
  }

  /** A parser that accepts at most {@code bytes} bytes, and is otherwise like this one. */
  public DocumentParser upToBytes(int bytes) {
    return new DocumentParser(subject, bytes, maxEntries, repeatsRefused);
  }

  /** A parser that refuses an object that repeats a name, and is otherwise like this one. */
  public DocumentParser refusingRepeats() {
    return new DocumentParser(subject, maxBytes, maxEntries, true);
  }

  /**
   * Parses a document in UTF-8, UTF-16 or UTF-32.
   *
   * @param json the document; null, as the value of a Kafka tombstone is, counts as empty
   * @throws InvalidJsonException where the bytes are no JSON document within the bounds
   */
  public JsonValue parse(byte @Nullable [] json) throws InvalidJsonException {
    return new JsonValue(root(json));
  }

  /**
   * Parses a document. The bound on its size counts characters.
   *
   * @throws InvalidJsonException where the text is no JSON document within the bounds
   */
  public JsonValue parse(String json) throws InvalidJsonException {
    checkSize(json.length(), "characters");
    try (JsonParser in = FACTORY.createParser(json)) {
      return new JsonValue(document(in));
    } catch (IOException | NumberFormatException e) {
      throw notJson(e);
    }
  }

  /**
   * Parses a document whose root is an object, in UTF-8, UTF-16 or UTF-32.
   *
   * @param json the document; null, as the value of a Kafka tombstone is, counts as empty
   * @throws InvalidJsonException where the bytes are no JSON object within the bounds
   */
  public JsonObject parseObject(byte @Nullable [] json) throws InvalidJsonException {
    JsonNode root = root(json);
    if (!root.isObject()) {
      throw new InvalidJsonException(
          subject + " must be an object in { }, got " + Shown.written(root));
    }
    return new JsonObject(root);
  }

  private JsonNode root(byte @Nullable [] json) throws InvalidJsonException {
    checkSize(json == null ? 0 : json.length, "bytes");
    try (JsonParser in = FACTORY.createParser(json)) {
      return document(in);
    } catch (IOException | NumberFormatException e) {
      // A NumberFormatException tells of an exponent that no BigDecimal can hold.
      throw notJson(e);
    }
  }

  private void checkSize(int size, String unit) throws InvalidJsonException {
    if (size == 0) {
      throw new InvalidJsonException(subject + " is empty");
    }
    if (size > maxBytes) {
      throw new InvalidJsonException(
          subject + " has " + size + " " + unit + ", more than " + maxBytes);
    }
  }

  private JsonNode document(JsonParser in) throws IOException, InvalidJsonException {
    JsonToken first = in.nextToken();
    if (first == null) {
      throw new InvalidJsonException(subject + " is empty");
    }
    JsonNode root = value(in, first);
    if (in.nextToken() != null) {
      throw new InvalidJsonException(subject + " has something after its JSON value");
    }
    return root;
  }

  /** Reads the value that begins with a token. The recursion is no deeper than the nesting. */
  private JsonNode value(JsonParser in, JsonToken token) throws IOException, InvalidJsonException {
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> NODES.textNode(in.getText());
      case VALUE_NUMBER_INT -> integer(in);
      case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(in.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  private ObjectNode object(JsonParser in) throws IOException, InvalidJsonException {
    ObjectNode object = NODES.objectNode();
    int fields = 0;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      checkCount(++fields, in, "fields");
      JsonNode earlier = object.replace(name, value(in, in.nextToken()));
      if (earlier != null && repeatsRefused) {
        throw notJson(in.currentLocation(), "Duplicate field '" + name + "'");
      }
    }
    return object;
  }

  private ArrayNode array(JsonParser in) throws IOException, InvalidJsonException {
    ArrayNode array = NODES.arrayNode();
    int elements = 0;
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      checkCount(++elements, in, "elements");
      array.add(value(in, token));
    }
    return array;
  }

  private static JsonNode integer(JsonParser in) throws IOException {
    return switch (in.getNumberType()) {
      case INT -> NODES.numberNode(in.getIntValue());
      case LONG -> NODES.numberNode(in.getLongValue());
      default -> NODES.numberNode(in.getBigIntegerValue());
    };
  }

  private void checkCount(int count, JsonParser in, String what) throws InvalidJsonException {
    if (count > maxEntries) {
      String place = place(in.getParsingContext());
      throw new InvalidJsonException(
          (place.isEmpty() ? subject : Shown.text(place))
              + " has more than "
              + maxEntries
              + " "
              + what);
    }
  }

  /** Place of the array or object in which a parser stands. */
  private static String place(JsonStreamContext container) {
    JsonStreamContext parent = container.getParent();
    if (parent == null || parent.inRoot()) {
      return "";
    }
    return parent.inArray()
        ? JsonValue.element(place(parent), parent.getCurrentIndex())
        : JsonValue.field(place(parent), parent.getCurrentName());
  }

  private InvalidJsonException notJson(Exception e) {
    if (e instanceof JsonProcessingException json) {
      // Jackson's further lines explain its own settings, which no user can change.
      String fault = json.getOriginalMessage().lines().findFirst().orElse("unreadable");
      return notJson(json.getLocation(), OF_JACKSON.matcher(fault).replaceAll(""));
    }
    return notJson(null, String.valueOf(e.getMessage()));
  }

  private InvalidJsonException notJson(@Nullable JsonLocation at, String fault) {
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new InvalidJsonException(subject + " is not JSON" + place + ": " + Shown.fault(fault));
  }
}
