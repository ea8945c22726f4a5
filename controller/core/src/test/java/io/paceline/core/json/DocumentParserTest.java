package io.paceline.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentParserTest {

  private static final int MESSAGE_ENTRIES = 100_000;
  private static final int FILE_ENTRIES = 1_000_000;

  private final DocumentParser messages = DocumentParser.ofMessages("the message");
  private final DocumentParser files = DocumentParser.ofFiles("the file");

  private static String array(int elements) {
    return "[" + "1,".repeat(elements - 1) + "1]";
  }

  private static String object(int fields) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < fields; i++) {
      json.append(i == 0 ? "\"" : ",\"").append(Integer.toString(i, 36)).append("\":1");
    }
    return json.append('}').toString();
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private JsonValue parse(String json) throws InvalidJsonException {
    return messages.parse(json.getBytes(UTF_8));
  }

  private void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessage(reason);
  }

  @Test
  void anArrayHasAtMostSoManyElements() throws InvalidJsonException {
    assertThat(parse(array(MESSAGE_ENTRIES)).size()).isEqualTo(MESSAGE_ENTRIES);

    assertRefused(array(MESSAGE_ENTRIES + 1), "the message has more than 100000 elements");
    assertRefused(
        "{\"imp\":[0,{\"banner\":{\"format\":" + array(MESSAGE_ENTRIES + 1) + "}}]}",
        "imp[1].banner.format has more than 100000 elements");
    assertRefused(
        "[[],[" + array(MESSAGE_ENTRIES + 1) + "]]", "[1][0] has more than 100000 elements");
  }

  @Test
  void anObjectHasAtMostSoManyFields() throws InvalidJsonException {
    assertThat(parse(object(MESSAGE_ENTRIES)).size()).isEqualTo(MESSAGE_ENTRIES);

    assertRefused(object(MESSAGE_ENTRIES + 1), "the message has more than 100000 fields");
    assertRefused(
        "{\"ext\":" + object(MESSAGE_ENTRIES + 1) + "}", "ext has more than 100000 fields");
    assertRefused(
        "{" + "\"a\":1,".repeat(MESSAGE_ENTRIES) + "\"a\":1}",
        "the message has more than 100000 fields");
  }

  @Test
  void aFileMayHoldTenTimesAsMuch() throws InvalidJsonException {
    assertThat(files.parse(array(FILE_ENTRIES)).size()).isEqualTo(FILE_ENTRIES);

    assertThatThrownBy(() -> files.parse(array(FILE_ENTRIES + 1)))
        .hasMessage("the file has more than 1000000 elements");
  }

  @Test
  void aDocumentIsAtMost64LevelsDeep() throws InvalidJsonException {
    assertThat(parse(nested(64)).isArray()).isTrue();
    assertThat(files.parse(nested(64)).isArray()).isTrue();

    assertThatThrownBy(() -> parse(nested(65)))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining("nesting depth (65) exceeds the maximum allowed (64");
    assertThatThrownBy(() -> files.parse(nested(100_000)))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void aDocumentHasAtMostSoManyBytes() throws InvalidJsonException {
    DocumentParser tiny = messages.upToBytes(4);

    assertThat(tiny.parse("1234".getBytes(UTF_8)).whole()).isEqualTo(1234);
    assertThatThrownBy(() -> tiny.parse("12345".getBytes(UTF_8)))
        .hasMessage("the message has 5 bytes, more than 4");
    assertThatThrownBy(() -> tiny.parseObject("{    }".getBytes(UTF_8)))
        .hasMessage("the message has 6 bytes, more than 4");
    assertThatThrownBy(() -> tiny.parse("12345"))
        .hasMessage("the message has 5 characters, more than 4");
    assertRefused(" ".repeat(1_000_001), "the message has 1000001 bytes, more than 1000000");
  }

  @Test
  void aNameMayBeRepeatedWhereMachinesWriteAndTheLastValueCounts() throws InvalidJsonException {
    String json = "{\"a\":1,\"b\":0,\"a\":2}";

    assertThat(parse(json).field("a").whole()).isEqualTo(2);
    assertThatThrownBy(() -> files.parse(json))
        .hasMessage("the file is not JSON at line 1, column 19: Duplicate field 'a'");
    assertThatThrownBy(() -> messages.refusingRepeats().parse(json.getBytes(UTF_8)))
        .hasMessageContaining("Duplicate field 'a'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~           | the message is empty",
        "~ \n ~       | the message is empty",
        "{} []        | the message has something after its JSON value",
        "{'a':1       | the message is not JSON at line 1, column 7: Unexpected end-of-input",
        "~{\n'a':}~   | the message is not JSON at line 2, column 5: Unexpected character ('}'",
        "[1e99999999999] | the message is not JSON: ",
        "{'a':NaN}    | the message is not JSON at line 1",
      })
  void whatIsNoJsonIsToldWithItsLine(String json, String reason) {
    assertThatThrownBy(() -> parse(json.replace('\'', '"')))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageStartingWith(reason);
    assertThatThrownBy(() -> messages.parse(json.replace('\'', '"')))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessageStartingWith(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a':     | column 6: Unexpected end-of-input within/between Object entries",
        "[1,       | column 4: Unexpected end-of-input within/between Array entries",
        "{         | column 2: Unexpected end-of-input: expected close marker for Object",
        "[         | column 2: Unexpected end-of-input: expected close marker for Array",
        "// so     | column 1: Unexpected character ('/' (code 47)): maybe a (non-standard)"
            + " comment?",
        "{'a':NaN} | Non-standard token 'NaN'",
      })
  void whatIsNoJsonIsToldWithoutTheParsersOwnSettings(String json, String reason) {
    assertThatThrownBy(() -> parse(json.replace('\'', '"')))
        .message()
        .contains(reason)
        .doesNotContain("Source", "Feature", "enable");
  }

  @Test
  void noBytesAreAnEmptyDocument() {
    assertThatThrownBy(() -> messages.parse((byte[]) null)).hasMessage("the message is empty");
  }

  @Test
  void aFaultIsNoLongerThanALine() {
    assertThatThrownBy(() -> parse("x".repeat(5_000))).message().hasSizeLessThan(300).endsWith("…");
  }

  @Test
  void aRootThatIsNoObjectIsToldAsItIsWritten() throws InvalidJsonException {
    assertThat(messages.parseObject("{\"a\":1}".getBytes(UTF_8)).size()).isEqualTo(1);
    assertThatThrownBy(() -> messages.parseObject("[1, \"x\"]".getBytes(UTF_8)))
        .hasMessage("the message must be an object in { }, got [1,\"x\"]");
  }

  @Test
  void numbersKeepTheirDigits() throws InvalidJsonException {
    JsonValue numbers = parse("[0.1000, 12345678901234567890123, 1e400, -0.5]");

    assertThat(numbers.element(0).decimal()).hasToString("0.1000");
    assertThat(numbers.element(1).decimal()).hasToString("12345678901234567890123");
    assertThat(numbers.element(2).decimal()).hasToString("1E+400");
    assertThat(numbers.element(3).decimal()).hasToString("-0.5");
  }
}
