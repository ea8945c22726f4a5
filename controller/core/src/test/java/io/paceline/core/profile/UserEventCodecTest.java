package io.paceline.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UserEventCodecTest {
  private static final String KEY = "9f86d081884c7d65";
  private static final long NOON = 1_772_366_400_000L;

  private final UserEventCodec codec = new UserEventCodec();

  private UserEvent decode(String json) throws InvalidUserEventException {
    return codec.decode(json.getBytes(UTF_8));
  }

  @Test
  void timesAreWrittenInEitherForm() throws Exception {
    UserEvent view = new UserEvent(KEY, UserEventType.VIEW, null, null, NOON);
    String start = "{\"userKey\": \"" + KEY + "\", \"type\": \"view\", \"shop\": 7, \"at\": ";

    assertThat(decode(start + NOON + "}")).isEqualTo(view);
    assertThat(decode(start + "\"2026-03-01T12:00:00Z\"}")).isEqualTo(view);
    assertThat(decode(start + "\"2026-03-01T13:00+01:00\"}")).isEqualTo(view);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsReadBackEqual(UserEventType type) throws Exception {
    UserEvent event = new UserEvent(KEY, type, "shoes", "IAB18-2", NOON + 7);

    assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                            | a user event is not JSON at line 1
          ``                           | a user event is empty
          []                           | a user event must be an object in { }, got []
          {"type": "view", "at": 1}    | userKey: must be the user's hashed key
          {"userKey": "joe@mail.example", "type": "view", "at": 1} | userKey: must be the user's hashed key
          {"userKey": "9f86d081884c7d65", "type": "seen", "at": 1} | type: must be view, click, impression or conversion, got "seen"
          {"userKey": "9f86d081884c7d65", "type": "click", "at": 1} | campaign: must be the id of the campaign for type click
          {"userKey": "9f86d081884c7d65", "type": "view", "category": "shoes", "at": 1} | category: must be an IAB category such as IAB18-2, got "shoes"
          {"userKey": "9f86d081884c7d65", "type": "view"} | at: must be a time such as
          {"userKey": "9f86d081884c7d65", "type": "view", "at": "noon"} | at: must be a time such as
          {"userKey": "9f86d081884c7d65", "type": "view", "at": -1} | at: must be a time such as
          """)
  void anUnusableEventIsRefusedWithItsReason(String json, String reason) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(InvalidUserEventException.class)
        .hasMessageStartingWith(reason)
        .message()
        .doesNotContain("joe@mail");
  }
}
