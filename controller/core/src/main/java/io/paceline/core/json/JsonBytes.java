package io.paceline.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document straight into bytes, in UTF-8, field by field and without building a tree.
 * {@link #write} hands the generator out; the other methods write what many documents have in
 * common, and leave out fields that are absent, false or empty.
 */
public final class JsonBytes {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int TYPICAL_BYTES = 4096;

  /** One buffer per thread, reused so that it does not have to grow again for each document. */
  private static final ThreadLocal<ByteArrayOutputStream> BYTES =
      ThreadLocal.withInitial(() -> new ByteArrayOutputStream(TYPICAL_BYTES));

  private JsonBytes() {}

  /**
   * The content of one document. It must not call {@link JsonBytes#write}, which would overwrite
   * the buffer that both documents share.
   */
  public interface Document {

    /** Writes the document's one value. */
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The bytes of a document. */
  public static byte[] write(Document document) {
    ByteArrayOutputStream bytes = BYTES.get();
    bytes.reset();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      document.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes whatever is written", e);
    }
    return bytes.toByteArray();
  }

  /** A text, left out where it is null. */
  public static void text(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(field, text);
    }
  }

  /** A list of texts, left out where it is empty. */
  public static void texts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** A list of whole numbers, left out where it is empty. */
  public static void integers(JsonGenerator json, String field, List<Integer> numbers)
      throws IOException {
    if (numbers.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(field);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  /** The number 1 for true, as OpenRTB writes flags; left out for false. */
  public static void flag(JsonGenerator json, String field, boolean flag) throws IOException {
    if (flag) {
      json.writeNumberField(field, 1);
    }
  }

  /** The exact number, without an exponent, since some readers cannot read exponents. */
  public static void decimal(JsonGenerator json, String field, BigDecimal value)
      throws IOException {
    json.writeFieldName(field);
    json.writeNumber(value.stripTrailingZeros().toPlainString());
  }
}
