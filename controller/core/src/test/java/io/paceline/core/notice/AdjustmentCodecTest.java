package io.paceline.core.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.money.Micros;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdjustmentCodecTest {

  private static final String GOOD =
      "{\"id\":\"credit-17\",\"budget\":\"feet\",\"campaign\":\"shoes\",\"day\":\"2026-03-01\","
          + "\"amount\":-12.5,\"reason\":\"fraud, credited\",\"author\":\"anna\"}";
  private static final Adjustment CREDIT =
      new Adjustment(
          "credit-17", "feet", "shoes", "2026-03-01", -12_500_000, "fraud, credited", "anna");

  private final AdjustmentCodec codec = new AdjustmentCodec();

  private Adjustment decode(String json) throws InvalidAdjustmentException {
    return codec.decode(json.getBytes(UTF_8));
  }

  @Test
  void anAdjustmentIsReadAndComesBackAsItWasWritten() throws Exception {
    assertThat(decode(GOOD)).isEqualTo(CREDIT);
    for (Adjustment adjustment :
        new Adjustment[] {
          CREDIT,
          new Adjustment("a", "b", "b", null, Micros.MAX, "r", "me"),
          new Adjustment("a", "b", "b", null, -Micros.MAX, "r", "me"),
          new Adjustment("a", "b", "b", null, 1, "r", "me")
        }) {
      assertThat(codec.decode(codec.encode(adjustment))).isEqualTo(adjustment);
    }
  }

  @Test
  void theCampaignIsThatOfTheBudgetsNameUnlessAnotherIsNamed() throws Exception {
    assertThat(
            decode(
                "{\"id\":\"a\",\"budget\":\"shoes\",\"amount\":\"0.000001\",\"reason\":\"r\","
                    + "\"author\":\"me\"}"))
        .isEqualTo(new Adjustment("a", "shoes", "shoes", null, 1, "r", "me"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-12.5          | 0                       | other than 0",
        "-12.5          | 1e999999999             | amount: must be",
        "-12.5          | -1e17                   | amount: must be",
        "-12.5          | 0.0000001               | at most 6 decimals",
        "-12.5          | \"much\"                | amount: must be",
        "2026-03-01     | 2026-02-30              | day: must be",
        "2026-03-01     | 10000-01-01             | day: must be",
        "\"credit-17\"  | \"\"                      | id: is needed",
        "credit-17       | feet/17                 | id: must have no slash",
        "\"anna\"       | null                    | author: is needed",
        "reason         | reasn                   | reasn: is not a known field",
        "\"feet\"       | 5                       | budget: is needed",
      })
  void whatIsWrongIsToldWithItsField(String good, String bad, String told) {
    String json = GOOD.replace(good, bad);
    assertThat(json).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(InvalidAdjustmentException.class)
        .hasMessageContaining(told);
  }

  static Stream<AdjustmentAnswer> answers() {
    return Stream.of(
        new AdjustmentAnswer(CREDIT, null, 5, 6),
        new AdjustmentAnswer(CREDIT, "amount: takes back too much", -5, 6),
        new AdjustmentAnswer(new Adjustment("a", "b", "b", null, 1, "r", "me"), null, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerComesBackAsItWasWritten(AdjustmentAnswer answer) {
    byte[] json = AdjustmentAnswerCodec.encode(answer);
    assertThat(AdjustmentAnswerCodec.decode(json)).isEqualTo(answer);
    assertThat(new String(json, UTF_8))
        .contains("\"verdict\":\"" + (answer.fault() == null ? "BOOKED" : "REFUSED") + "\"");
    assertThatThrownBy(() -> AdjustmentAnswerCodec.decode("{}".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
