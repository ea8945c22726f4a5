package io.paceline.core.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DeviceTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (iPhone; CPU iPhone OS 10_0 like Mac OS X) Mobile/14A | PHONE",
        "Mozilla/5.0 (iPad; CPU OS 9_0 like Mac OS X) Mobile/13A           | TABLET",
        "Mozilla/5.0 (Linux; Android 9; SM-G960F) Chrome/80 Mobile Safari  | PHONE",
        "Mozilla/5.0 (Linux; Android 9; SM-T510) Chrome/80 Safari          | TABLET",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/80               | DESKTOP",
        "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Tablet PC 2.0) | DESKTOP",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Safari              | DESKTOP",
        "Mozilla/5.0 (X11; Linux x86_64) Chrome/80                         | DESKTOP",
        "Mozilla/5.0 (SMART-TV; Linux; Tizen 4.0)                          | TV",
        "curl/8                                                            | UNKNOWN",
      })
  void aDeviceIsGuessedFromItsUserAgent(String ua, DeviceType type) {
    assertThat(DeviceType.guessedFrom(ua)).isEqualTo(type);
  }

  @Test
  void noUserAgentTellsNothing() {
    assertThat(DeviceType.guessedFrom(null)).isEqualTo(DeviceType.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1,PHONE", "2,DESKTOP", "3,TV", "4,PHONE", "5,TABLET", "6,TV", "7,TV", "8,UNKNOWN"})
  void aCodeNamesItsKind(int code, DeviceType type) {
    assertThat(DeviceType.ofCode(code)).isEqualTo(type);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindComesBackFromTheCodeWrittenForIt(DeviceType type) {
    assertThat(DeviceType.ofCode(type.code())).isEqualTo(type);
  }
}
