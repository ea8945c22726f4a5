package io.paceline.core.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExchangeStatusCodecTest {

  private static ExchangeStatus decode(String json) {
    return ExchangeStatusCodec.decode(json.getBytes(UTF_8));
  }

  @Test
  void aStatusComesBackAsItWasWritten() {
    ExchangeStatus halted =
        new ExchangeStatus("adx", ExchangeStatus.State.HALTED, 7, "too much is missing", 900, 11);

    assertThat(new String(ExchangeStatusCodec.encode(halted), UTF_8))
        .isEqualTo(
            "{\"exchange\":\"adx\",\"state\":\"HALTED\",\"atMillis\":7,"
                + "\"reason\":\"too much is missing\",\"billedMicros\":900,"
                + "\"unaccountedMicros\":11}");
    assertThat(ExchangeStatusCodec.decode(ExchangeStatusCodec.encode(halted))).isEqualTo(halted);
  }

  @Test
  void peopleMayWriteTheExchangeAndItsStateAlone() {
    assertThat(decode("{\"exchange\":\"AdX\",\"state\":\"bidding\"}"))
        .isEqualTo(ExchangeStatus.bidding("adx", 0, "no reason is given"));
  }

  @Test
  void whatIsNoStatusIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> decode("{\"exchange\":\"adx\",\"state\":\"PERHAPS\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("state must be BIDDING or HALTED, got PERHAPS");
    assertThatThrownBy(() -> decode("{\"state\":\"HALTED\"}")).hasMessageContaining("exchange");
    assertThatThrownBy(
            () -> decode("{\"exchange\":\"a\",\"state\":\"HALTED\",\"atMillis\":\"soon\"}"))
        .hasMessageContaining("atMillis must be a whole number");
    assertThatThrownBy(() -> decode("[]")).isInstanceOf(IllegalArgumentException.class);
  }
}
