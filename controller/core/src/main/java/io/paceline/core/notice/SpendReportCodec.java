package io.paceline.core.notice;

import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import io.paceline.core.money.Micros;
import java.time.Instant;
import java.util.Set;

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

  /**
   * Reads one report.
   *
   * @param receivedAtMillis wall time at which the report entered the topic
   * @throws InvalidSpendReportException where the message is no JSON or a field is missing or wrong
   */
  public SpendReport decode(byte[] json, long receivedAtMillis) throws InvalidSpendReportException {
    try {
      JsonObject report = PARSER.parseObject(json);
      MoneyFields.refuseUnknown(report, FIELDS, "a spend report");
      String campaignId = MoneyFields.text(report, "campaign");
      return new SpendReport(
          MoneyFields.text(report, "exchange"),
          campaignId,
          report.has("budget") ? MoneyFields.text(report, "budget") : campaignId,
          MoneyFields.day(report),
          upToMillis(report, receivedAtMillis),
          MoneyFields.amountMicros(
              report, amount -> amount.signum() >= 0, "from 0 to " + MoneyFields.most()),
          isFinal(report));
    } catch (InvalidJsonException e) {
      throw new InvalidSpendReportException(e.getMessage());
    }
  }

  private static long upToMillis(JsonObject report, long receivedAtMillis)
      throws InvalidJsonException {
    JsonValue value = report.field("upTo");
    Long millis = value == null ? null : value.time();
    if (millis == null || millis <= 0) {
      throw new InvalidJsonException(
          "upTo: must be a time such as 2026-03-01T18:00:00Z or milliseconds since 1970, got "
              + report.shown("upTo"));
    }
    if (millis > receivedAtMillis) {
      // The amount cannot include what will be billed between the report and this time, but the
      // ledger would count that as covered by the report.
      throw new InvalidJsonException(
          "upTo: must not be later than the report itself, which came at "
              + Instant.ofEpochMilli(receivedAtMillis)
              + ", got "
              + report.shown("upTo"));
    }
    return millis;
  }

  private static boolean isFinal(JsonObject report) throws InvalidJsonException {
    JsonValue value = report.field("final");
    if (value == null) {
      return false;
    }
    Boolean flag = value.flag();
    if (flag == null) {
      throw new InvalidJsonException("final: must be true or false, got " + value.shown());
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
          MoneyFields.writeAmount(json, report.amountMicros());
          json.writeBooleanField("final", report.isFinal());
          json.writeEndObject();
        });
  }
}
