package io.paceline.simulator.replay;

import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.LogText;
import io.paceline.simulator.ipinyou.LoggedImpression;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads auction logs of every form that research on iPinYou publishes. Columns are separated by
 * tabs or spaces, and the reader recognises the form by the lines themselves:
 *
 * <pre>
 * click price pCTR                       one auction
 * click price pCTR hour                  an hourly log; where a log has the exchange in the fourth
 *                                        column, it is read as an hour; only protocol C uses hours
 * click price bid feature:1 …            survival data ("yzbx"): no pCTR; the bid is ignored
 * 24, 27 or 29 tab-separated columns     an impression log of iPinYou itself: no pCTR
 * dimension episodeLength                the first line only, ignored
 * number                                 the mark of an episode, ignored
 * </pre>
 *
 * <p>Packed files are read as {@link LogText} says.
 */
public final class AuctionLogReader {

  private static final int LOG_COLUMNS = 24;
  private static final int HIGHEST_PRICE = 1_000_000_000;

  /** What stands in place of bytes that are no text. */
  private static final char NO_TEXT = '\ufffd';

  private byte[] click = new byte[1 << 16];
  private int[] price = new int[1 << 16];
  private double[] pctr = new double[1 << 16];
  private int[] hour = new int[1 << 16];
  private int size;
  private boolean scored = true;
  private boolean hourly = true;

  private AuctionLogReader() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if the file is no readable auction log; the message is one
   *     sentence for people that names the file and, where a line is at fault, its number
   */
  public static AuctionLog read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is no file; give the path of an auction log");
    }
    try (BufferedReader lines = LogText.open(file)) {
      AuctionLogReader reader = new AuctionLogReader();
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (reader.size == 0 && isImpressionLog(line)) {
          return impressionLog(file);
        }
        try {
          reader.line(line, number);
        } catch (IllegalArgumentException e) {
          if (line.indexOf(NO_TEXT) >= 0) {
            throw new IllegalArgumentException(
                file + " is no text in UTF-8; give an auction log", e);
          }
          throw new IllegalArgumentException(
              file + ", line " + number + ": " + e.getMessage() + "; mend or remove the line", e);
        }
      }
      return reader.log(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isImpressionLog(String line) {
    String[] columns = line.split("\t", -1);
    return columns.length >= LOG_COLUMNS && columns[3].indexOf(':') < 0;
  }

  private static AuctionLog impressionLog(Path file) {
    IpinyouLog log = IpinyouLog.read(file);
    if (log.unreadableCount() > 0) {
      throw new IllegalArgumentException(
          file
              + ", line "
              + log.unreadable().get(0).lineNumber()
              + ": "
              + log.unreadable().get(0).reason()
              + "; mend or remove the line");
    }
    List<LoggedImpression> rows = log.impressions();
    byte[] clicks = new byte[rows.size()];
    int[] prices = new int[rows.size()];
    int[] hours = new int[rows.size()];
    for (int i = 0; i < clicks.length; i++) {
      clicks[i] = (byte) (rows.get(i).clicked() ? 1 : 0);
      prices[i] = (int) rows.get(i).price().paidCpm();
      hours[i] = rows.get(i).hour();
    }
    return new AuctionLog(file.toString(), clicks, prices, null, hours);
  }

  private void line(String line, long number) {
    String[] columns = columns(line);
    switch (columns.length) {
      case 0, 1 -> {
        if (columns.length == 1) {
          number("an episode's mark", columns[0]);
        }
      }
      case 2 -> {
        if (number != 1) {
          throw new IllegalArgumentException("2 columns where click, price and pCTR are expected");
        }
        number("the dimension", columns[0]);
        number("the episode length", columns[1]);
      }
      default -> row(columns);
    }
  }

  private void row(String[] columns) {
    boolean features = columns.length >= 4 && columns[3].indexOf(':') > 0;
    if (!features && columns.length > 4) {
      throw new IllegalArgumentException(
          columns.length + " columns where three or four are expected");
    }
    boolean hasScore = !features;
    boolean hasHour = columns.length == 4 && !features;
    if (size > 0 && (hasScore != scored || hasHour != hourly)) {
      throw new IllegalArgumentException(columns.length + " columns, unlike the lines before");
    }
    if (size == price.length) {
      click = Arrays.copyOf(click, 2 * size);
      price = Arrays.copyOf(price, 2 * size);
      pctr = Arrays.copyOf(pctr, 2 * size);
      hour = Arrays.copyOf(hour, 2 * size);
    }
    int clicks = whole("click", columns[0], 1);
    click[size] = (byte) clicks;
    price[size] = whole("price", columns[1], HIGHEST_PRICE);
    if (hasScore) {
      pctr[size] = probability(columns[2]);
    }
    if (hasHour) {
      hour[size] = whole("the fourth column", columns[3], HIGHEST_PRICE);
    }
    scored = hasScore;
    hourly = hasHour;
    size++;
  }

  private AuctionLog log(Path file) {
    if (size == 0) {
      throw new IllegalArgumentException(
          file + " holds no auction; its lines should read click, price, pCTR");
    }
    return new AuctionLog(
        file.toString(),
        Arrays.copyOf(click, size),
        Arrays.copyOf(price, size),
        scored ? Arrays.copyOf(pctr, size) : null,
        hourly ? Arrays.copyOf(hour, size) : null);
  }

  private static String[] columns(String line) {
    String[] found = new String[8];
    int count = 0;
    int at = 0;
    int length = line.length();
    while (at < length) {
      while (at < length && line.charAt(at) <= ' ') {
        at++;
      }
      int start = at;
      while (at < length && line.charAt(at) > ' ') {
        at++;
      }
      if (at > start) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = line.substring(start, at);
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static void number(String what, String text) {
    try {
      if (!(Double.parseDouble(text) >= 0)) {
        throw new IllegalArgumentException(what + " is negative: " + text);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + " is no number: " + text, e);
    }
  }

  /** A whole number; published files also write it as 51.0. */
  private static int whole(String what, String text, int highest) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(what + " is no number: " + text, e);
    }
    if (!(value >= 0 && value <= highest) || value != Math.rint(value)) {
      throw new IllegalArgumentException(
          what + " must be a whole number from 0 to " + highest + ", not " + text);
    }
    return (int) value;
  }

  private static double probability(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("pCTR is no number: " + text, e);
    }
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("pCTR must be from 0 to 1, not " + text);
    }
    return value;
  }
}
