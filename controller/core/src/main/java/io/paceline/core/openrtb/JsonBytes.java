package io.paceline.core.openrtb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** Writes JSON straight into bytes; fields that are absent, false or empty are left out. */
final class JsonBytes {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int TYPICAL_BYTES = 4096;

  /** One buffer per thread, which grows once per thread and not once per document. */
  private static final ThreadLocal<ByteArrayOutputStream> BYTES =
      ThreadLocal.withInitial(() -> new ByteArrayOutputStream(TYPICAL_BYTES));

  private JsonBytes() {}

  /** One document's fields. */
  interface Document {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static byte[] write(Document document) {
    ByteArrayOutputStream bytes = BYTES.get();
    bytes.reset();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      document.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes whatever is written", e);
    }
    return bytes.toByteArray();
  }

  static void text(JsonGenerator json, String field, String text) throws IOException {
    if (text != null) {
      json.writeStringField(field, text);
    }
  }

  static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static void flag(JsonGenerator json, String field, boolean flag) throws IOException {
    if (flag) {
      json.writeNumberField(field, 1);
    }
  }

  /** Writes the exact value, without an exponent, since some readers cannot read exponents. */
  static void decimal(JsonGenerator json, BigDecimal value) throws IOException {
    json.writeNumber(value.stripTrailingZeros().toPlainString());
  }
}
