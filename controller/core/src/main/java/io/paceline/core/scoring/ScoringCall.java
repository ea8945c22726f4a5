package io.paceline.core.scoring;

import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.NoBidReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of the model for several requests: says which of them the model has to score, and gives
 * every request its answer, whatever the model does. The caller calls the model itself, because
 * only the caller knows how to lock the model and how to measure its time:
 *
 * <pre>
 *   ScoringCall call = ScoringCall.of(requests, scorer != null, nowMillis);
 *   call.toScore() is empty ? call.unscored() : call.scored(scorer.score(call.toScore()), scorer)
 * </pre>
 *
 * <p>Where the model or {@link #scored} throws, the caller takes the answers of {@link #failed}.
 * Each object serves for one call and is not thread-safe.
 */
public final class ScoringCall {

  private final List<ScoringInput> requests;

  /** The answers that are known, by request; null for the requests of {@link #toScore}. */
  private final @Nullable ScoredRequest[] answers;

  private final List<EligibleRequest> toScore;

  private ScoringCall(List<ScoringInput> requests) {
    this.requests = requests;
    this.answers = new ScoredRequest[requests.size()];
    this.toScore = new ArrayList<>(answers.length);
  }

  /**
   * Begins a call. Without a bundle every request fails with {@link NoBidReason#NOT_READY}. A
   * request past its deadline is not scored, because its answer would be worth nothing.
   *
   * @param requests requests with candidates, no announcements
   * @param ready whether a bundle is in use
   * @param nowMillis wall time
   */
  public static ScoringCall of(List<ScoringInput> requests, boolean ready, long nowMillis) {
    ScoringCall call = new ScoringCall(requests);
    for (int i = 0; i < call.answers.length; i++) {
      EligibleRequest eligible =
          Objects.requireNonNull(
              requests.get(i).eligible(), "an announcement has nothing to score");
      if (!ready) {
        call.answers[i] = ScoredRequest.unscored(eligible, NoBidReason.NOT_READY);
      } else if (nowMillis > eligible.request().deadlineMillis()) {
        call.answers[i] = ScoredRequest.unscored(eligible, NoBidReason.DEADLINE);
      } else {
        call.toScore.add(eligible);
      }
    }
    return call;
  }

  /** The requests that the model has to score, in order; may be empty. */
  public List<EligibleRequest> toScore() {
    return toScore;
  }

  /** The answers where no request has to be scored, one per request. */
  public List<ScoredRequest> unscored() {
    return answersWith(List.of());
  }

  /**
   * The answers after the model has scored, one per request.
   *
   * @param scores of the requests of {@link #toScore}
   * @param scorer the model that gave them
   * @throws RuntimeException where the scores do not fit the requests; {@link #failed} still
   *     answers then
   */
  public List<ScoredRequest> scored(Scores scores, Scorer scorer) {
    List<ScoredRequest> fresh = new ArrayList<>(toScore.size());
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] == null) {
        int row = fresh.size();
        EligibleRequest eligible = toScore.get(row);
        fresh.add(
            ScoredRequest.scored(
                eligible,
                scorer.version(),
                byImp(eligible, scores.click()[row], scores.normalised()[row]),
                SiteMarket.of(eligible.request(), requests.get(i).live(), scorer)));
      }
    }
    return answersWith(fresh);
  }

  /** The answers where the model failed, one per request. */
  public List<ScoredRequest> failed() {
    List<ScoredRequest> fresh = new ArrayList<>(toScore.size());
    for (EligibleRequest eligible : toScore) {
      fresh.add(ScoredRequest.unscored(eligible, NoBidReason.SCORING_FAILED));
    }
    return answersWith(fresh);
  }

  /** Cuts the scores of a request's candidates into those of its impressions. */
  private static List<ImpScores> byImp(
      EligibleRequest eligible, float[] click, double[] normalised) {
    List<ImpScores> scores = new ArrayList<>(eligible.imps().size());
    int row = 0;
    for (EligibleImp imp : eligible.imps()) {
      double[] probability = new double[imp.candidates().size()];
      for (int i = 0; i < probability.length; i++) {
        probability[i] = click[row + i];
      }
      int end = row + probability.length;
      double[] own =
          end - row == normalised.length ? normalised : Arrays.copyOfRange(normalised, row, end);
      scores.add(new ImpScores(probability, own));
      row = end;
    }
    return scores;
  }

  /** Fills in the answers that are missing, which are those of {@link #toScore}. */
  private List<ScoredRequest> answersWith(List<ScoredRequest> fresh) {
    int row = 0;
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] == null) {
        answers[i] = fresh.get(row++);
      }
    }
    return Arrays.asList(answers);
  }
}
