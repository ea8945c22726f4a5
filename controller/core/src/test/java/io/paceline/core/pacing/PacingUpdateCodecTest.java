package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PacingUpdateCodecTest {

  private static final PacingUpdate UPDATE =
      new PacingUpdate(
          "shoes",
          1,
          2,
          3,
          4,
          5,
          6,
          7,
          0.5,
          0.25,
          812.5,
          1.25,
          true,
          PacingStatus.BEHIND,
          "5.0 % behind",
          8,
          9,
          10,
          11,
          12,
          13);

  @Test
  void anUpdateSurvivesTheRoundTrip() {
    assertThat(PacingUpdateCodec.decode(PacingUpdateCodec.encode(UPDATE))).isEqualTo(UPDATE);
  }

  @Test
  void namesAreThoseOfTheComponents() {
    assertThat(text())
        .isEqualTo(
            "{\"budgetId\":\"shoes\",\"atMillis\":1,\"periodStartMillis\":2,\"budgetMicros\":3,"
                + "\"periodSpendMicros\":4,\"totalSpendMicros\":5,\"wonMicros\":6,"
                + "\"openMicros\":7,\"planShare\":0.5,\"spendShare\":0.25,"
                + "\"multiplierMicros\":812.5,\"push\":1.25,\"canBid\":true,"
                + "\"status\":\"BEHIND\",\"statusReason\":\"5.0 % behind\",\"bids\":8,\"wins\":9,\"billings\":10,\"losses\":11,"
                + "\"expired\":12,\"clicks\":13}");
  }

  @Test
  void unknownNamesAreIgnored() {
    assertThat(decode(text().replace("{", "{\"later\":{\"x\":[1]},"))).isEqualTo(UPDATE);
  }

  @Test
  void anUpdateOfBeforeThereWereReasonsIsRead() {
    String older = text().replace("\"statusReason\":\"5.0 % behind\",", "");
    assertThat(decode(older).statusReason()).isEmpty();
    assertThat(decode(older).bids()).isEqualTo(UPDATE.bids());
  }

  @Test
  void badInputIsToldWithItsPlace() {
    refused("", "empty");
    refused("garbage", "not JSON");
    refused("null", "null");
    refused("[]", "pacing update");
    refused(text() + "x", "pacing update");
    refused(text().replace("\"push\":1.25,", ""), "push");
    refused(text().replace("\"bids\":8", "\"bids\":null"), "bids");
    refused(text().replace("\"bids\":8", "\"bids\":8.5"), "bids");
    refused(text().replace("\"bids\":8", "\"bids\":\"8\""), "bids");
    refused(text().replace("BEHIND", "SLEEPY"), "status");
    refused(text().replace("\"shoes\"", "\" \""), "budgetId");
    refused(text().replace("\"push\":1.25", "\"push\":\"NaN\""), "push");
  }

  @Test
  void anInfiniteMultiplierIsNotWritten() {
    PacingUpdate infinite =
        new PacingUpdate(
            "shoes",
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            0.5,
            0.25,
            Double.POSITIVE_INFINITY,
            1.25,
            true,
            PacingStatus.BEHIND,
            "5.0 % behind",
            8,
            9,
            10,
            11,
            12,
            13);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PacingUpdateCodec.encode(infinite))
        .withMessageContaining("multiplierMicros");
  }

  private static void refused(String json, String place) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode(json))
        .withMessageContaining(place);
  }

  private static String text() {
    return new String(PacingUpdateCodec.encode(UPDATE), StandardCharsets.UTF_8);
  }

  private static PacingUpdate decode(String json) {
    return PacingUpdateCodec.decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
