package io.paceline.job.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes records that nobody should write: in each field of a good record, in turn, stands each
 * value that is the largest, the smallest, the longest or of the wrong kind.
 */
final class Extremes {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final TextNode MARK = TextNode.valueOf("@mark@");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0.0",
          "-1",
          "0.1",
          "1e-999999999",
          "1e999999999",
          "-1e999999999",
          "1e308",
          "2147483648",
          "9007199254740992",
          "100000000000",
          "253402300799999",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"9223372036854775807\"",
          "\"1970-01-01\"",
          "\"9999-12-31\"",
          "\"+999999999-12-31\"",
          "\"1970-01-01T00:00:00Z\"",
          "\"9999-12-31T23:59:59Z\"",
          "\"+292278994-08-17T07:12:55.807Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"PT0.001S\"",
          "\"PT9223372036854775.807S\"",
          "\"P106751991167D\"",
          "\"PT9223372036854775807S\"",
          "\"UTC+18\"",
          "\"" + "x".repeat(70_000) + "\"",
          "[]",
          "{}",
          "[null]",
          "[[[[1e999999999]]]]");

  private Extremes() {}

  /** All such forms of a record whose value is a JSON object. */
  static List<byte[]> of(byte[] good) throws IOException {
    JsonNode root = JSON.readTree(good);
    List<byte[]> forms = new ArrayList<>();
    add(root, root, forms);
    return forms;
  }

  private static void add(JsonNode root, JsonNode at, List<byte[]> forms) throws IOException {
    if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode value = object.get(name);
        object.set(name, MARK);
        marked(root, forms);
        object.set(name, value);
        add(root, value, forms);
      }
    } else if (at instanceof ArrayNode array && !array.isEmpty()) {
      JsonNode value = array.get(0);
      array.set(0, MARK);
      marked(root, forms);
      array.set(0, value);
      add(root, value, forms);
    }
  }

  private static void marked(JsonNode root, List<byte[]> forms) throws IOException {
    String json = JSON.writeValueAsString(root);
    for (String value : VALUES) {
      forms.add(json.replace(MARK.toString(), value).getBytes(UTF_8));
    }
  }
}
