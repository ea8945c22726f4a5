package io.paceline.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBytesTest {

  private static String written(JsonBytes.Document document) {
    return new String(JsonBytes.write(document), UTF_8);
  }

  @Test
  void whatIsAbsentFalseOrEmptyIsLeftOut() {
    assertThat(
            written(
                json -> {
                  json.writeStartObject();
                  JsonBytes.text(json, "text", null);
                  JsonBytes.texts(json, "texts", List.of());
                  JsonBytes.integers(json, "integers", List.of());
                  JsonBytes.flag(json, "flag", false);
                  json.writeEndObject();
                }))
        .isEqualTo("{}");
  }

  @Test
  void whatIsThereIsWrittenInUtf8() {
    assertThat(
            written(
                json -> {
                  json.writeStartObject();
                  JsonBytes.text(json, "text", "ü\"");
                  JsonBytes.texts(json, "texts", List.of("a", "b"));
                  JsonBytes.integers(json, "integers", List.of(1, 2));
                  JsonBytes.flag(json, "flag", true);
                  json.writeEndObject();
                }))
        .isEqualTo("{\"text\":\"ü\\\"\",\"texts\":[\"a\",\"b\"],\"integers\":[1,2],\"flag\":1}");
  }

  @ParameterizedTest
  @CsvSource({"1.500, 1.5", "5E+4, 50000", "1E-7, 0.0000001", "0.00, 0"})
  void aDecimalHasNoExponentAndNoTrailingZero(BigDecimal number, String json) {
    assertThat(
            written(
                out -> {
                  out.writeStartObject();
                  JsonBytes.decimal(out, "n", number);
                  out.writeEndObject();
                }))
        .isEqualTo("{\"n\":" + json + "}");
  }

  @Test
  void aShorterDocumentHasNothingOfALongerOneBefore() {
    written(json -> json.writeString("x".repeat(10_000)));

    assertThat(written(json -> json.writeString("y"))).isEqualTo("\"y\"");
  }
}
