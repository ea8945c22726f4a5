package io.paceline.deploy.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.paceline.deploy.cli.UserFacingException;
import org.junit.jupiter.api.Test;

class RepliesTest {

  private static final long MILLI = 1_000_000L;

  @Test
  void ratesFollowEachOtherWithoutAGapOrADoubleInstant() {
    long[] calm = OpenLoop.evenly(new long[0], 10, 1);
    long[] due = OpenLoop.evenly(calm, 100, 0.05);

    assertThat(calm).hasSize(10).startsWith(0, 100 * MILLI).endsWith(900 * MILLI);
    assertThat(due)
        .hasSize(15)
        .startsWith(calm)
        .endsWith(910 * MILLI, 920 * MILLI, 930 * MILLI, 940 * MILLI, 950 * MILLI);
  }

  @Test
  void figuresAreThoseOfTheWindowAndOfAnsweredRequests() {
    long[] due = OpenLoop.evenly(new long[0], 1, 5);
    Replies replies =
        new Replies(
            due,
            new long[] {900 * MILLI, 2 * MILLI, -1, 4 * MILLI, 700 * MILLI},
            new int[] {0, 1, 1, 1, 0});

    assertThat(replies.unanswered()).isEqualTo(1);
    assertThat(replies.at(0.5)).isEqualTo(1);
    assertThat(replies.at(9)).isEqualTo(5);
    assertThat(replies.percentiles(1, 4).p99Millis()).isCloseTo(4, within(0.01));
    assertThat(replies.count(1, 0, 5)).as("the unanswered one has no kind").isEqualTo(2);
    assertThat(replies.count(1, 0, 2)).isEqualTo(1);
  }

  @Test
  void theFirstAnswerOfAKindIsFoundOrMissing() {
    Replies replies =
        new Replies(
            OpenLoop.evenly(new long[0], 1, 4),
            new long[] {2 * MILLI, -1, 4 * MILLI, MILLI},
            new int[] {1, 1, 0, 1});

    assertThat(replies.first(1, 0)).isZero();
    assertThat(replies.first(1, 1)).as("the unanswered one has no kind").isEqualTo(3);
    assertThat(replies.first(0, 3)).as("none from there on").isEqualTo(-1);
  }

  @Test
  void aWindowWithoutAnswersHasNoPercentiles() {
    Replies replies =
        new Replies(OpenLoop.evenly(new long[0], 1, 2), new long[] {-1, MILLI}, new int[2]);

    assertThatThrownBy(() -> replies.percentiles(0, 1))
        .isInstanceOf(UserFacingException.class)
        .hasMessageContaining("none of the requests 0 to 1");
  }

  @Test
  void anAnswersKindIsSeenWithoutDecodingIt() {
    byte[] bid =
        "{\"seatbid\":[],\"ext\":{\"paceline\":{\"modelVersion\":\"m2\"}}}".getBytes(UTF_8);
    byte[] late = "{\"ext\":{\"paceline\":{\"reason\":\"DEADLINE\"}}}".getBytes(UTF_8);
    byte[] broke = "{\"ext\":{\"paceline\":{\"reason\":\"BUDGET\"}}}".getBytes(UTF_8);

    assertThat(AnswerKind.of(bid)).isEqualTo(AnswerKind.BID);
    assertThat(AnswerKind.of(late)).isEqualTo(AnswerKind.DEADLINE);
    assertThat(AnswerKind.of(broke)).isEqualTo(AnswerKind.OTHER);
    assertThat(AnswerKind.isScoredBy(bid, "m2")).isTrue();
    assertThat(AnswerKind.isScoredBy(bid, "m")).isFalse();
  }
}
