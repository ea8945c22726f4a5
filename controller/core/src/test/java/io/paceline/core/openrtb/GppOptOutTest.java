package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GppOptOutTest {

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Header that lists section 7 alone. */
  private static final String US_NATIONAL = "DBABLA~";

  /**
   * A US national section of version 1 in which the user got every notice; {@code optOuts} has the
   * six bits of sale, sharing and targeted advertising, and all else is not applicable.
   */
  private static String national(String optOuts) {
    return US_NATIONAL + base64("000001" + "01".repeat(6) + optOuts + "00".repeat(18));
  }

  private static String base64(String bits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bits.length(); i += 6) {
      String digit = bits.substring(i, Math.min(i + 6, bits.length()));
      text.append(DIGITS.charAt(Integer.parseInt(digit + "0".repeat(6 - digit.length()), 2)));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "101010, false",
    "000000, false",
    "011010, true",
    "100110, true",
    "101001, true",
    "111010, true"
  })
  void theNationalSectionsOptOutsAreRead(String optOuts, boolean objects) {
    assertThat(GppOptOut.isOptedOut(national(optOuts), Set.of(7))).isEqualTo(objects);
    assertThat(GppOptOut.isOptedOut(national(optOuts), Set.of())).isEqualTo(objects);
  }

  @ParameterizedTest
  @CsvSource({"QA, false", "YA, true", "AA, true", "'', false"})
  void globalPrivacyControlIsAnObjection(String part, boolean objects) {
    String text = national("101010") + (part.isEmpty() ? "" : "." + part);
    assertThat(GppOptOut.isOptedOut(text, Set.of(7))).isEqualTo(objects);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "~", "DBABLA", "DBABLA~", "DBABLA~B", "DBABLA~D", "x", "DBABLA~BA~BA"})
  void whatCannotBeReadIsAnObjection(String gpp) {
    assertThat(GppOptOut.isOptedOut(gpp, Set.of(7))).isTrue();
  }

  @Property(seed = "1")
  void anyTextIsTaken(@ForAll String text) {
    assertThat(GppOptOut.isOptedOut(text, Set.of(8))).isTrue();
    assertThat(GppOptOut.isOptedOut("DBABLA~" + text, Set.of(2))).isFalse();
  }
}
