package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.paceline.model.bundle.CampaignQuality;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainerTest {

  private static final List<PlantedLog.Row> ROWS = TrainedFixture.ROWS;
  private static final TrainedModel MODEL = TrainedFixture.MODEL;

  @Test
  void learnsThePlantedSignal() {
    // The true probabilities have the best AUC that a model can be expected to reach on the rows
    // that judge. In a short log, these are every tenth row.
    int count = (int) MODEL.quality().heldOutRows();
    double[] law = new double[count];
    boolean[] clicked = new boolean[count];
    for (int i = 0; i < count; i++) {
      law[i] = ROWS.get(10 * i + 9).probability();
      clicked[i] = ROWS.get(10 * i + 9).example().clicked();
    }
    double bestAuc = QualityMeasure.auc(law, clicked);

    assertThat(MODEL.quality().auc()).isGreaterThan(bestAuc - 0.04);
    assertThat(MODEL.quality().rows()).isEqualTo(ROWS.size());
    assertThat(count).isEqualTo(4_000);
  }

  @Test
  void oneLogAndOneSeedGiveOneModel() throws UnusableLogException {
    List<TrainingExample> log = PlantedLog.examples(new PlantedLog(3L).rows(20_000));

    TrainedModel one = Trainer.train(log, TrainerOptions.DEFAULT, progress -> {});
    TrainedModel other = Trainer.train(log, TrainerOptions.DEFAULT, progress -> {});

    assertThat(other.golden().probability()).isEqualTo(one.golden().probability());
    assertThat(other.quality()).isEqualTo(one.quality());
  }

  @Test
  void predictsAsManyClicksAsOccur() {
    double expected = 0.0;
    for (int row = 9; row < ROWS.size(); row += 10) {
      expected += ROWS.get(row).probability();
    }
    assertThat(
            MODEL.quality().campaigns().stream()
                .mapToDouble(CampaignQuality::predictedClicks)
                .sum())
        .isCloseTo(expected, within(0.05 * expected));
    double clickRate = (double) MODEL.quality().clicks() / MODEL.quality().rows();
    assertThat(MODEL.means().overall()).isCloseTo(clickRate, within(0.1 * clickRate));
  }

  @Test
  void knowsWhichCampaignsClickMore() {
    for (int c = 0; c < PlantedLog.CAMPAIGNS; c++) {
      String id = "c" + c;
      double truth =
          ROWS.stream()
              .filter(row -> row.example().candidate().campaignId().equals(id))
              .mapToDouble(PlantedLog.Row::probability)
              .average()
              .orElseThrow();
      assertThat(MODEL.means().mean(id)).isCloseTo(truth, within(0.2 * truth));
    }
  }

  @Test
  void tellsHowEachEpochWentAndHowLongTheRestTakes() {
    List<TrainingProgress> ends =
        TrainedFixture.PROGRESS.stream().filter(TrainingProgress::isEpochsEnd).toList();

    assertThat(ends).hasSizeBetween(1, TrainerOptions.DEFAULT.maxEpochs());
    assertThat(ends.get(0).epoch()).isEqualTo(1);
    assertThat(ends.get(0).rowsPerSecond()).isPositive();
    assertThat(ends).allMatch(end -> end.heldOutLogLoss() > 0.0 && end.heldOutAuc() > 0.5);
    assertThat(TrainedFixture.PROGRESS.size()).isGreaterThan(10 * ends.size());
    TrainingProgress first = TrainedFixture.PROGRESS.get(0);
    assertThat(first.epochShare()).isBetween(0.04, 0.1);
    assertThat(first.secondsLeft())
        .isCloseTo(
            (TrainerOptions.DEFAULT.maxEpochs() - first.epochShare())
                * 0.8
                * ROWS.size()
                / first.rowsPerSecond(),
            within(1e-6));
  }

  @Test
  void measuresEveryCampaignOnRowsHeldOut() {
    List<CampaignQuality> campaigns = MODEL.quality().campaigns();

    assertThat(campaigns).hasSize(PlantedLog.CAMPAIGNS);
    assertThat(campaigns.stream().mapToLong(CampaignQuality::rows).sum())
        .isEqualTo(MODEL.quality().heldOutRows());
    assertThat(campaigns.stream().mapToLong(CampaignQuality::logClicks).sum())
        .isEqualTo(MODEL.quality().clicks());
    assertThat(campaigns)
        .isSortedAccordingTo(Comparator.comparingLong(CampaignQuality::logClicks).reversed());
    assertThat(campaigns.get(0).calibrationRatio()).isCloseTo(1.0, within(0.3));
    // The mean over all rows is the mean of the campaigns' means, weighted by their rows.
    assertThat(
            campaigns.stream().mapToDouble(c -> c.logLoss() * c.rows()).sum()
                / MODEL.quality().heldOutRows())
        .isCloseTo(MODEL.quality().logLoss(), within(1e-9));
  }

  @Test
  void findsTheFeaturesThatMatter() {
    List<String> ranked =
        MODEL.figures().importance().stream().map(HeldOutFigures.Importance::feature).toList();

    assertThat(ranked.get(0)).isEqualTo("campaign x user.segment");
    assertThat(ranked).contains("device.region", "ln(1 + floor CPM)", "ln(1 + campaign clicks)");
    assertThat(
            MODEL.figures().importance().stream()
                .filter(importance -> importance.feature().equals("device.region"))
                .findFirst()
                .orElseThrow()
                .aucLoss())
        .as("all rows have one region")
        .isZero();
  }

  @Test
  void zeroStandsForTheAverageValueOfAFeature() {
    EncodedExamples rows = new EncodedExamples();
    PlantedLog.examples(ROWS).forEach(rows::add);
    float[] weights = MODEL.weights().get(ModelGraph.WEIGHT);
    int domain = 1;
    double sum = 0.0;
    double spread = 0.0;
    for (int row : RowSplit.of(rows.rows(), 0L).training()) {
      float weight = weights[rows.requestId(row, domain)];
      sum += weight;
      spread += Math.abs(weight);
    }

    assertThat(FeatureEncoder.SPEC.request().get(domain).name()).isEqualTo("site.domain");
    assertThat(spread).isGreaterThan(10.0);
    assertThat(sum).isCloseTo(0.0, within(1e-4 * spread));
  }

  @Test
  void anIdThatTheLogNeverShowedAddsNothing() {
    float[] weights = MODEL.weights().get(ModelGraph.WEIGHT);
    assertThat(weights).hasSize(FeatureEncoder.SPEC.weightRows());
    for (FeaturePlace place : FeatureEncoder.SPEC.places()) {
      if (!IdDropout.fills(place)) {
        int used = 0;
        for (int i = 0; i < place.feature().buckets(); i++) {
          used += weights[place.firstRow() + i] == 0f ? 0 : 1;
        }
        assertThat(used).as(place.feature().name()).isLessThan(500);
      }
    }
  }

  @Test
  void aNewCampaignOrSiteHasTheWorthThatTrainingLearnedForUnknownOnes() {
    float[] weights = MODEL.weights().get(ModelGraph.WEIGHT);
    for (String name : List.of(FeatureEncoder.CAMPAIGN, FeatureEncoder.SITE)) {
      FeaturePlace place = FeatureEncoder.SPEC.place(name);
      float unknown = weights[place.firstRow()];
      int alike = 0;
      for (int i = 1; i < place.feature().buckets(); i++) {
        alike += weights[place.firstRow() + i] == unknown ? 1 : 0;
      }

      assertThat(unknown).as(name).isNotZero();
      assertThat(alike).as(name).isGreaterThan(place.feature().buckets() - 50);
    }
  }

  @Test
  void aCrossWithSomethingUnknownWeighsNothing() {
    float[] weights = MODEL.weights().get(ModelGraph.WEIGHT);
    for (FeaturePlace place : FeatureEncoder.SPEC.places()) {
      if (FeatureEncoder.SPEC.cross().contains(place.feature())) {
        assertThat(weights[place.firstRow()]).as(place.feature().name()).isZero();
      }
    }
  }

  @Test
  void refusesALogWithTooFewClicks() {
    List<TrainingExample> examples =
        PlantedLog.examples(ROWS.subList(0, 1_000)).stream()
            .filter(example -> !example.clicked())
            .toList();

    assertThatThrownBy(() -> Trainer.train(examples, TrainerOptions.DEFAULT, p -> {}))
        .isInstanceOf(UnusableLogException.class)
        .hasMessage(
            "the log has 0 clicks in "
                + examples.size()
                + " rows; training needs at least 200 clicks");
  }

  @Test
  void refusesRowsOutOfOrder() {
    List<TrainingExample> examples = new ArrayList<>(PlantedLog.examples(ROWS.subList(0, 10)));
    Collections.reverse(examples);

    assertThatThrownBy(() -> Trainer.train(examples, TrainerOptions.DEFAULT, p -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
