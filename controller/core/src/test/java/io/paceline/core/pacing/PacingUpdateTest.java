package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PacingUpdateTest {

  @Test
  void anotherReasonForTheSameStatusIsNews() {
    PacingUpdate update = PacingUpdates.numbered(2.5);
    PacingUpdate halted = update.withHalts(List.of("adx"));
    assertThat(halted.standing().status()).isEqualTo(update.standing().status());

    assertThat(update.isNewsAfter(null)).isTrue();
    assertThat(update.isNewsAfter(update)).isFalse();
    assertThat(halted.isNewsAfter(update)).isTrue();
    assertThat(update.isNewsAfter(halted)).isTrue();
    assertThat(update.withHalts(List.of("adx", "bidway")).isNewsAfter(halted)).isTrue();
    assertThat(update.withHalts(List.of("adx")).isNewsAfter(halted)).isFalse();
  }
}
