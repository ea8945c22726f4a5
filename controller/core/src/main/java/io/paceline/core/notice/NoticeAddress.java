package io.paceline.core.notice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a win, billing or loss notice as it was called, which may have been escaped on its
 * way: as in HTML (an ampersand as an entity), as in a JSON text (an ampersand as a Unicode
 * escape), or by percent signs, once or several times, as a whole or in part. None of its values
 * needs escaping, so each round of unescaping either changes nothing or brings back what was sent.
 *
 * <p>The values are asked for round by round, the least unescaped first. So a parameter that the
 * exchange added, and that holds an address of its own, is not mistaken for the notice's.
 */
final class NoticeAddress {

  /** The rounds: the address as it came, then unescaped once, twice and three times. */
  private static final int ROUNDS = 4;

  private static final Pattern ENTITY =
      Pattern.compile("&(?:amp|#0{0,4}38|#[xX]0{0,4}26);|\\\\u0026|&(equals|#0{0,4}61);");

  private final String query;

  /**
   * Takes an address apart.
   *
   * @param query everything behind the first question mark
   */
  NoticeAddress(String query) {
    this.query = query;
  }

  /**
   * The values of a parameter, wholly unescaped, in the first round in which one of them is not
   * blank.
   */
  List<String> values(String name) {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> values = values(name, round);
      if (!values.stream().allMatch(String::isBlank)) {
        return values;
      }
    }
    return List.of();
  }

  /**
   * The values of a parameter, wholly unescaped.
   *
   * @param round how often the address is unescaped before it is taken apart
   */
  List<String> values(String name, int round) {
    String text = query;
    for (int i = 0; i < round; i++) {
      text = once(text);
    }
    text = entities(text);
    List<String> values = new ArrayList<>(1);
    for (int from = 0; from <= text.length(); ) {
      int end = partEnd(text, from, round);
      int equals = nameEnd(text, from, end);
      if (equals < end && text.substring(from, equals).strip().equalsIgnoreCase(name)) {
        values.add(beforeNext(wholly(text.substring(equals + 1, end))));
      }
      from = end + 1;
    }
    return values;
  }

  /**
   * Where the part that begins here ends: at an ampersand or a number sign and, in an address that
   * was unescaped, also at a question mark or a semicolon.
   */
  private static int partEnd(String text, int from, int round) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&' || c == '#' || (round > 0 && (c == '?' || c == ';'))) {
        return i;
      }
    }
    return text.length();
  }

  /** Where the name of a part ends: at its equals sign, else at the part's own end. */
  private static int nameEnd(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) != '=') {
      at++;
    }
    return at;
  }

  /** How many rounds {@link #values(String, int)} knows. */
  static int rounds() {
    return ROUNDS;
  }

  /** The value up to an ampersand that was escaped, behind which the next parameter begins. */
  private static String beforeNext(String value) {
    int next = value.indexOf('&');
    return next < 0 ? value : value.substring(0, next);
  }

  /** The text without any escaping. */
  private static String wholly(String text) {
    String before = text;
    for (int i = 0; i < ROUNDS; i++) {
      String after = once(before);
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  /** The text with one layer of percent signs and all entities taken off. */
  static String once(String text) {
    return percent(entities(text));
  }

  /** The text with the entities of ampersand and equals sign replaced, however often escaped. */
  static String entities(String text) {
    if (text.indexOf(';') < 0 && text.indexOf('\\') < 0) {
      return text;
    }
    String before = text;
    for (int i = 0; i < ROUNDS; i++) {
      Matcher found = ENTITY.matcher(before);
      String after = found.replaceAll(match -> match.group(1) == null ? "&" : "=");
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  /** Percent-decodes what is rightly escaped and leaves all else, a plus included, as it is. */
  private static String percent(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream(utf8.length);
    for (int i = 0; i < utf8.length; i++) {
      int high = utf8[i] == '%' && i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(utf8[i + 2], 16);
      if (low < 0) {
        plain.write(utf8[i]);
      } else {
        plain.write(16 * high + low);
        i += 2;
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  /** The type of notice that a path names, or null for none. */
  static @Nullable NoticeType type(String path) {
    int start = path.lastIndexOf(NoticeUrls.PATH);
    if (start < 0) {
      return null;
    }
    String name = path.substring(start + NoticeUrls.PATH.length()).strip();
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '/') {
      end--;
    }
    return switch (name.substring(0, end).toLowerCase(Locale.ROOT)) {
      case "win" -> NoticeType.WIN;
      case "billing" -> NoticeType.BILLING;
      case "loss" -> NoticeType.LOSS;
      case "click" -> NoticeType.CLICK;
      default -> null;
    };
  }
}
