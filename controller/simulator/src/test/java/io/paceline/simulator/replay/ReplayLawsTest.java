package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.paceline.core.pacing.PacingLaws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayLawsTest {

  private static final Landscape LANDSCAPE = Logs.landscape();
  private static final double COST_MICROS = 5_000;

  @Test
  void everyLawOfLiveBudgetsCanBeReplayed() {
    assertThat(ReplayLaws.ALL)
        .extracting(ReplayLaw::name)
        .containsAll(PacingLaws.ALL.stream().map(PacingLaws.Choice::name).toList())
        .contains("rlb", "pid", "water-level", "linkedin", "lin")
        .doesNotHaveDuplicates();
    assertThat(ReplayLaws.DEFAULT.name()).isEqualTo(PacingLaws.DEFAULT);
  }

  @Test
  void everyLawIsWhatItsNameSays() {
    assertThat(ReplayLaws.ALL)
        .allSatisfy(
            law -> {
              assertThat(law.maker().make(LANDSCAPE, COST_MICROS).name()).isEqualTo(law.name());
              assertThat(law.description()).isNotBlank();
            });
  }

  @Test
  void namesAreReadInTheirOrderInCapitalsOrNot() {
    assertThat(ReplayLaws.parse("none, RLB ,none,Dual-Mirror-Descent"))
        .extracting(ReplayLaw::name)
        .containsExactly("none", "rlb", "dual-mirror-descent");
    assertThat(ReplayLaws.parse(" All ")).isEqualTo(ReplayLaws.ALL);
  }

  @Test
  void anUnknownLawIsToldWithTheNamesOfAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayLaws.parse("pid,best"))
        .withMessage(
            "there is no law \"best\"; take all or some of "
                + String.join(",", ReplayLaws.ALL.stream().map(ReplayLaw::name).toList()));
  }

  @ParameterizedTest
  @CsvSource({
    "none, 100_000, 100_000",
    "linkedin, MEAN, MEAN",
    "lin, PRIOR, 60_000",
    "resolving, PRIOR, PRIOR",
    "dual-mirror-descent, PRIOR, PRIOR",
    "rlb, PRIOR, PRIOR",
    "pid, PRIOR, PRIOR",
    "water-level, PRIOR, PRIOR",
  })
  void aLawStartsByTrainingDataAndOnlyLinByItsBaseBid(String name, String free, String given) {
    ReplayLaw law = ReplayLaws.parse(name).get(0);

    assertThat(law.first().micros(LANDSCAPE, COST_MICROS, Double.NaN)).isEqualTo(micros(free));
    assertThat(law.first().micros(LANDSCAPE, COST_MICROS, 60)).isEqualTo(micros(given));
  }

  @Test
  void onlyLinAndRlbHaveBiddersOfTheirOwnForPublished() {
    assertThat(ReplayLaws.ALL.stream().filter(law -> law.ownBidder() != null))
        .extracting(ReplayLaw::name)
        .containsExactlyInAnyOrder("lin", "rlb");
  }

  private static double micros(String expected) {
    return switch (expected) {
      case "MEAN" -> LANDSCAPE.meanPrice() * 1_000;
      case "PRIOR" -> LogUnits.prior(LANDSCAPE).multiplierFor(COST_MICROS, 100_000);
      default -> Double.parseDouble(expected.replace("_", ""));
    };
  }
}
