package io.paceline.core.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendReportCodecTest {

  private static final long SIX = Instant.parse("2026-03-01T18:00:00Z").toEpochMilli();
  private static final long RECEIVED = SIX + 60_000;

  private final SpendReportCodec codec = new SpendReportCodec();

  private SpendReport decode(String json) throws InvalidSpendReportException {
    return codec.decode(json.replace('\'', '"').getBytes(UTF_8), RECEIVED);
  }

  @Test
  void aReportOfADayIsRead() throws Exception {
    assertThat(
            decode(
                "{'exchange': 'adx', 'campaign': 'shoes', 'day': '2026-03-01',"
                    + " 'upTo': '2026-03-01T19:00:00+01:00', 'amount': 312.405}"))
        .isEqualTo(new SpendReport("adx", "shoes", "shoes", "2026-03-01", SIX, 312_405_000, false));
  }

  @Test
  void aFinalReportOfASharedBudgetIsRead() throws Exception {
    assertThat(
            decode(
                "{'exchange': 'adx', 'campaign': 'boots', 'budget': 'feet', 'upTo': "
                    + SIX
                    + ", 'amount': '1500.25', 'final': true}"))
        .isEqualTo(new SpendReport("adx", "boots", "feet", null, SIX, 1_500_250_000, true));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    SpendReport report = new SpendReport("adx", "boots", "feet", "2026-03-01", SIX, 7, true);

    assertThat(codec.decode(codec.encode(report), RECEIVED)).isEqualTo(report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                                                       | is not JSON",
        "[]                                                                      | must be an object",
        "null                                                                    | must be an object",
        "{'campaign':'s','upTo':1,'amount':1}                                    | exchange: is needed",
        "{'exchange':'x','upTo':1,'amount':1}                                    | campaign: is needed",
        "{'exchange':'x','campaign':7,'upTo':1,'amount':1}                       | campaign: is needed, as text, got 7",
        "{'exchange':'x','campaign':'s','budget':'','upTo':1,'amount':1}         | budget: is needed",
        "{'exchange':'x','campaign':'s','amount':1}                              | upTo: must be a time",
        "{'exchange':'x','campaign':'s','upTo':'noon','amount':1}                | upTo: must be a time",
        "{'exchange':'x','campaign':'s','upTo':'2027-03-01T00:00Z','amount':1}   | upTo: must not be later than the report itself",
        "{'exchange':'x','campaign':'s','upTo':1}                                | amount: must be a number",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':-1}                    | amount: must be a number",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1e999999999}           | amount: must be a number",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':9223372036854.775808}  | amount: must be a number of currency units from 0 to 100000000000.000000",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':100000000000.000001}   | amount: must be a number of currency units from 0 to 100000000000.000000",
        "{'exchange':'x','campaign':'s','upTo':9223372036854775807,'amount':1}   | upTo: must be a time",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1,'day':'+999999999-12-31'} | day: must be a date",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1,'day':'-999999999-01-01'} | day: must be a date",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1,'day':'1969-12-31'}  | day: must be a date",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':0.1234567}             | at most 6 decimals",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1,'day':'1 March'}     | day: must be a date",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1,'final':'yes'}       | final: must be true or false",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1,'ammount':2}         | ammount: is not a known field",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1,'amount':2}          | is not JSON",
        "{'exchange':'x','campaign':'s','upTo':1,'amount':1} x                   | is not JSON",
      })
  void aFaultIsToldWithItsPlace(String json, String told) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(InvalidSpendReportException.class)
        .hasMessageContaining(told);
  }
}
