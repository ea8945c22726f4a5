package io.paceline.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MicrosTest {

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

  @Property(seed = "1")
  void aSumStopsAtTheEnds(@ForAll long a, @ForAll long b) {
    BigInteger exact = BigInteger.valueOf(a).add(BigInteger.valueOf(b));

    assertThat(Micros.plus(a, b)).isEqualTo(exact.min(MOST).max(LEAST).longValueExact());
  }

  @Property(seed = "3")
  void aDifferenceStopsAtTheEnds(@ForAll long a, @ForAll long b) {
    BigInteger exact = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b));

    assertThat(Micros.minus(a, b)).isEqualTo(exact.min(MOST).max(LEAST).longValueExact());
  }

  @Property(seed = "2")
  void aProductStopsAtTheEnd(
      @ForAll @LongRange(min = 0) long a, @ForAll @LongRange(min = 0) long b) {
    BigInteger exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));

    assertThat(Micros.times(a, b)).isEqualTo(exact.min(MOST).longValueExact());
  }

  @Test
  void aPriceThatComesToMoreThanTheLargestAmountIsRefused() {
    CurrencyTable table = new CurrencyTable("VND", Map.of("BTC", new BigDecimal("1000000")));

    assertThat(table.microsRoundedUp(new BigDecimal("100000000"), "BTC")).isEqualTo(Micros.MAX);
    assertThatThrownBy(() -> table.microsRoundedUp(new BigDecimal("100000001"), "BTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absurdly high");
  }
}
