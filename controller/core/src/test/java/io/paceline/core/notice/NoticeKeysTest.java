package io.paceline.core.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NoticeKeysTest {

  private static final String SECRET = "0123456789abcdef";

  @Test
  void keysAreReadInTheirOrderAndASecretMayHaveColons() {
    assertThat(NoticeKeys.parse("7:" + SECRET + ", 255:with:colons:inside").keys())
        .containsExactly(
            new NoticeKeys.Key(7, SECRET), new NoticeKeys.Key(255, "with:colons:inside"));
    assertThat(NoticeKeys.of(SECRET)).isEqualTo(NoticeKeys.parse("0:" + SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                                        | at least one key must sign notices",
        "0123456789abcdef                          | the key at place 1 that signs notices must be written like 1:SECRET",
        "1:0123456789abcdef,x:0123456789abcdef     | the key at place 2 that signs notices must be written like 1:SECRET",
        "1:0123456789abcdef,1:fedcba9876543210     | two keys that sign notices have the id 1",
        "256:0123456789abcdef                      | the id of a key that signs notices must be from 0 to 255, got 256",
        "3:short                                   | the secret of key 3 that signs notices must have at least 16 bytes, got 5",
      })
  void whatIsNoListOfKeysIsRefusedInOneSentence(String text, String sentence) {
    assertThatThrownBy(() -> NoticeKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void keysDoNotTellTheirSecret() {
    assertThat(NoticeKeys.of(SECRET).toString()).doesNotContain(SECRET);
  }
}
