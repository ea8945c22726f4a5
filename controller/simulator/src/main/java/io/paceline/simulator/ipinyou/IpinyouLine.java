package io.paceline.simulator.ipinyou;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an iPinYou log. {@link IpinyouLog} describes the forms of a line, and {@link BidRows}
 * joins the lines of a bid id.
 *
 * @param bidId id of the bid to which the line belongs
 * @param impression the impression, with the outcome that the same line reports; null for a line
 *     that reports a click or a conversion of an impression in another line
 * @param outcome that click or conversion; null for the line of an impression
 */
public record IpinyouLine(
    String bidId, @Nullable LoggedImpression impression, BidRows.@Nullable Outcome outcome) {

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
    if (row.logType() != IpinyouRow.IMPRESSION) {
      boolean click = row.logType() == IpinyouRow.CLICK;
      return new IpinyouLine(
          row.bidId(), null, new BidRows.Outcome(row.creative(), click, click ? 0 : 1));
    }
    LoggedImpression impression = row.impression(strings);
    return new IpinyouLine(impression.bidId(), impression, null);
  }
}
