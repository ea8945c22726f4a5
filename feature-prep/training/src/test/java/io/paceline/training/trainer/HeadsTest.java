package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.scoring.Scorer;
import io.paceline.core.scoring.Scores;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.HeadQuality;
import io.paceline.model.tensorflow.TensorFlowScorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains on a log in which every fourth click converts, on even campaigns three times as often as
 * on odd ones, and nearly no click is the last one before its conversion.
 */
final class HeadsTest {

  private static final int ROWS = 40_000;
  private static final long EVENING = 20 * 3_600_000L;

  @TempDir static Path folder;
  private static TrainedModel model;
  private static TensorFlowScorer scorer;
  private static PlainScorer oracle;

  @BeforeAll
  static void train() throws Exception {
    SplittableRandom random = new SplittableRandom(5L);
    List<TrainingExample> log = new ArrayList<>();
    int lastClicks = 0;
    for (TrainingExample example : PlantedLog.examples(new PlantedLog(2L).rows(ROWS))) {
      boolean even = (example.candidate().campaignId().charAt(1) - '0') % 2 == 0;
      if (example.clicked() && random.nextDouble() < (even ? 0.375 : 0.125)) {
        boolean last = ++lastClicks <= HeadFit.MIN_POSITIVES / 2;
        log.add(
            with(
                example,
                last
                    ? Set.of(Objective.CLICK, Objective.CONVERSION, Objective.LAST_CLICK)
                    : Set.of(Objective.CLICK, Objective.CONVERSION)));
      } else {
        log.add(example);
      }
    }
    model = Trainer.train(log, TrainerOptions.DEFAULT, progress -> {});
    Path bundle = folder.resolve("v1");
    BundleWriter.write(model, bundle, "v1", 0L, "planted log");
    scorer = TensorFlowScorer.load(bundle);
    oracle = PlainScorer.of(Bundle.load(bundle));
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  private static TrainingExample with(TrainingExample example, Set<Objective> outcomes) {
    return new TrainingExample(
        example.request(),
        example.profile(),
        example.campaignMillis(),
        example.candidate(),
        example.impIndex(),
        outcomes,
        example.marketPriceMicros());
  }

  private static Candidate candidate(int campaign, Objective objective) {
    Offer known = PlantedLog.candidate(campaign).offer();
    return new Candidate(
        new Offer(
            known.campaignId(),
            known.budgetId(),
            known.creativeId(),
            known.adomain(),
            known.categories(),
            known.w(),
            known.h(),
            known.flightStartMillis(),
            objective,
            Offer.NO_NUMBER),
        1.0);
  }

  private static EligibleRequest asked(Objective... objectives) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < objectives.length; i++) {
      candidates.add(candidate(i % PlantedLog.CAMPAIGNS, objectives[i]));
    }
    return new EligibleRequest(
        PlantedLog.request("r", "site3.example", List.of("s1", "s2")),
        "u",
        UserProfile.UNKNOWN,
        EVENING,
        "v1",
        List.of(new EligibleImp(0, candidates, null)));
  }

  @Test
  void aHeadWithoutEnoughExamplesIsLeftOutAndTheBundleSaysWhichThereAre() throws Exception {
    assertThat(model.objectives()).containsExactly(Objective.CLICK, Objective.CONVERSION);
    Bundle bundle = Bundle.load(folder.resolve("v1"));

    assertThat(bundle.heads()).isEqualTo(model.heads());
    assertThat(bundle.head(Objective.CONVERSION)).isEqualTo(1);
    assertThat(bundle.head(Objective.LAST_CLICK)).as("falls back to clicks").isZero();
  }

  @Test
  void theTrainedModelAndTheOracleAgreeOnEveryHead() {
    EligibleRequest request =
        asked(
            Objective.CLICK,
            Objective.CONVERSION,
            Objective.LAST_CLICK,
            Objective.CONVERSION,
            Objective.CLICK);

    Scores scores = scorer.score(List.of(request));
    Scores expected = oracle.score(List.of(request));

    assertThat(scores.click()[0]).containsExactly(expected.click()[0], within(1e-5f));
    assertThat(scores.objective()[0]).containsExactly(expected.objective()[0], within(1e-5f));
    assertThat(model.golden().probability()).hasSize(2 * model.golden().rows());
  }

  @Test
  void theObjectivePicksTheHead() {
    Scores clicks = scorer.score(List.of(asked(Objective.CLICK, Objective.CLICK)));
    Scores conversions = scorer.score(List.of(asked(Objective.CONVERSION, Objective.CONVERSION)));
    Scores fallback = scorer.score(List.of(asked(Objective.LAST_CLICK, Objective.LAST_CLICK)));

    assertThat(clicks.objective()[0]).isEqualTo(clicks.click()[0]);
    assertThat(conversions.click()[0]).isEqualTo(clicks.click()[0]);
    assertThat(conversions.objective()[0][0]).isLessThan(clicks.click()[0][0]);
    assertThat(fallback.objective()[0]).isEqualTo(clicks.click()[0]);
  }

  @Test
  void conversionsAreTrueToEachCampaign() {
    float[] clicks =
        scorer.score(List.of(asked(Objective.CONVERSION, Objective.CONVERSION))).click()[0];
    float[] both =
        scorer.score(List.of(asked(Objective.CONVERSION, Objective.CONVERSION))).objective()[0];

    assertThat(both[0] / clicks[0]).as("even").isCloseTo(0.375f, within(0.09f));
    assertThat(both[1] / clicks[1]).as("odd").isCloseTo(0.125f, within(0.06f));
    HeadQuality quality = model.heads().get(1).quality();
    assertThat(quality.auc()).isGreaterThan(0.6);
    assertThat(quality.calibrationRatio()).isCloseTo(1.0, within(0.25));
  }

  @Test
  void eachHeadHasItsOwnMeans() {
    double click = mean(scorer, Objective.CLICK);

    assertThat(mean(scorer, Objective.CONVERSION)).isCloseTo(0.375 * click, within(0.09 * click));
    assertThat(mean(scorer, Objective.LAST_CLICK)).isCloseTo(click, within(1e-9));
    assertThat(mean(oracle, Objective.CONVERSION))
        .isCloseTo(mean(scorer, Objective.CONVERSION), within(1e-9));
  }

  /** Returns the mean by which the first campaign's scores are divided. */
  private static double mean(Scorer by, Objective objective) {
    Scores scores = by.score(List.of(asked(objective, objective)));
    return scores.objective()[0][0] / scores.normalised()[0][0];
  }
}
