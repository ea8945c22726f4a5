package io.paceline.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandscapeTest {

  @TempDir private Path folder;

  @Test
  void theHistogramIsSmoothedByOneImpressionABin() throws IOException {
    Landscape landscape =
        read(
            "{\"imp_train\":10,\"clk_train\":2,\"cost_train\":40,"
                + "\"price_counter_train\":[0,7,3],\"field\":56}");

    assertThat(landscape.smoothedDensity())
        .containsExactly(new double[] {1 / 13.0, 8 / 13.0, 4 / 13.0}, within(1e-15));
    assertThat(landscape.meanPrice()).isEqualTo(4);
    assertThat(landscape.clickRate()).isEqualTo(0.2);
    assertThat(landscape.costPerClick()).isEqualTo(20);
    assertThat(landscape.maxPrice()).isEqualTo(2);
  }

  @Test
  void whatIsNoLandscapeIsToldInOneSentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"imp_train\":10,\"clk_train\":2,\"cost_train\":40}"))
        .withMessageContaining("price_counter_train is no array");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"price_counter_train\":[1,2],\"imp_train\":\"x\"}"))
        .withMessageContaining("imp_train is no whole number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("not json"))
        .withMessageContaining("cannot be read as JSON");
  }

  @Test
  void fractionsAreKeptAsTyped() {
    assertThat(Fraction.parse("1/32")).isEqualTo(new Fraction("1/32", 0.03125));
    assertThat(Fraction.parse(" .25 ")).isEqualTo(new Fraction(".25", 0.25));
    assertThatIllegalArgumentException().isThrownBy(() -> Fraction.parse("0"));
    assertThatIllegalArgumentException().isThrownBy(() -> Fraction.parse("1/0"));
    assertThatIllegalArgumentException().isThrownBy(() -> Fraction.parse("half"));
  }

  private Landscape read(String json) throws IOException {
    return Landscape.read(
        Files.writeString(folder.resolve("info.json"), json, StandardCharsets.UTF_8));
  }
}
