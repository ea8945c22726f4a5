package io.paceline.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTest {

  private static JsonValue value(String json) throws InvalidJsonException {
    return DocumentParser.ofMessages("the message").parse(json.replace('\'', '"'));
  }

  @Test
  void aValueKnowsItsPlace() throws InvalidJsonException {
    JsonValue root = value("{'imp':[{'banner':{'h':1}}],'rows':[[1,2]]}");
    JsonValue banner = root.field("imp").element(0).field("banner");

    assertThat(root.path()).isEmpty();
    assertThat(root.path("id")).isEqualTo("id");
    assertThat(banner.path()).isEqualTo("imp[0].banner");
    assertThat(banner.path("w")).isEqualTo("imp[0].banner.w");
    assertThat(root.field("rows").element(0).element(1).path()).isEqualTo("rows[0][1]");
    assertThat(value("[{'a':1}]").element(0).field("a").path()).isEqualTo("[0].a");
    assertThat(banner.asRoot().field("h").path()).isEqualTo("h");
  }

  @Test
  void aValueIsTakenAsItIsWrittenOrNotAtAll() throws InvalidJsonException {
    JsonValue root =
        value("{'text':' a ','whole':7,'real':1.50,'flag':true,'none':null,'list':[]}");

    assertThat(root.field("text").text()).isEqualTo(" a ");
    assertThat(root.field("whole").text()).isNull();
    assertThat(root.field("whole").scalar()).isEqualTo("7");
    assertThat(root.field("list").scalar()).isNull();
    assertThat(root.field("whole").whole()).isEqualTo(7);
    assertThat(root.field("real").whole()).isNull();
    assertThat(root.field("text").whole()).isNull();
    assertThat(root.field("real").real()).isEqualTo(1.5);
    assertThat(root.field("text").real()).isNull();
    assertThat(root.field("flag").flag()).isTrue();
    assertThat(root.field("whole").flag()).isNull();
    assertThat(root.field("none")).isNull();
    assertThat(root.field("absent")).isNull();
    assertThat(root.field("list").field("absent")).isNull();
    assertThat(root.names()).containsExactly("text", "whole", "real", "flag", "none", "list");
    assertThat(root.field("text").names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "12.50, 12.50",
    "'\" 12.50 \"', 12.50",
    "1e3, 1E+3",
    "'\"12,5\"', ",
    "'\"\"', ",
    "true, ",
    "[1], ",
  })
  void aNumberMayBeWrittenAsText(String json, String number) throws InvalidJsonException {
    assertThat(value(json).decimal()).isEqualTo(number == null ? null : new BigDecimal(number));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-03-01\"', 2026-03-01",
    "'\"2024-02-29\"', 2024-02-29",
    "'\"1970-01-01\"', 1970-01-01",
    "'\"9999-12-31\"', 9999-12-31",
    "'\"1969-12-31\"', ",
    "'\"+10000-01-01\"', ",
    "'\"2026-02-29\"', ",
    "'\"2026-3-1\"', ",
    "'\" 2026-03-01\"', ",
    "'\"2026-03-01T00:00:00Z\"', ",
    "'\"\"', ",
    "20260301, ",
    "true, ",
    "['2026-03-01'], ",
  })
  void aDayIsADateOfFourFiguresYear(String json, LocalDate day) throws InvalidJsonException {
    assertThat(value(json).day()).isEqualTo(day);
  }

  @Test
  void aTextTooLongForANumberIsNone() throws InvalidJsonException {
    assertThat(value("'" + "1".repeat(64) + "'").decimal()).isNotNull();
    assertThat(value("'" + "1".repeat(65) + "'").decimal()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-03-01T12:00:00Z\"', 1772366400000",
    "'\"2026-03-01T13:00+01:00\"', 1772366400000",
    "1772366400000, 1772366400000",
    "253402300799999, 253402300799999",
    "'\"9999-12-31T23:59:59.999Z\"', 253402300799999",
    "253402300800000, ",
    "9223372036854775807, ",
    "'\"+10000-01-01T00:00:00Z\"', ",
    "'\"+999999999-12-31T00:00:00Z\"', ",
    "'\"1969-12-31T23:59:59Z\"', ",
    "'\"-999999999-01-01T00:00:00Z\"', ",
    "0, ",
    "-1, ",
    "1.5, ",
    "'\"2026-03-01T12:00\"', ",
    "'\"1772366400000\"', ",
    "true, ",
  })
  void aTimeIsWrittenInEitherFormAndLiesBetween1970And9999(String json, Long millis)
      throws InvalidJsonException {
    assertThat(value(json).time()).isEqualTo(millis);
  }

  @Test
  void aValueIsShownAsItIsWrittenAndNeverLongerThanALine() throws InvalidJsonException {
    JsonValue root = value("{'a':'x','b':[1, 2.50],'none':null,'long':'" + "y".repeat(200) + "'}");

    assertThat(root.field("a").shown()).isEqualTo("\"x\"");
    assertThat(root.shown("b")).isEqualTo("[1,2.50]");
    assertThat(root.shown("none")).isEqualTo("null");
    assertThat(root.shown("absent")).isEqualTo("nothing");
    assertThat(root.shown("long")).hasSize(81).endsWith("y…");
  }
}
