package io.paceline.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExactAmountTest {

  @Test
  void anAmountHasTwoDecimalsAndMoreWhereItNeedsThem() {
    assertThat(ExactAmount.units(0)).isEqualTo("0.00");
    assertThat(ExactAmount.units(7_500_000)).isEqualTo("7.50");
    assertThat(ExactAmount.units(50)).isEqualTo("0.00005");
    assertThat(ExactAmount.units(-12_500_001)).isEqualTo("-12.500001");
    assertThat(ExactAmount.units(9_000_000_000_000_000L)).isEqualTo("9000000000.00");
    assertThat(ExactAmount.cpm(4_500)).isEqualTo("4.50");
    assertThat(ExactAmount.cpm(1)).isEqualTo("0.001");
  }

  @Test
  void noAmountLosesAMicro() {
    Random random = new Random(24);
    LongStream.concat(
            LongStream.of(Long.MIN_VALUE, Long.MAX_VALUE),
            LongStream.generate(() -> random.nextLong() >> random.nextInt(63)).limit(1_000))
        .forEach(
            micros -> {
              assertThat(exact(ExactAmount.units(micros), 6)).isEqualTo(micros);
              assertThat(exact(ExactAmount.cpm(micros), 3)).isEqualTo(micros);
            });
  }

  private static long exact(String text, int decimals) {
    return new BigDecimal(text).movePointRight(decimals).longValueExact();
  }
}
