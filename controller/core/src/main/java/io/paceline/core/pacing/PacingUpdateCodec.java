package io.paceline.core.pacing;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.JsonValue;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link PacingUpdate} as a JSON object in UTF-8, the value of topic {@code pacing-updates}. The
 * object is flat, because SQL reads it as a table ({@code sql/schema.sql}): {@code budgetId,
 * atMillis, periodStartMillis, budgetMicros, …}. Money in micros and counters are whole numbers,
 * instants are milliseconds of campaign time, and {@code status} is written by name. Unknown names
 * are ignored, so that readers survive newer writers; a missing name is an error, except {@code
 * statusReason}, which older writers leave out.
 */
public final class PacingUpdateCodec {

  private static final DocumentParser PARSER = DocumentParser.ofMessages("pacing update");

  /** The name that updates of older writers lack; the reason is then read as an empty text. */
  private static final String LATER = "statusReason";

  private PacingUpdateCodec() {}

  /**
   * JSON of an update.
   *
   * @throws IllegalArgumentException where the budget's id is blank, the status is null, or a
   *     share, the multiplier or the push is not finite
   */
  public static byte[] encode(PacingUpdate update) {
    check(update);
    return JsonBytes.write(json -> write(json, update));
  }

  private static void write(JsonGenerator json, PacingUpdate update) throws IOException {
    json.writeStartObject();
    json.writeStringField("budgetId", update.budgetId());
    json.writeNumberField("atMillis", update.atMillis());
    json.writeNumberField("periodStartMillis", update.period().startMillis());
    json.writeNumberField("budgetMicros", update.period().budgetMicros());
    json.writeNumberField("periodSpendMicros", update.spend().periodMicros());
    json.writeNumberField("totalSpendMicros", update.spend().totalMicros());
    json.writeNumberField("wonMicros", update.spend().wonMicros());
    json.writeNumberField("openMicros", update.spend().openMicros());
    json.writeNumberField("targetSpendShare", update.progress().targetSpendShare());
    json.writeNumberField("spendShare", update.progress().spendShare());
    json.writeNumberField("pacingMultiplier", update.control().pacingMultiplier());
    json.writeNumberField("push", update.control().push());
    json.writeBooleanField("canBid", update.control().canBid());
    json.writeStringField("status", update.standing().status().name());
    json.writeStringField(LATER, update.standing().reason());
    json.writeNumberField("bids", update.counts().bids());
    json.writeNumberField("wins", update.counts().wins());
    json.writeNumberField("billings", update.counts().billings());
    json.writeNumberField("losses", update.counts().losses());
    json.writeNumberField("expired", update.counts().expired());
    json.writeNumberField("clicks", update.counts().clicks());
    json.writeEndObject();
  }

  /**
   * The update in a record's value.
   *
   * @throws IllegalArgumentException with a sentence that names the place where the JSON is not a
   *     pacing update
   */
  public static PacingUpdate decode(byte[] json) {
    try {
      PacingUpdate update = read(PARSER.parseObject(json));
      check(update);
      return update;
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static PacingUpdate read(JsonObject json) throws InvalidJsonException {
    return new PacingUpdate(
        text(json, "budgetId"),
        whole(json, "atMillis"),
        new PacingUpdate.Period(whole(json, "periodStartMillis"), whole(json, "budgetMicros")),
        new PacingUpdate.Spend(
            whole(json, "periodSpendMicros"),
            whole(json, "totalSpendMicros"),
            whole(json, "wonMicros"),
            whole(json, "openMicros")),
        new PacingUpdate.Progress(real(json, "targetSpendShare"), real(json, "spendShare")),
        new PacingUpdate.Control(
            real(json, "pacingMultiplier"),
            real(json, "push"),
            exact(json, "canBid", JsonValue::flag, "true or false")),
        new PacingUpdate.Standing(status(json), json.has(LATER) ? text(json, LATER) : ""),
        new PacingUpdate.Counts(
            whole(json, "bids"),
            whole(json, "wins"),
            whole(json, "billings"),
            whole(json, "losses"),
            whole(json, "expired"),
            whole(json, "clicks")));
  }

  private static String text(JsonObject json, String field) throws InvalidJsonException {
    return exact(json, field, JsonValue::scalar, "a text");
  }

  private static long whole(JsonObject json, String field) throws InvalidJsonException {
    return exact(json, field, JsonValue::whole, "a whole number");
  }

  private static double real(JsonObject json, String field) throws InvalidJsonException {
    return exact(json, field, JsonValue::real, "a number");
  }

  private static <T> T exact(
      JsonObject json, String field, Function<JsonValue, @Nullable T> kind, String expected)
      throws InvalidJsonException {
    JsonValue value = json.field(field);
    T read = value == null ? null : kind.apply(value);
    if (read == null) {
      throw new InvalidJsonException(
          sentence(json.path(field), "must be " + expected + ", got " + json.shown(field)));
    }
    return read;
  }

  private static PacingStatus status(JsonObject json) throws InvalidJsonException {
    String name = text(json, "status");
    try {
      return PacingStatus.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidJsonException(
          sentence("status", "is no status that Paceline knows, got " + json.shown("status")));
    }
  }

  private static void check(PacingUpdate update) {
    if (update.budgetId() == null || update.budgetId().isBlank()) {
      throw new IllegalArgumentException(sentence("budgetId", "must not be blank"));
    }
    if (update.standing().status() == null) {
      throw new IllegalArgumentException(sentence("status", "must not be null"));
    }
    finite("targetSpendShare", update.progress().targetSpendShare());
    finite("spendShare", update.progress().spendShare());
    finite("pacingMultiplier", update.control().pacingMultiplier());
    finite("push", update.control().push());
  }

  private static void finite(String field, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(sentence(field, "must be a finite number, not " + value));
    }
  }

  private static String sentence(String place, String fault) {
    return "pacing update, " + place + ": " + fault;
  }
}
