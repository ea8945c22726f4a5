package io.paceline.simulator.ipinyou;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads iPinYou logs (Liao et al., ADKDD'14).
 *
 * <p>A line has the 24 columns of the published files of seasons 2 and 3, separated by tabs, or by
 * spaces where the line has no tab:
 *
 * <pre>
 * bidid timestamp logtype ipinyouid useragent IP region city adexchange domain url urlid
 * slotid slotwidth slotheight slotvisibility slotformat slotprice creative bidprice payprice
 * keypage advertiser usertag
 * </pre>
 *
 * <p>Other files have {@code click weekday hour} in front of these columns, and some of those also
 * {@code nclick nconv} behind them. The hour and weekday are taken from the timestamp in all forms.
 * Rows of logtype 1 are impressions. An impression is clicked where its own {@code click} is above
 * 0, or where a row of logtype 2 anywhere in the file has the same bid id. Rows of logtype 3
 * (conversions) are left out. A file whose name ends in {@code .gz} is unpacked while it is read.
 * Header lines and blank lines are ignored.
 *
 * @param source the file's name, for messages and reports
 * @param impressions in the file's order
 * @param unreadable the first {@value #UNREADABLE_KEPT} unreadable lines, which were skipped
 * @param unreadableCount number of all unreadable lines
 */
public record IpinyouLog(
    String source,
    List<LoggedImpression> impressions,
    List<UnreadableLine> unreadable,
    long unreadableCount) {

  /** How many unreadable lines are kept with their reasons; further ones are only counted. */
  public static final int UNREADABLE_KEPT = 100;

  /** Number of clicked impressions. */
  public long clicks() {
    return impressions.stream().filter(LoggedImpression::clicked).count();
  }

  /**
   * Reads a whole log into memory, which takes about 600 bytes an impression. The file is read
   * twice, since a click may stand before its impression or far behind it.
   *
   * @throws IllegalArgumentException if the file cannot be opened, more than half of its lines are
   *     unreadable, or it holds no impression; the message is one sentence for people
   */
  public static IpinyouLog read(Path file) {
    Set<String> clicked = clickedBidIds(file);
    Map<String, String> strings = new HashMap<>();
    Reading reading = new Reading();
    lines(
        file,
        (number, line) -> {
          try {
            IpinyouRow row = IpinyouRow.split(line);
            if (row.logType() == IpinyouRow.IMPRESSION) {
              LoggedImpression impression = row.impression(strings);
              boolean click = clicked.contains(impression.bidId());
              reading.impressions.add(click ? impression.withClick() : impression);
            }
          } catch (UnreadableLineException e) {
            reading.skip(number, e.getMessage());
          }
          reading.lines++;
        });
    reading.refuseIfHopeless(file);
    return new IpinyouLog(
        String.valueOf(file.getFileName()),
        List.copyOf(reading.impressions),
        List.copyOf(reading.unreadable),
        reading.unreadableCount);
  }

  private static final class Reading {
    private final List<LoggedImpression> impressions = new ArrayList<>();
    private final List<UnreadableLine> unreadable = new ArrayList<>();
    private long lines;
    private long unreadableCount;

    private void skip(long number, String reason) {
      unreadableCount++;
      if (unreadable.size() < UNREADABLE_KEPT) {
        unreadable.add(new UnreadableLine(number, reason));
      }
    }

    private void refuseIfHopeless(Path file) {
      if (unreadableCount * 2 > lines) {
        UnreadableLine first = unreadable.get(0);
        throw new IllegalArgumentException(
            file
                + " is no iPinYou log: "
                + unreadableCount
                + " of its "
                + lines
                + " lines are unreadable, line "
                + first.lineNumber()
                + " because "
                + first.reason()
                + "; give a tab-separated impression log of season 2 or 3");
      }
      if (impressions.isEmpty()) {
        throw new IllegalArgumentException(
            file + " holds no impression (no row of logtype 1); give an impression log");
      }
    }
  }

  private static Set<String> clickedBidIds(Path file) {
    Set<String> clicked = new HashSet<>();
    lines(
        file,
        (number, line) -> {
          try {
            IpinyouRow row = IpinyouRow.split(line);
            if (row.logType() == IpinyouRow.CLICK) {
              clicked.add(row.bidId());
            }
          } catch (UnreadableLineException e) {
            // This line is reported when the impressions are read.
            return;
          }
        });
    return clicked;
  }

  private interface LineReader {
    void accept(long number, String line);
  }

  private static void lines(Path file, LineReader reader) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".bz2")) {
      throw new IllegalArgumentException(
          file + " is packed with bzip2; unpack it first, for example with bunzip2 -k");
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is no file; give the path of an iPinYou log");
    }
    // A logged user agent may hold bytes that are not UTF-8; they are replaced, not refused.
    try (InputStream raw = Files.newInputStream(file);
        InputStream bytes = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
        BufferedReader text =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16)) {
      long number = 0;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (!line.isBlank() && !IpinyouRow.isHeader(line)) {
          reader.accept(number, line);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
