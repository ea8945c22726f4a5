package io.paceline.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.pacing.TrafficWeek;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelAnnouncementCodecTest {

  private static ModelAnnouncement announcement() {
    double[] shares = new double[96];
    Arrays.fill(shares, 1.0 / 96);
    return ModelAnnouncement.withEqualWeekdays("v7", "/models/v7", "abc", shares);
  }

  @Test
  void whatIsEncodedIsDecoded() {
    ModelAnnouncement decoded =
        ModelAnnouncementCodec.decode(ModelAnnouncementCodec.encode(announcement()));

    assertThat(decoded).usingRecursiveComparison().isEqualTo(announcement());
  }

  @Test
  void aWeekTravelsAndIsCheckedAndMayBeMissing() {
    ModelAnnouncement week =
        new ModelAnnouncement(
            "v7",
            "/models/v7",
            "abc",
            announcement().trafficShares(),
            TrafficWeek.uniform().shares());

    byte[] encoded = ModelAnnouncementCodec.encode(week);

    assertThat(ModelAnnouncementCodec.decode(encoded)).usingRecursiveComparison().isEqualTo(week);
    String text = new String(encoded, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> decode(text.replace("\"weekShares\":[", "\"weekShares\":[1,")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weekShares of a model announcement are no week")
        .hasMessageContaining("672 shares, not 673");
    assertThat(decode(text.replaceAll(",\"weekShares\":\\[[^]]*]", "")).weekShares()).isNull();
  }

  @Test
  void unknownFieldsAreIgnored() {
    String json = text().replace("{\"version\"", "{\"colour\":1,\"version\"");

    assertThat(decode(json).version()).isEqualTo("v7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"v7\"        | \"\"   | lacks version",
        "\"/models/v7\"| null   | lacks path",
        "\"abc\"       | \" \"  | lacks fingerprint",
        "[0.0104       | [1, 0.0104 | needs 96 trafficShares",
        "[0.0104       | [0.5104 | must sum to 1",
        "[0.0104       | [-0.0104 | must not be negative",
        "{             | [      | model announcement is not JSON",
      })
  void whatIsNoAnnouncementIsRefusedWithAReason(String from, String to, String reason) {
    String json = text().replaceFirst(Pattern.quote(from), to);
    assertThat(json).isNotEqualTo(text());

    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void nullIsRefused() {
    assertThatThrownBy(() -> decode("null")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String text() {
    return new String(ModelAnnouncementCodec.encode(announcement()), StandardCharsets.UTF_8);
  }

  private static ModelAnnouncement decode(String json) {
    return ModelAnnouncementCodec.decode(json.getBytes(StandardCharsets.UTF_8));
  }
}
