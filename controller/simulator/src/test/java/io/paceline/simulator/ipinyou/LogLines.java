package io.paceline.simulator.ipinyou;

import java.util.Arrays;

/** Invented log lines; no cell is taken from a real log. */
final class LogLines {

  private LogLines() {}

  /**
   * A row of the published form: an impression of a 300x250 slot with a floor of 20 and a price of
   * 70.
   */
  static String[] published(String bidId, String timestamp) {
    return new String[] {
      bidId,
      timestamp,
      "1",
      "user-" + bidId,
      "windows_ie",
      "10.0.0.*",
      "7",
      "70",
      "3",
      "Domain01",
      "page01",
      "null",
      "slot-1",
      "300",
      "250",
      "FirstView",
      "Na",
      "20",
      "5001",
      "280",
      "70",
      "null",
      "4242",
      "11,12"
    };
  }

  static String line(String... cells) {
    return String.join("\t", cells);
  }

  /** A row with click, weekday and hour in front and two counters behind. */
  static String withFlags(String click, String... published) {
    return click + "\t5\t9\t" + line(published) + "\t" + click + "\t0";
  }

  static String[] with(String[] cells, int column, String value) {
    String[] copy = Arrays.copyOf(cells, cells.length);
    copy[column] = value;
    return copy;
  }
}
