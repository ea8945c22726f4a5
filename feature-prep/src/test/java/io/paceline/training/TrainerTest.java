package io.paceline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.paceline.features.FeatureEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainerTest {

  private static final List<PlantedLog.Row> ROWS = TrainedFixture.ROWS;
  private static final TrainedModel MODEL = TrainedFixture.MODEL;

  @Test
  void learnsThePlantedSignal() {
    // What knowing the law itself would reach on the rows held out.
    int first = (int) (0.8 * ROWS.size()) + 1;
    int count = (int) MODEL.quality().heldOutRows();
    double[] law = new double[count];
    boolean[] clicked = new boolean[count];
    for (int i = 0; i < count; i++) {
      law[i] = ROWS.get(first + 2 * i).probability();
      clicked[i] = ROWS.get(first + 2 * i).example().clicked();
    }
    double bestAuc = ModelQuality.auc(law, clicked);

    assertThat(MODEL.quality().auc()).isGreaterThan(bestAuc - 0.04);
    assertThat(MODEL.quality().rows()).isEqualTo(ROWS.size());
    assertThat(count).isEqualTo(4_000);
  }

  @Test
  void predictsAsManyClicksAsOccur() {
    assertThat(MODEL.quality().calibrationRatio()).isCloseTo(1.0, within(0.1));
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
  void tellsHowEachEpochWent() {
    assertThat(TrainedFixture.PROGRESS).hasSizeBetween(1, 5);
    assertThat(TrainedFixture.PROGRESS.get(0).epoch()).isEqualTo(1);
    assertThat(TrainedFixture.PROGRESS.get(0).rowsPerSecond()).isPositive();
    assertThat(MODEL.curves().sites()).hasSize(40);
  }

  @Test
  void anIdThatTheLogNeverShowedAddsNothing() {
    float[] weights = MODEL.weights().get(ModelGraph.WEIGHT);
    int unseen = 0;
    for (float weight : weights) {
      unseen += weight == 0f ? 1 : 0;
    }
    assertThat(weights).hasSize(FeatureEncoder.SPEC.weightRows());
    assertThat(unseen).isGreaterThan(weights.length - 2_000);
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
