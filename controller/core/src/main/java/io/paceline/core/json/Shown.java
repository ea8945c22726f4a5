package io.paceline.core.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Shortens what somebody else wrote to about a line, so that a message can quote it. */
public final class Shown {

  private static final int MAX_LENGTH = 80;

  /** A parser's own sentences are longer than values, and their end says what was expected. */
  private static final int MAX_FAULT_LENGTH = 200;

  private Shown() {}

  /** The text, cut to 80 characters. */
  public static String text(String text) {
    return cut(text, MAX_LENGTH);
  }

  /** The text in quotes, cut to 80 characters. */
  public static String quoted(String text) {
    return text('"' + text + '"');
  }

  /** A parser's sentence, cut to 200 characters. */
  static String fault(String sentence) {
    return cut(sentence, MAX_FAULT_LENGTH);
  }

  /** A value as it stands in the document: a text in its quotes, an array with its elements. */
  static String written(JsonNode value) {
    return text(value.toString());
  }

  /** A scalar without quotes; of an array or an object only that it is one. */
  static String bare(JsonNode value) {
    if (value.isContainerNode()) {
      return value.isArray() ? "an array" : "an object";
    }
    return text(value.asText());
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
