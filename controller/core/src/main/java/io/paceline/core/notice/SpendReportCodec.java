package io.paceline.core.notice;

import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Shown;
import io.paceline.core.money.Micros;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes spend reports as JSON, one object per message of the topic {@code
 * spend-reports}:
 *
 * <pre>{@code
 * {"exchange": "adx", "campaign": "shoes", "day": "2026-03-01", "upTo": "2026-03-01T18:00:00Z", "amount": 312.405}
 * {"exchange": "adx", "campaign": "boots", "budget": "feet", "upTo": 1772409600000, "amount": "1500.25", "final": true}
 * }</pre>
 *
 * <ul>
 *   <li>{@code exchange}: the exchange's name as in the header of its bid requests ({@code default}
 *       where they have none)
 *   <li>{@code campaign}: the campaign's id, {@code cid} of the bid responses
 *   <li>{@code budget}: the campaign's {@code budgetId}; default the campaign's id
 *   <li>{@code day}: the local day whose bids the amount pays, for a campaign with a {@code
 *       dailyBudget}: in the time zone of the exchange's reports where its profile states one, else
 *       in the campaign's; left out in a report of the whole flight, for a campaign that has no
 *       {@code dailyBudget} or made bids before it had one
 *   <li>{@code upTo}: wall time, ISO-8601 with zone or milliseconds since 1970, not later than the
 *       report itself. The amount includes everything that was billed before this time
 *   <li>{@code amount}: the running total since the period began, so that a repeated report changes
 *       nothing; in currency units, a number or text, at most six decimals and at most {@link
 *       Micros#MAX} micros
 *   <li>{@code final}: true where the exchange will invoice this amount, see {@link
 *       SpendReport#isFinal}; default false
 * </ul>
 *
 * Other fields are refused, because a mistyped name would cost money. Thread-safe.
 */
public final class SpendReportCodec {
  private static final DocumentParser PARSER =
      DocumentParser.ofMessages("a spend report").refusingRepeats();
  private static final Set<String> FIELDS =
      Set.of("exchange", "campaign", "budget", "day", "upTo", "amount", "final");
  private static final int UNIT_DECIMALS = 6;
  private static final BigDecimal MOST = BigDecimal.valueOf(Micros.MAX, UNIT_DECIMALS);

  /** The years in which a day may lie: the instants of all of them fit into milliseconds. */
  private static final int FIRST_YEAR = 1970;

  private static final int LAST_YEAR = 9999;

  /** Longest id or name, characters. */
  private static final int MAX_NAME = 512;

  /**
   * Reads one report.
   *
   * @param receivedAtMillis wall time at which the report entered the topic
   * @throws InvalidSpendReportException where the message is no JSON or a field is missing or wrong
   */
  public SpendReport decode(byte[] json, long receivedAtMillis) throws InvalidSpendReportException {
    JsonObject report;
    try {
      report = PARSER.parseObject(json);
    } catch (InvalidJsonException e) {
      throw new InvalidSpendReportException(e.getMessage());
    }
    refuseUnknown(report);
    String campaignId = name(report, "campaign");
    return new SpendReport(
        name(report, "exchange"),
        campaignId,
        report.has("budget") ? name(report, "budget") : campaignId,
        day(report),
        upToMillis(report, receivedAtMillis),
        amountMicros(report),
        isFinal(report));
  }

  private static void refuseUnknown(JsonObject report) throws InvalidSpendReportException {
    for (String name : report.names()) {
      if (!FIELDS.contains(name)) {
        throw new InvalidSpendReportException(
            Shown.text(name) + ": is not a known field of a spend report");
      }
    }
  }

  private static String name(JsonObject report, String field) throws InvalidSpendReportException {
    JsonValue value = report.field(field);
    String name = value == null ? null : value.text();
    if (name == null || name.isBlank()) {
      throw new InvalidSpendReportException(
          field + ": is needed, as text, got " + report.shown(field));
    }
    if (name.length() > MAX_NAME) {
      throw new InvalidSpendReportException(
          field + ": must have at most " + MAX_NAME + " characters");
    }
    return name;
  }

  private static @Nullable String day(JsonObject report) throws InvalidSpendReportException {
    JsonValue value = report.field("day");
    if (value == null) {
      return null;
    }
    LocalDate day = null;
    try {
      String text = value.text();
      day = LocalDate.parse(text == null ? "" : text);
    } catch (DateTimeException e) {
      // The fault is told below, together with dates that lie out of bounds.
    }
    if (day == null || day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      throw new InvalidSpendReportException(
          "day: must be a date such as 2026-03-01, got " + value.shown());
    }
    return day.toString();
  }

  private static long upToMillis(JsonObject report, long receivedAtMillis)
      throws InvalidSpendReportException {
    JsonValue value = report.field("upTo");
    Long millis = value == null ? null : value.time();
    if (millis == null || millis <= 0) {
      throw new InvalidSpendReportException(
          "upTo: must be a time such as 2026-03-01T18:00:00Z or milliseconds since 1970, got "
              + report.shown("upTo"));
    }
    if (millis > receivedAtMillis) {
      // The amount cannot include what will be billed between the report and this time, but the
      // ledger would count that as covered by the report.
      throw new InvalidSpendReportException(
          "upTo: must not be later than the report itself, which came at "
              + Instant.ofEpochMilli(receivedAtMillis)
              + ", got "
              + report.shown("upTo"));
    }
    return millis;
  }

  private static long amountMicros(JsonObject report) throws InvalidSpendReportException {
    JsonValue value = report.field("amount");
    BigDecimal amount = value == null ? null : value.decimal();
    // The bounds come first, because scaling a number such as 1e999999999 would fill the memory.
    if (amount == null || amount.signum() < 0 || amount.compareTo(MOST) > 0) {
      throw new InvalidSpendReportException(
          "amount: must be a number of currency units from 0 to "
              + MOST.toPlainString()
              + ", got "
              + report.shown("amount"));
    }
    if (amount.stripTrailingZeros().scale() > UNIT_DECIMALS) {
      throw new InvalidSpendReportException(
          "amount: must have at most "
              + UNIT_DECIMALS
              + " decimals, got "
              + report.shown("amount"));
    }
    return amount.movePointRight(UNIT_DECIMALS).longValueExact();
  }

  private static boolean isFinal(JsonObject report) throws InvalidSpendReportException {
    JsonValue value = report.field("final");
    if (value == null) {
      return false;
    }
    Boolean flag = value.flag();
    if (flag == null) {
      throw new InvalidSpendReportException("final: must be true or false, got " + value.shown());
    }
    return flag;
  }

  /** Writes a report so that {@link #decode} gives an equal one. */
  public byte[] encode(SpendReport report) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("exchange", report.exchange());
          json.writeStringField("campaign", report.campaignId());
          json.writeStringField("budget", report.budgetId());
          JsonBytes.text(json, "day", report.day());
          json.writeStringField("upTo", Instant.ofEpochMilli(report.upToMillis()).toString());
          BigDecimal amount = BigDecimal.valueOf(report.amountMicros(), UNIT_DECIMALS);
          JsonBytes.decimal(json, "amount", amount);
          json.writeBooleanField("final", report.isFinal());
          json.writeEndObject();
        });
  }
}
