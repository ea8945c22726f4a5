package io.paceline.deploy.report;

import java.util.Locale;

/** Writes figures for people, in the same way in every locale. */
final class Amounts {
  private static final double MICROS = 1_000_000.0;
  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long MINUTE_MILLIS = 60_000L;

  private Amounts() {}

  /** Micros as units of the currency, for example {@code 1,234.50}. */
  static String money(long micros) {
    return String.format(Locale.ROOT, "%,.2f", micros / MICROS);
  }

  /** A share as a percentage, for example {@code 97.3 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * share);
  }

  /** A distance in percentage points of a whole, for example {@code +2.1}. */
  static String points(double share) {
    long tenths = Math.round(1_000.0 * share);
    return tenths == 0 ? "0.0" : String.format(Locale.ROOT, "%+.1f", tenths / 10.0);
  }

  /** A count, for example {@code 12,345}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Time of a day, for example {@code 13:05}; the day's end is {@code 24:00}. */
  static String timeOfDay(long offsetMillis) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d",
        offsetMillis / HOUR_MILLIS,
        offsetMillis % HOUR_MILLIS / MINUTE_MILLIS);
  }
}
