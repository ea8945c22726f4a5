package io.paceline.simulator.ipinyou;

import java.util.Map;

/**
 * One line of an iPinYou log by itself, for readers that join a bid's lines on their own; {@link
 * IpinyouLog} tells the forms and joins them in memory.
 *
 * @param bidId of the bid that the line speaks of
 * @param impression what was shown, with the click that stands in the same line; null for a line
 *     that tells a click or a conversion of an impression elsewhere
 * @param clicked whether the line tells a click
 * @param conversions how many it tells
 */
public record IpinyouLine(
    String bidId, LoggedImpression impression, boolean clicked, int conversions) {

  /** True for a line that holds no row: empty, or names of columns. */
  public static boolean isNoRow(String line) {
    return line.isBlank() || IpinyouRow.isHeader(line);
  }

  /**
   * Reads a line.
   *
   * @param strings texts seen before, filled on the way: a log repeats few of them many times
   * @throws UnreadableLineException saying what is wrong with it
   */
  public static IpinyouLine parse(String line, Map<String, String> strings)
      throws UnreadableLineException {
    try {
      IpinyouRow row = IpinyouRow.split(line);
      return switch (row.logType()) {
        case IpinyouRow.CLICK -> new IpinyouLine(row.bidId(), null, true, 0);
        case IpinyouRow.CONVERSION -> new IpinyouLine(row.bidId(), null, false, 1);
        default -> {
          LoggedImpression impression = row.impression(strings);
          yield new IpinyouLine(
              impression.bidId(), impression, impression.click() > 0, impression.conversions());
        }
      };
    } catch (IpinyouRow.Unreadable e) {
      throw new UnreadableLineException(e.getMessage());
    }
  }
}
