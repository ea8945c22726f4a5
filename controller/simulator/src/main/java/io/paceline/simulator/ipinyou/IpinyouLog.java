package io.paceline.simulator.ipinyou;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
 * Rows of logtype 1 are impressions, those of logtype 2 clicks and those of logtype 3 conversions.
 * {@link BidRows} says which impression a click or conversion belongs to, and what becomes of bid
 * ids that several rows have. Clicks and conversions may stand anywhere in the same file or in
 * another one: published logs have a file for each. Packed files are read as {@link LogText} says.
 * Header lines and blank lines are ignored.
 *
 * @param source names of the files, for messages and reports
 * @param impressions in the files' order
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

  /** How many unreadable lines {@link #note} names. */
  private static final int NAMED_LINES = 3;

  /** Number of clicked impressions. */
  public long clicks() {
    return impressions.stream().filter(LoggedImpression::clicked).count();
  }

  /** What a reader of figures should know of unreadable lines; empty where there are none. */
  public String note() {
    if (unreadableCount == 0) {
      return "";
    }
    return String.format(Locale.ROOT, "%,d lines of the log are unreadable: ", unreadableCount)
        + unreadable.stream()
            .limit(NAMED_LINES)
            .map(line -> line.file() + ", line " + line.lineNumber() + ": " + line.reason())
            .collect(Collectors.joining("; "));
  }

  /** Why a log none of whose creatives has a cost cannot be played. */
  public String withoutCampaigns() {
    return source + " has no creative with a logged cost, so there is no campaign to play";
  }

  /**
   * Reads a whole log of one file; otherwise like {@link #read(List)}.
   *
   * @throws IllegalArgumentException as {@link #read(List)} does
   */
  public static IpinyouLog read(Path file) {
    return read(List.of(file));
  }

  /**
   * Reads a whole log into memory, which takes about 700 bytes an impression.
   *
   * @param files at least one
   * @throws IllegalArgumentException if a file cannot be read, more than half of its lines are
   *     unreadable, or no file holds an impression; the message is one sentence for people
   */
  public static IpinyouLog read(List<Path> files) {
    Reading reading = new Reading();
    files.forEach(reading::file);
    if (reading.impressions.isEmpty()) {
      throw new IllegalArgumentException(
          files.stream().map(Path::toString).collect(Collectors.joining(" and "))
              + (files.size() == 1 ? " holds" : " hold")
              + " no impression (no row of logtype 1); give an impression log");
    }
    reading.join();
    return new IpinyouLog(
        files.stream()
            .map(file -> String.valueOf(file.getFileName()))
            .collect(Collectors.joining(", ")),
        Collections.unmodifiableList(reading.impressions),
        List.copyOf(reading.unreadable),
        reading.unreadableCount);
  }

  private static final class Reading {
    private final List<LoggedImpression> impressions = new ArrayList<>();

    /** Index of the impression that was read first for each bid id. */
    private final Map<String, Integer> firstOf = new HashMap<>();

    /** What further lines tell of a bid id: rows that have it, too, and clicks and conversions. */
    private final Map<String, BidRows> further = new HashMap<>();

    private final Map<String, String> strings = new HashMap<>();
    private final List<UnreadableLine> unreadable = new ArrayList<>();
    private long unreadableCount;

    void file(Path file) {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(file + " is no file; give the path of an iPinYou log");
      }
      FileLines lines = new FileLines(String.valueOf(file.getFileName()));
      try (BufferedReader text = LogText.open(file)) {
        long number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
          number++;
          if (!IpinyouLine.isNoRow(line)) {
            line(line, number, lines);
          }
        }
      } catch (IOException e) {
        throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
      }
      lines.refuseIfHopeless(file);
    }

    private void line(String text, long number, FileLines lines) {
      lines.count++;
      IpinyouLine line;
      try {
        line = IpinyouLine.parse(text, strings);
      } catch (UnreadableLineException e) {
        UnreadableLine skipped = new UnreadableLine(lines.name, number, e.getMessage());
        lines.skip(skipped);
        unreadableCount++;
        if (unreadable.size() < UNREADABLE_KEPT) {
          unreadable.add(skipped);
        }
        return;
      }
      LoggedImpression row = line.impression();
      if (row == null) {
        further.merge(line.bidId(), BidRows.of(line), BidRows::plus);
        return;
      }
      Integer first = firstOf.putIfAbsent(row.bidId(), impressions.size());
      if (first == null || !impressions.get(first).equals(row)) {
        impressions.add(row);
      }
      if (first != null) {
        further.merge(row.bidId(), BidRows.of(line), BidRows::plus);
      }
    }

    /** Counts the impressions of the bid ids of which several lines tell. */
    void join() {
      Map<LoggedImpression, LoggedImpression> joined = new HashMap<>();
      further.forEach(
          (bidId, rows) -> {
            Integer first = firstOf.get(bidId);
            if (first != null) {
              BidRows row = new BidRows(List.of(impressions.get(first)), List.of());
              for (LoggedImpression impression : row.plus(rows).impressions()) {
                joined.put(impression.withoutOutcome(), impression);
              }
            }
          });
      if (joined.isEmpty()) {
        return;
      }
      int kept = 0;
      for (LoggedImpression row : impressions) {
        if (!further.containsKey(row.bidId())) {
          impressions.set(kept++, row);
        } else {
          // Each impression stands where its first row does; rows that repeat it are left out.
          LoggedImpression impression = joined.remove(row.withoutOutcome());
          if (impression != null) {
            impressions.set(kept++, impression);
          }
        }
      }
      impressions.subList(kept, impressions.size()).clear();
    }
  }

  /** How many lines of a file were read, and how many of them could not be. */
  private static final class FileLines {
    private final String name;
    private long count;
    private long skipped;
    private @Nullable UnreadableLine first;

    FileLines(String name) {
      this.name = name;
    }

    void skip(UnreadableLine line) {
      skipped++;
      if (first == null) {
        first = line;
      }
    }

    void refuseIfHopeless(Path file) {
      if (first == null || skipped * 2 <= count) {
        return;
      }
      throw new IllegalArgumentException(
          file
              + " is no iPinYou log: "
              + skipped
              + " of its "
              + count
              + " lines are unreadable, line "
              + first.lineNumber()
              + " because "
              + first.reason()
              + "; give a tab-separated impression log of season 2 or 3");
    }
  }
}
