package io.paceline.core.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Iterator;
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
 *   <li>{@code day}: the local day in the campaign's time zone whose bids the amount pays, for a
 *       campaign with a {@code dailyBudget}; left out for a campaign without
 *   <li>{@code upTo}: wall time, ISO-8601 with zone or milliseconds since 1970, not in the future.
 *       The amount includes everything that was billed before this time
 *   <li>{@code amount}: the running total since the period began, so that a repeated report changes
 *       nothing; in currency units, a number or text, at most six decimals
 *   <li>{@code final}: true where the exchange will invoice this amount, see {@link
 *       SpendReport#isFinal}; default false
 * </ul>
 *
 * Other fields are refused, because a mistyped name would cost money. Thread-safe.
 */
public final class SpendReportCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);
  private static final Set<String> FIELDS =
      Set.of("exchange", "campaign", "budget", "day", "upTo", "amount", "final");
  private static final int UNIT_DECIMALS = 6;
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, UNIT_DECIMALS);
  private static final int MAX_NUMBER_LENGTH = 40;
  private static final int MAX_SHOWN = 60;

  /** Longest id or name, characters. */
  private static final int MAX_NAME = 512;

  /**
   * Reads one report.
   *
   * @param receivedAtMillis wall time at which the report entered the topic
   * @throws InvalidSpendReportException where the message is no JSON or a field is missing or wrong
   */
  public SpendReport decode(byte[] json, long receivedAtMillis) throws InvalidSpendReportException {
    JsonNode report;
    try {
      report = TREE.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidSpendReportException(
          "is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new InvalidSpendReportException("is not JSON: " + e.getMessage());
    }
    if (report == null || !report.isObject()) {
      throw new InvalidSpendReportException("a spend report must be an object in { }");
    }
    refuseUnknown(report);
    String campaignId = name(report, "campaign");
    return new SpendReport(
        name(report, "exchange"),
        campaignId,
        isAbsent(report.path("budget")) ? campaignId : name(report, "budget"),
        day(report.path("day")),
        upTo(report.path("upTo"), receivedAtMillis),
        amountMicros(report.path("amount")),
        isFinal(report.path("final")));
  }

  private static void refuseUnknown(JsonNode report) throws InvalidSpendReportException {
    for (Iterator<String> names = report.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new InvalidSpendReportException(
            shown(name) + ": is not a known field of a spend report");
      }
    }
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String name(JsonNode report, String field) throws InvalidSpendReportException {
    JsonNode value = report.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new InvalidSpendReportException(field + ": is needed, as text, got " + shown(value));
    }
    if (value.textValue().length() > MAX_NAME) {
      throw new InvalidSpendReportException(
          field + ": must have at most " + MAX_NAME + " characters");
    }
    return value.textValue();
  }

  private static String day(JsonNode value) throws InvalidSpendReportException {
    if (isAbsent(value)) {
      return null;
    }
    try {
      return LocalDate.parse(value.asText("")).toString();
    } catch (DateTimeException e) {
      throw new InvalidSpendReportException(
          "day: must be a date such as 2026-03-01, got " + shown(value));
    }
  }

  private static long upTo(JsonNode value, long receivedAtMillis)
      throws InvalidSpendReportException {
    long millis = 0;
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      millis = value.longValue();
    } else if (value.isTextual()) {
      try {
        millis = OffsetDateTime.parse(value.textValue()).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        // Refused below, like a value of any other kind.
      }
    }
    if (millis <= 0) {
      throw new InvalidSpendReportException(
          "upTo: must be a time such as 2026-03-01T18:00:00Z or milliseconds since 1970, got "
              + shown(value));
    }
    if (millis > receivedAtMillis) {
      // The amount cannot include what will be billed until then, but the ledger would take that
      // for covered.
      throw new InvalidSpendReportException(
          "upTo: must not be later than the report itself, which came at "
              + Instant.ofEpochMilli(receivedAtMillis)
              + ", got "
              + shown(value));
    }
    return millis;
  }

  private static long amountMicros(JsonNode value) throws InvalidSpendReportException {
    BigDecimal amount = null;
    if (value.isNumber()) {
      amount = value.decimalValue();
    } else if (value.isTextual() && value.textValue().length() <= MAX_NUMBER_LENGTH) {
      try {
        amount = new BigDecimal(value.textValue().strip());
      } catch (NumberFormatException e) {
        // Refused below, like a value of any other kind.
      }
    }
    // The bounds come first, because scaling a number such as 1e999999999 would fill the memory.
    if (amount == null || amount.signum() < 0 || amount.compareTo(MOST) > 0) {
      throw new InvalidSpendReportException(
          "amount: must be a number of currency units from 0 to "
              + MOST.toPlainString()
              + ", got "
              + shown(value));
    }
    if (amount.stripTrailingZeros().scale() > UNIT_DECIMALS) {
      throw new InvalidSpendReportException(
          "amount: must have at most " + UNIT_DECIMALS + " decimals, got " + shown(value));
    }
    return amount.movePointRight(UNIT_DECIMALS).longValueExact();
  }

  private static boolean isFinal(JsonNode value) throws InvalidSpendReportException {
    if (!isAbsent(value) && !value.isBoolean()) {
      throw new InvalidSpendReportException("final: must be true or false, got " + shown(value));
    }
    return value.booleanValue();
  }

  /** Writes a report so that {@link #decode} gives an equal one. */
  public byte[] encode(SpendReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("exchange", report.exchange());
    json.put("campaign", report.campaignId());
    json.put("budget", report.budgetId());
    if (report.day() != null) {
      json.put("day", report.day());
    }
    json.put("upTo", Instant.ofEpochMilli(report.upToMillis()).toString());
    json.put("amount", BigDecimal.valueOf(report.amountMicros(), UNIT_DECIMALS));
    json.put("final", report.isFinal());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree of plain values is always written", e);
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : shown(value.toString());
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
