package io.paceline.simulator.ipinyou;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an iPinYou log, for callers that join the lines of a bid themselves. {@link
 * IpinyouLog} describes the forms of a line and joins lines in memory.
 *
 * @param bidId id of the bid to which the line belongs
 * @param impression the impression, with the click that the same line reports; null for a line that
 *     reports a click or a conversion of an impression in another line
 * @param clicked whether the line reports a click
 * @param conversions how many conversions the line reports
 */
public record IpinyouLine(
    String bidId, @Nullable LoggedImpression impression, boolean clicked, int conversions) {

  /** True for a line that holds no row, because it is blank or has the names of the columns. */
  public static boolean isNoRow(String line) {
    return line.isBlank() || IpinyouRow.isHeader(line);
  }

  /**
   * Reads a line.
   *
   * @param strings texts of earlier lines, to which those of this line are added, so that equal
   *     texts share one string: a log repeats few texts many times
   * @throws UnreadableLineException if the line cannot be used; its message says why
   */
  public static IpinyouLine parse(String line, Map<String, String> strings)
      throws UnreadableLineException {
    IpinyouRow row = IpinyouRow.split(line);
    return switch (row.logType()) {
      case IpinyouRow.CLICK -> new IpinyouLine(row.bidId(), null, true, 0);
      case IpinyouRow.CONVERSION -> new IpinyouLine(row.bidId(), null, false, 1);
      default -> {
        LoggedImpression impression = row.impression(strings);
        yield new IpinyouLine(
            impression.bidId(), impression, impression.clicked(), impression.conversions());
      }
    };
  }
}
