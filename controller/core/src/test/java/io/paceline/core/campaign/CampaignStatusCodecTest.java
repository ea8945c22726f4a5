package io.paceline.core.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignStatusCodecTest {
  private static final CampaignStatus REFUSED =
      new CampaignStatus(
          "shoes",
          3,
          CampaignStatus.State.PAUSED,
          "feet",
          17,
          CampaignAnswer.Verdict.REFUSED,
          "version: must be above 3",
          1_772_000_000_000L);

  @Test
  void whatIsWrittenIsRead() {
    CampaignStatus stop = CampaignStatus.ofStop(true, 4, 5);
    for (CampaignStatus status : List.of(REFUSED, stop)) {
      assertThat(CampaignStatusCodec.decode(CampaignStatusCodec.encode(status))).isEqualTo(status);
    }
    assertThat(new String(CampaignStatusCodec.encode(stop), UTF_8))
        .isEqualTo(
            "{\"id\":\"*\",\"version\":0,\"state\":\"STOPPED\",\"offset\":4,"
                + "\"verdict\":\"STOPPED\",\"atMillis\":5}");
  }

  @Test
  void whatIsNoStatusIsRefusedWithThePlace() {
    String json = new String(CampaignStatusCodec.encode(REFUSED), UTF_8);
    for (String wrong :
        List.of(
            json.replace("\"PAUSED\"", "\"ASLEEP\""), json.replace(":17,", ":\"x\","), "{}", "x")) {
      assertThatThrownBy(() -> CampaignStatusCodec.decode(wrong.getBytes(UTF_8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("campaign status");
    }
  }
}
