package io.paceline.deploy.report;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a run's state in one line. On a terminal each line overwrites the last one; elsewhere a
 * plain line comes every five seconds, so that a log stays readable.
 */
public final class ProgressLine {
  private static final long PLAIN_INTERVAL_MILLIS = 5_000;

  private final PrintStream out;
  private final boolean terminal;
  private int lastLength;
  private long lastPlainMillis;
  private boolean plainWritten;

  /**
   * @param out where to write
   * @param terminal true where a carriage return goes back to the line's start
   */
  public ProgressLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Shows the newest figures.
   *
   * @param nowMillis wall time, from which it follows when the next plain line is due
   */
  public void show(Progress progress, long nowMillis) {
    show(text(progress), nowMillis);
  }

  /**
   * Shows a line of at most 79 characters.
   *
   * @param nowMillis wall time, from which it follows when the next plain line is due
   */
  public void show(String line, long nowMillis) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
      out.flush();
      lastLength = line.length();
    } else if (!plainWritten || nowMillis - lastPlainMillis >= PLAIN_INTERVAL_MILLIS) {
      out.println(line);
      lastPlainMillis = nowMillis;
      plainWritten = true;
    }
  }

  /** Ends the line, so that what is written next begins on a line of its own. */
  public void end() {
    if (terminal && lastLength > 0) {
      out.println();
      lastLength = 0;
    }
  }

  /** Writes a line that stays, in place of the one shown last. */
  public void keep(String line) {
    out.println(
        (terminal ? "\r" : "") + line + " ".repeat(Math.max(0, lastLength - line.length())));
    lastLength = 0;
  }

  private static String text(Progress p) {
    // The line is short enough for 80 columns: a line that wraps cannot be written over.
    return String.format(
        Locale.ROOT,
        "%s  %,.0f requests/s  win rate %s  spend %s (plan %s)  p99 %s",
        Amounts.timeOfDay(p.offsetMillis()),
        p.requestsPerSecond(),
        Double.isNaN(p.winRate()) ? "–" : Amounts.percent(p.winRate()),
        Amounts.percent(share(p.spendMicros(), p.budgetMicros())),
        Amounts.percent(share(p.planMicros(), p.budgetMicros())),
        Double.isNaN(p.p99Millis()) ? "–" : String.format(Locale.ROOT, "%.0f ms", p.p99Millis()));
  }

  private static double share(long micros, long budgetMicros) {
    return budgetMicros == 0 ? 0.0 : (double) micros / budgetMicros;
  }

  /**
   * The figures of the line.
   *
   * @param offsetMillis campaign time since the day's start
   * @param requestsPerSecond requests sent per wall second lately
   * @param winRate wins over auctions decided lately, 0 to 1; NaN for none
   * @param spendMicros billed since the day's start, for the campaigns that the line sums up
   * @param planMicros what the plans of these campaigns want billed by now
   * @param budgetMicros budgets of these campaigns
   * @param p99Millis 99th percentile of the latency lately; NaN for none
   */
  public record Progress(
      long offsetMillis,
      double requestsPerSecond,
      double winRate,
      long spendMicros,
      long planMicros,
      long budgetMicros,
      double p99Millis) {}
}
