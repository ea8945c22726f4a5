package io.paceline.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InlineScoringTest {

  private static final long CALL = 50_000;

  private final InlineScoring inlineScoring = new InlineScoring();
  private long now = 1_000_000_000L;

  private boolean after(long gapNanos) {
    now += gapNanos;
    return inlineScoring.scoresHere(now);
  }

  private boolean afterMany(int requests, long gapNanos) {
    boolean here = false;
    for (int i = 0; i < requests; i++) {
      here = after(gapNanos);
    }
    return here;
  }

  @Test
  void beforeTheFirstCallNobodyKnowsWhatOneTakes() {
    assertThat(afterMany(20, 100 * CALL)).isFalse();
  }

  @Test
  void requestsFarApartAreScoredWhereTheyCome() {
    inlineScoring.called(CALL);

    assertThat(afterMany(20, 3 * CALL)).isTrue();
  }

  @Test
  void requestsInQuickSuccessionAreNot() {
    inlineScoring.called(CALL);

    assertThat(afterMany(20, 3 * CALL / 2)).isFalse();
  }

  @Test
  void aBurstIsNoticedWithinFiveRequestsHoweverLongTheSilenceBeforeIt() {
    inlineScoring.called(CALL);
    afterMany(20, 10_000 * CALL);

    assertThat(afterMany(5, CALL / 10)).isFalse();
  }

  @Test
  void aModelThatBecomesSlowIsLeftToTheThreadUntilItIsQuickAgain() {
    inlineScoring.called(CALL);
    assertThat(afterMany(20, 4 * CALL)).isTrue();

    inlineScoring.called(100 * CALL);
    assertThat(after(4 * CALL)).isFalse();

    for (int i = 0; i < 20; i++) {
      inlineScoring.called(CALL);
    }
    assertThat(afterMany(20, 4 * CALL)).isTrue();
  }
}
