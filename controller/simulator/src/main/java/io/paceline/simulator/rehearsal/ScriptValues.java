package io.paceline.simulator.rehearsal;

import io.paceline.core.json.FieldReader;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.NearestName;
import io.paceline.core.json.Shown;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kinds of values that only scripts have: times, durations, dates, factors and names of
 * the market. What is wrong with a value is told to the {@link FieldReader} that has it.
 */
final class ScriptValues {

  private static final int NAMES_SHOWN = 10;

  /** Nothing lasts longer than this; a rehearsal has no more days either. */
  private static final long MOST_DAYS = 400;

  private static final long DAY_MILLIS = 86_400_000L;
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Map<String, Long> UNITS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", DAY_MILLIS);

  private ScriptValues() {}

  /**
   * A time in campaign milliseconds; null where it is at fault.
   *
   * @param zone the zone in which a time without an offset is read
   */
  static @Nullable Long instant(FieldReader fields, JsonValue value, ZoneId zone) {
    String text = value.strippedText();
    if (text != null) {
      try {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        // The time states no offset, and may be a local time; or a long has no room for it.
      }
      try {
        return LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        // The fault is told below.
      }
    }
    fields.fault(value, "must be a time such as 2026-03-02T10:00, got " + value.shown());
    return null;
  }

  /** A date; null where it is at fault. */
  static @Nullable LocalDate day(FieldReader fields, JsonValue value) {
    try {
      String text = value.strippedText();
      return LocalDate.parse(text == null ? "" : text);
    } catch (DateTimeException e) {
      fields.fault(value, "must be a date such as 2026-03-02, got " + value.shown());
      return null;
    }
  }

  /**
   * A duration in campaign milliseconds, from 1 to {@value #MOST_DAYS} days; null where it is
   * absent or at fault.
   */
  static @Nullable Long duration(FieldReader fields, String field, boolean required) {
    JsonValue value = required ? fields.required(field) : fields.value(field);
    if (value == null) {
      return null;
    }
    String written = value.strippedText();
    String text = written == null ? "" : written;
    Matcher simple = DURATION.matcher(text);
    long millis = 0;
    if (simple.matches()) {
      millis = Long.parseLong(simple.group(1)) * UNITS.getOrDefault(simple.group(2), 0L);
    } else {
      try {
        millis = Duration.parse(text).toMillis();
      } catch (DateTimeException | ArithmeticException e) {
        // The fault is told below.
      }
    }
    if (millis < 1) {
      fields.fault(value, "must be a duration such as 90s, 15m, 2h or PT15M, got " + value.shown());
      return null;
    }
    if (millis > MOST_DAYS * DAY_MILLIS) {
      fields.fault(value, "must be at most " + MOST_DAYS + "d, got " + value.shown());
      return null;
    }
    return millis;
  }

  /** A number within these bounds, both included; null where it is absent or at fault. */
  static @Nullable Double number(
      FieldReader fields, String field, boolean required, double min, double max) {
    JsonValue value = required ? fields.required(field) : fields.value(field);
    if (value == null) {
      return null;
    }
    Double number = value.real();
    if (number == null || !(number >= min && number <= max)) {
      fields.fault(
          value,
          "must be a number from " + plain(min) + " to " + plain(max) + ", got " + value.shown());
      return null;
    }
    return number;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** A share from 0 to 1; 0 where it is absent or at fault. */
  static double share(FieldReader fields, String field) {
    Double share = number(fields, field, false, 0, 1);
    return share == null ? 0.0 : share;
  }

  /**
   * What is stated as one of the market's names, or null where no text is stated. A name that the
   * market does not have is a fault.
   */
  static @Nullable String known(FieldReader fields, String field, Collection<String> names) {
    JsonValue value = fields.value(field);
    String name = value == null ? null : fields.text(value);
    if (value != null && name != null && !names.contains(name)) {
      String hint = NearestName.hint(name, names);
      fields.fault(
          value,
          "the market has no "
              + Shown.quoted(name)
              + (hint.isEmpty() ? "; it has " + some(names) : hint));
    }
    return name;
  }

  /** The first names, and how many more there are. */
  private static String some(Collection<String> names) {
    String first = String.join(", ", names.stream().limit(NAMES_SHOWN).toList());
    int more = names.size() - NAMES_SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
