package io.paceline.simulator.ipinyou;

import io.paceline.core.openrtb.Size;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an iPinYou log, split into cells; {@link IpinyouLog} documents the columns. */
final class IpinyouRow {

  static final int IMPRESSION = 1;
  static final int CLICK = 2;
  static final int CONVERSION = 3;

  /**
   * Number of columns of the published form; {@code BEFORE} and {@code BEHIND} count those that
   * other files have in front of and behind them.
   */
  private static final int PUBLISHED = 24;

  private static final int BEFORE = 3;
  private static final int BEHIND = 2;

  private final String[] cells;

  /** Index of the first published column. */
  private final int first;

  private IpinyouRow(String[] cells, int first) {
    this.cells = cells;
    this.first = first;
  }

  static IpinyouRow split(String line) throws UnreadableLineException {
    // User agents may hold spaces, so a space separates cells only where there is no tab at all.
    String[] cells = line.indexOf('\t') >= 0 ? line.split("\t", -1) : line.strip().split(" +", -1);
    return switch (cells.length) {
      case PUBLISHED -> new IpinyouRow(cells, 0);
      case BEFORE + PUBLISHED, BEFORE + PUBLISHED + BEHIND -> new IpinyouRow(cells, BEFORE);
      default ->
          throw new UnreadableLineException(
              "it has "
                  + cells.length
                  + " columns instead of 24 (as published) or 27 or 29 (with click, weekday and"
                  + " hour in front)");
    };
  }

  /** True for a line of column names, with which some files begin. */
  static boolean isHeader(String line) {
    return line.startsWith("click\tweekday") || line.startsWith("bidid\t");
  }

  String bidId() throws UnreadableLineException {
    return required(0, "bidid");
  }

  int logType() throws UnreadableLineException {
    long type = number(2, "logtype");
    if (type < IMPRESSION || type > CONVERSION) {
      throw new UnreadableLineException("logtype is " + type + " instead of 1, 2 or 3");
    }
    return (int) type;
  }

  /** The creative, or null. */
  @Nullable String creative() {
    return text(18);
  }

  /**
   * The row as an impression.
   *
   * @param strings texts of earlier rows, so that equal texts share one string: a log repeats few
   *     regions, sites and creatives many times
   */
  LoggedImpression impression(Map<String, String> strings) throws UnreadableLineException {
    long width = number(13, "slotwidth");
    long height = number(14, "slotheight");
    if (width == 0 || height == 0) {
      throw new UnreadableLineException("the slot's size is " + width + "x" + height);
    }
    boolean clicked = first > 0 && parse(cells[0], "click") > 0;
    long atMillis = timestamp(required(1, "timestamp"));
    return new LoggedImpression(
        bidId(),
        atMillis,
        once(8, strings),
        new LoggedImpression.Viewer(
            text(3), once(4, strings), once(6, strings), once(7, strings), tags(strings)),
        new LoggedImpression.Page(once(9, strings), text(10), once(11, strings)),
        new LoggedImpression.Slot(
            once(12, strings),
            new Size((int) width, (int) height),
            once(15, strings),
            once(16, strings),
            number(17, "slotprice")),
        new LoggedImpression.Ad(
            once(required(18, "creative"), strings),
            once(22, strings),
            category(text(21), strings)),
        new LoggedImpression.Price(number(19, "bidprice"), number(20, "payprice")),
        clicked,
        conversions());
  }

  private int conversions() throws UnreadableLineException {
    return cells.length == BEFORE + PUBLISHED + BEHIND
        ? (int) parse(cells[cells.length - 1], "nconv")
        : 0;
  }

  /**
   * The IAB category in the key page column, else null: the published files have the hash of a
   * landing page there.
   */
  private static @Nullable String category(@Nullable String keyPage, Map<String, String> strings) {
    return keyPage != null && LoggedRequests.CATEGORY.matcher(keyPage).matches()
        ? once(keyPage, strings)
        : null;
  }

  private List<String> tags(Map<String, String> strings) {
    String tags = text(23);
    if (tags == null) {
      return List.of();
    }
    List<String> result = new ArrayList<>();
    for (String tag : tags.split(",", -1)) {
      if (!tag.isBlank()) {
        result.add(once(tag.strip(), strings));
      }
    }
    return List.copyOf(result);
  }

  private @Nullable String once(int column, Map<String, String> strings) {
    String text = text(column);
    return text == null ? null : once(text, strings);
  }

  private static String once(String text, Map<String, String> strings) {
    String known = strings.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private @Nullable String text(int column) {
    String cell = cells[first + column].strip();
    return cell.isEmpty() || cell.equalsIgnoreCase("null") || cell.equalsIgnoreCase("na")
        ? null
        : cell;
  }

  private String required(int column, String name) throws UnreadableLineException {
    String text = text(column);
    if (text == null) {
      throw new UnreadableLineException("its " + name + " is empty");
    }
    return text;
  }

  private long number(int column, String name) throws UnreadableLineException {
    String text = text(column);
    return text == null ? 0L : parse(text, name);
  }

  private static long parse(String text, String name) throws UnreadableLineException {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    long value = 0;
    for (int i = 0; i < text.length() && digits; i++) {
      char c = text.charAt(i);
      digits = c >= '0' && c <= '9';
      value = value * 10 + (c - '0');
    }
    if (!digits) {
      throw new UnreadableLineException(
          "its " + name + " is no whole number from 0 up: " + shown(text));
    }
    return value;
  }

  private static long timestamp(String text) throws UnreadableLineException {
    if (text.length() == 17) {
      long number = 0;
      boolean digits = true;
      for (int i = 0; i < 17; i++) {
        char c = text.charAt(i);
        digits &= c >= '0' && c <= '9';
        number = number * 10 + (c - '0');
      }
      if (digits) {
        try {
          return LocalDateTime.of(
                          (int) (number / 10_000_000_000_000L),
                          (int) (number / 100_000_000_000L % 100),
                          (int) (number / 1_000_000_000L % 100),
                          (int) (number / 10_000_000L % 100),
                          (int) (number / 100_000L % 100),
                          (int) (number / 1_000L % 100))
                      .toEpochSecond(ZoneOffset.UTC)
                  * 1_000L
              + number % 1_000L;
        } catch (DateTimeException e) {
          throw new UnreadableLineException("its timestamp is no date: " + shown(text));
        }
      }
    }
    throw new UnreadableLineException("its timestamp is not yyyyMMddHHmmssSSS: " + shown(text));
  }

  private static String shown(String text) {
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
  }
}
