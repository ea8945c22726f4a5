package io.paceline.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CurrencyTableTest {

  private static final CurrencyTable TABLE = CurrencyTable.parse("USD", "EUR=1.08, cny = 0.14");

  @ParameterizedTest
  @CsvSource({
    "1, USD, 1000",
    "0.001, USD, 1",
    "0.0011, USD, 2",
    "0, EUR, 0",
    "2.5, EUR, 2700",
    "1, CNY, 140",
    "0.1, EUR, 108",
    "1000000000, EUR, 1080000000000",
    "0.0000001, CNY, 1"
  })
  void cpmBecomesMicrosPerImpressionRoundedUp(BigDecimal cpm, String currency, long micros) {
    assertThat(TABLE.microsRoundedUp(cpm, currency)).isEqualTo(micros);
  }

  @Test
  void whatNoHonestPriceIsIsRefused() {
    assertThatThrownBy(() -> TABLE.microsRoundedUp(new BigDecimal("-1"), "USD"))
        .hasMessage("must not be negative, got -1");
    assertThatThrownBy(() -> TABLE.microsRoundedUp(new BigDecimal("1e2000000000"), "USD"))
        .hasMessageStartingWith("is absurdly high");
    assertThatThrownBy(() -> TABLE.microsRoundedUp(BigDecimal.ONE, "XYZ"))
        .hasMessageContaining("XYZ");
  }

  @Test
  void aTableIsReadAsOptionsWriteIt() {
    assertThat(TABLE)
        .isEqualTo(
            new CurrencyTable(
                "USD", Map.of("EUR", new BigDecimal("1.08"), "CNY", new BigDecimal("0.14"))));
    assertThat(CurrencyTable.parse("usd", "")).isEqualTo(CurrencyTable.USD);
    assertThat(TABLE.knows("USD")).isTrue();
    assertThat(TABLE.knows("EUR")).isTrue();
    assertThat(TABLE.knows("XYZ")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EUR          | cannot read the currency rate 'EUR'; write it like EUR=1.08",
        "EUR=x        | cannot read the currency rate 'EUR=x'; write it like EUR=1.08",
        "EUR=0        | the rate of EUR must lie between 0.000001 and 1000000, got 0",
        "EUR=-1       | the rate of EUR must lie between 0.000001 and 1000000, got -1",
        "EURO=1       | a currency is three capital letters like EUR, got 'EURO'",
        "USD=1        | USD is the base currency and needs no rate; leave it out",
        "EUR=1,EUR=2  | the currency EUR has two rates",
      })
  void aTableThatCannotBeReadSaysWhichPart(String rates, String message) {
    assertThatThrownBy(() -> CurrencyTable.parse("USD", rates)).hasMessage(message);
  }

  @Property(seed = "1")
  void everyAmountSurvivesTheWayToCpmAndBack(
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long micros,
      @ForAll @BigRange(min = "0.001", max = "1000") @Scale(6) BigDecimal rate) {
    CurrencyTable table = new CurrencyTable("USD", Map.of("EUR", rate));
    assertThat(table.microsRoundedUp(table.cpm(micros, "EUR"), "EUR")).isEqualTo(micros);
    assertThat(table.microsRoundedUp(CurrencyTable.cpm(micros), "USD")).isEqualTo(micros);
  }
}
