package io.paceline.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.openrtb.NoBidReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringCallTest {

  private static final long NOW = ScoringRequests.RECEIVED;
  private static final Scorer MODEL = ScoringRequests.bundle("v1", new MarketCurve(3_000, 2));

  private static ScoringInput input(String id, int... candidatesOfImps) {
    return new ScoringInput(ScoringRequests.eligible(id, candidatesOfImps), null, null);
  }

  private static Scores scores(float[]... click) {
    double[][] normalised = new double[click.length][];
    for (int i = 0; i < click.length; i++) {
      normalised[i] = new double[click[i].length];
      for (int row = 0; row < click[i].length; row++) {
        normalised[i][row] = 10 * click[i][row];
      }
    }
    return new Scores(click, click, normalised);
  }

  @Test
  void withoutABundleNothingIsScoredAndEveryRequestIsToldSo() {
    ScoringCall call = ScoringCall.of(List.of(input("r1", 1), input("r2", 2)), false, NOW);

    assertThat(call.toScore()).isEmpty();
    assertThat(call.unscored())
        .extracting(ScoredRequest::failure)
        .containsExactly(NoBidReason.NOT_READY, NoBidReason.NOT_READY);
  }

  @Test
  void aRequestIsScoredUntilItsDeadlineAndNotAfterIt() {
    ScoringInput request = input("r", 1);
    long deadline = request.eligible().request().deadlineMillis();

    assertThat(ScoringCall.of(List.of(request), true, deadline).toScore())
        .containsExactly(request.eligible());
    ScoringCall late = ScoringCall.of(List.of(request), true, deadline + 1);
    assertThat(late.toScore()).isEmpty();
    assertThat(late.unscored())
        .containsExactly(ScoredRequest.unscored(request.eligible(), NoBidReason.DEADLINE));
  }

  @Test
  void scoresComeBackImpByImpAndInTheOrderOfTheRequests() {
    EligibleRequest late = ScoringRequests.eligible("late", NOW - 1_000, 1);
    List<ScoringInput> requests =
        List.of(input("r1", 2, 0, 1), new ScoringInput(late, null, null), input("r2", 1));
    ScoringCall call = ScoringCall.of(requests, true, NOW);
    assertThat(call.toScore())
        .containsExactly(requests.get(0).eligible(), requests.get(2).eligible());

    List<ScoredRequest> answers =
        call.scored(scores(new float[] {0.25f, 0.5f, 0.125f}, new float[] {0.75f}), MODEL);

    assertThat(answers)
        .extracting(ScoredRequest::eligible)
        .containsExactlyElementsOf(requests.stream().map(ScoringInput::eligible).toList());
    assertThat(answers)
        .extracting(ScoredRequest::failure)
        .containsExactly(null, NoBidReason.DEADLINE, null);
    assertThat(answers.get(0).modelVersion()).isEqualTo("v1");
    assertThat(answers.get(0).scores())
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                new ImpScores(new double[] {0.25, 0.5}, new double[] {2.5, 5}),
                new ImpScores(new double[0], new double[0]),
                new ImpScores(new double[] {0.125}, new double[] {1.25})));
    assertThat(answers.get(2).scores().get(0).probability()).containsExactly(0.75);
  }

  @Test
  void everyRequestIsAnsweredWithTheMarketOfItsSite() {
    LiveCurve learned = new LiveCurve(MarketKey.exchange("adx"), new MarketCurve(7_000, 3), false);
    EligibleRequest eligible = ScoringRequests.eligible("r", 1);
    ScoringCall call =
        ScoringCall.of(List.of(new ScoringInput(eligible, null, learned)), true, NOW);

    assertThat(call.scored(scores(new float[] {0.5f}), MODEL).get(0).market())
        .isEqualTo(SiteMarket.of(eligible.request(), learned, MODEL));
  }

  @Test
  void aModelThatFailsFailsWhatItWasToScoreAndNothingElse() {
    EligibleRequest late = ScoringRequests.eligible("late", NOW - 1_000, 1);
    ScoringCall call =
        ScoringCall.of(List.of(new ScoringInput(late, null, null), input("r", 1)), true, NOW);

    assertThat(call.failed())
        .extracting(ScoredRequest::failure)
        .containsExactly(NoBidReason.DEADLINE, NoBidReason.SCORING_FAILED);
  }

  @Test
  void scoresOfTheWrongShapeFailAllThatTheCallWasToScore() {
    ScoringCall call = ScoringCall.of(List.of(input("r1", 1), input("r2", 2)), true, NOW);

    assertThatThrownBy(() -> call.scored(scores(new float[] {0.5f}, new float[] {0.5f}), MODEL))
        .isInstanceOf(RuntimeException.class);
    assertThat(call.failed())
        .extracting(ScoredRequest::failure)
        .containsExactly(NoBidReason.SCORING_FAILED, NoBidReason.SCORING_FAILED);
  }
}
