package io.paceline.core.pacing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * {@link PacingUpdate} as a JSON object in UTF-8, the value of topic {@code pacing-updates}. Names
 * are those of the record's components ({@code budgetId, atMillis, periodStartMillis, budgetMicros,
 * …}): money in micros and counters as whole numbers, instants as milliseconds of campaign time,
 * {@code status} by name. Unknown names are ignored, so that readers survive newer writers; a
 * missing name is an error, except {@code statusReason}, which came later.
 */
public final class PacingUpdateCodec {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final ObjectWriter WRITER = JSON.writerFor(PacingUpdate.class);
  private static final ObjectReader READER = JSON.readerFor(PacingUpdate.class);

  private static final String LATER = "statusReason";

  private PacingUpdateCodec() {}

  /**
   * JSON of an update.
   *
   * @throws IllegalArgumentException where a share, the multiplier or the push is not finite
   */
  public static byte[] encode(PacingUpdate update) {
    check(update);
    try {
      return WRITER.writeValueAsBytes(update);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("pacing update cannot be written: " + e, e);
    }
  }

  /**
   * The update in a record's value.
   *
   * @throws IllegalArgumentException with a sentence that names the place where the JSON is not a
   *     pacing update
   */
  public static PacingUpdate decode(byte[] json) {
    if (json == null || json.length == 0) {
      throw new IllegalArgumentException("pacing update is empty");
    }
    PacingUpdate update;
    try {
      JsonNode tree = READER.readTree(json);
      if (tree instanceof ObjectNode object && !object.has(LATER)) {
        object.put(LATER, "");
      }
      update = READER.treeToValue(tree, PacingUpdate.class);
    } catch (JsonMappingException e) {
      String place =
          e.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .collect(Collectors.joining("."));
      throw new IllegalArgumentException(
          "pacing update" + (place.isEmpty() ? "" : ", " + place) + ": " + e.getOriginalMessage(),
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("pacing update is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("pacing update cannot be read: " + e.getMessage(), e);
    }
    if (update == null) {
      throw new IllegalArgumentException("pacing update is null");
    }
    check(update);
    return update;
  }

  private static void check(PacingUpdate update) {
    if (update.budgetId() == null || update.budgetId().isBlank()) {
      throw new IllegalArgumentException("pacing update, budgetId: must not be blank");
    }
    if (update.status() == null) {
      throw new IllegalArgumentException("pacing update, status: must not be null");
    }
    finite("planShare", update.planShare());
    finite("spendShare", update.spendShare());
    finite("multiplierMicros", update.multiplierMicros());
    finite("push", update.push());
  }

  private static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "pacing update, " + name + ": must be a finite number, not " + value);
    }
  }
}
