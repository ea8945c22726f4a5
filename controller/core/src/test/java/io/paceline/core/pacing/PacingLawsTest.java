package io.paceline.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacingLawsTest {

  @Test
  void everyLawIsFoundByTheNameThatItGivesItself() {
    assertThat(PacingLaws.ALL).extracting(PacingLaws.Choice::name).doesNotHaveDuplicates();
    for (PacingLaws.Choice choice : PacingLaws.ALL) {
      assertThat(PacingLaws.of(choice.name()).name()).isEqualTo(choice.name());
      assertThat(choice.create().apply(MarketPrior.wide(5_000)).name()).isEqualTo(choice.name());
      assertThat(PacingLaws.names()).contains(choice.name());
      assertThat(choice.name()).hasSizeBetween(1, 20);
      assertThat(choice.description()).hasSizeBetween(1, 56);
    }
  }

  @Test
  void aMultiplierIsLimitedToTheRangeThatALawMayUse() {
    PacingObservation now = PacingObservation.ofSpend(0, 0, 1, 1, 0, 0, 0, 2_000);
    assertThat(PacingLaw.bounded(0, now)).isEqualTo(0.2);
    assertThat(PacingLaw.bounded(400, now)).isEqualTo(400);
    assertThat(PacingLaw.bounded(Double.POSITIVE_INFINITY, now)).isEqualTo(2_000_000);
    PacingObservation nothing = PacingObservation.ofSpend(0, 0, 1, 1, 0, 0, 0, 0);
    assertThat(PacingLaw.bounded(0, nothing)).isPositive();
  }

  @Test
  void anUnknownLawIsRefusedWithTheNamesOfAll() {
    assertThatThrownBy(() -> PacingLaws.of("best"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no pacing law \"best\"; take one of " + PacingLaws.names());
  }
}
