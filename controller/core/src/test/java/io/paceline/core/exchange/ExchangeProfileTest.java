package io.paceline.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ExchangeProfileTest {

  private static final ExchangeProfile ALL =
      new ExchangeProfile(
          Billing.WIN, 2_000, 9_000, 1, PriceUnit.MICROS, "EUR", 10, false, ZoneId.of("UTC"));

  @Test
  void aBuilderSetsEachComponentAndKeepsTheOthers() {
    ExchangeProfile usual = ExchangeProfile.ofOpenRtb(60_000, 3_600_000);

    assertThat(
            usual.toBuilder()
                .billing(Billing.WIN)
                .windows(2_000, 9_000)
                .auctionType(1)
                .priceUnit(PriceUnit.MICROS)
                .priceCurrency("EUR")
                .priceStepMicros(10)
                .tellsLosses(false)
                .reportZone(ZoneId.of("UTC"))
                .build())
        .isEqualTo(ALL);
    assertThat(ALL.toBuilder().build()).isEqualTo(ALL);
    assertThat(usual.toBuilder().build()).isEqualTo(usual);
  }

  @Test
  void whatIsOutOfBoundsIsRefusedWithItsBounds() {
    ExchangeProfile.Builder builder = ALL.toBuilder();

    assertThatThrownBy(
            () -> builder.priceStepMicros(ExchangeProfile.LARGEST_STEP_MICROS + 1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the step of prices must be from 1 to 1000 micros");
    assertThatThrownBy(() -> builder.priceStepMicros(0).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                builder
                    .priceStepMicros(1)
                    .windows(1, ExchangeProfile.LONGEST_WINDOW_MILLIS + 1)
                    .build())
        .hasMessage("windows must be at most 400 days");
  }
}
