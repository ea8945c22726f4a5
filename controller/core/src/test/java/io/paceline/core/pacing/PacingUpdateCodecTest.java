package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PacingUpdateCodecTest {

  private static final PacingUpdate UPDATE = PacingUpdates.numbered(812.5);

  @Test
  void anUpdateSurvivesTheRoundTrip() {
    assertThat(PacingUpdateCodec.decode(PacingUpdateCodec.encode(UPDATE))).isEqualTo(UPDATE);
  }

  @Test
  void theObjectIsFlatAndItsNamesAreThoseOfTheSqlTable() {
    assertThat(text())
        .isEqualTo(
            "{\"budgetId\":\"shoes\",\"atMillis\":1,\"periodStartMillis\":2,\"budgetMicros\":3,"
                + "\"periodSpendMicros\":4,\"totalSpendMicros\":5,\"wonMicros\":6,"
                + "\"openMicros\":7,\"targetSpendShare\":0.5,\"spendShare\":0.25,"
                + "\"pacingMultiplier\":812.5,\"push\":1.25,\"canBid\":true,"
                + "\"status\":\"BEHIND\",\"statusReason\":\"5.0 % behind\",\"bids\":8,"
                + "\"wins\":9,\"billings\":10,\"losses\":11,"
                + "\"expired\":12,\"clicks\":13}");
  }

  @Test
  void unknownNamesAreIgnored() {
    assertThat(decode(text().replace("{", "{\"later\":{\"x\":[1]},"))).isEqualTo(UPDATE);
  }

  @Test
  void anUpdateOfBeforeThereWereReasonsIsRead() {
    String older = text().replace("\"statusReason\":\"5.0 % behind\",", "");
    assertThat(decode(older).standing().reason()).isEmpty();
    assertThat(decode(older).counts()).isEqualTo(UPDATE.counts());
  }

  @Test
  void badInputIsToldWithItsPlace() {
    refused("", "pacing update is empty");
    refused("garbage", "pacing update is not JSON at line 1");
    refused("null", "pacing update must be an object in { }, got null");
    refused("[]", "pacing update must be an object in { }, got []");
    refused(text() + "x", "pacing update is not JSON");
    refused(text().replace("\"push\":1.25,", ""), "push: must be a number, got nothing");
    refused(
        text().replace("\"bids\":8", "\"bids\":null"), "bids: must be a whole number, got null");
    refused(text().replace("\"bids\":8", "\"bids\":8.5"), "bids: must be a whole number, got 8.5");
    refused(text().replace("\"bids\":8", "\"bids\":\"8\""), "bids: must be a whole number");
    refused(
        text().replace("\"canBid\":true", "\"canBid\":1"), "canBid: must be true or false, got 1");
    refused(text().replace("BEHIND", "SLEEPY"), "status: is no status that Paceline knows");
    refused(text().replace("\"shoes\"", "\" \""), "budgetId: must not be blank");
    refused(text().replace("\"push\":1.25", "\"push\":\"NaN\""), "push: must be a number");
    refused(text().replace("\"push\":1.25", "\"push\":1e999"), "push: must be a finite number");
  }

  @Test
  void anInfiniteMultiplierIsNotWritten() {
    PacingUpdate infinite = PacingUpdates.numbered(Double.POSITIVE_INFINITY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PacingUpdateCodec.encode(infinite))
        .withMessageContaining("pacingMultiplier");
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
