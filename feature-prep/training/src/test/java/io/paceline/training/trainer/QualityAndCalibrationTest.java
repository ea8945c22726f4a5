package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.model.bundle.Calibration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class QualityAndCalibrationTest {

  @Test
  void aucCountsOrderedPairsAndHalvesTies() {
    boolean[] clicked = {false, true, false, true};

    assertThat(QualityMeasure.auc(new double[] {0.1, 0.9, 0.2, 0.8}, clicked)).isEqualTo(1.0);
    assertThat(QualityMeasure.auc(new double[] {0.9, 0.1, 0.8, 0.2}, clicked)).isEqualTo(0.0);
    assertThat(QualityMeasure.auc(new double[] {0.5, 0.5, 0.5, 0.5}, clicked)).isEqualTo(0.5);
    assertThat(QualityMeasure.auc(new double[] {0.1, 0.2, 0.2, 0.3}, clicked)).isEqualTo(0.875);
    assertThat(QualityMeasure.auc(new double[] {0.1, 0.2}, new boolean[2])).isEqualTo(0.5);
  }

  @Test
  void logLossIsTheMeanSurprise() {
    assertThat(QualityMeasure.logLoss(new double[] {0.25, 0.25}, new boolean[] {true, false}))
        .isCloseTo(-(Math.log(0.25) + Math.log(0.75)) / 2, within(1e-12));
  }

  @Test
  void calibrationUndoesAShiftAndAScale() {
    SplittableRandom random = new SplittableRandom(5L);
    double[] logits = new double[50_000];
    boolean[] clicked = new boolean[logits.length];
    for (int i = 0; i < logits.length; i++) {
      double truth = -2.0 + 2.0 * (random.nextDouble() - 0.5);
      clicked[i] = random.nextDouble() < Calibration.sigmoid(truth);
      logits[i] = 2.0 * truth + 1.0;
    }

    Calibration calibration = CalibrationFit.fit(logits, clicked);

    assertThat(calibration.slope()).isCloseTo(0.5, within(0.05));
    assertThat(calibration.intercept()).isCloseTo(-0.5, within(0.1));
    double[] probability = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probability[i] = calibration.probability(logits[i]);
    }
    assertThat(QualityMeasure.calibrationRatio(probability, clicked)).isCloseTo(1.0, within(1e-3));
  }

  @Test
  void calibrationStaysSaneWithoutAnyClick() {
    double[] logits = new double[1_000];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = -4.6 + 0.001 * i;
    }

    Calibration calibration = CalibrationFit.fit(logits, new boolean[logits.length]);

    assertThat(calibration.slope()).isBetween(0.5, 1.5);
    assertThat(calibration.probability(-4.6)).isBetween(1e-4, 0.01);
  }

  @Test
  void aProbabilityIsNeverZeroOrOneInSinglePrecision() {
    Calibration identity = new Calibration(1.0, 0.0);

    assertThat((float) identity.probability(-1e6)).isPositive();
    assertThat((float) identity.probability(1e6)).isLessThan(1f);
  }

  @Test
  void matchingPredictsExactlyAsManyClicksAsOccurred() {
    double[] logits = new double[10_000];
    boolean[] clicked = new boolean[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = -4.0 + 3.0 * i / logits.length;
      clicked[i] = i % 50 == 0;
    }

    Calibration matched = CalibrationFit.matching(new Calibration(0.7, 2.0), logits, clicked);

    assertThat(matched.slope()).isEqualTo(0.7);
    double predicted = 0.0;
    for (double logit : logits) {
      predicted += matched.probability(logit);
    }
    assertThat(predicted).isCloseTo(200.0, within(0.01));
  }

  @Test
  void decilesHoldATenthEachByRisingPrediction() {
    double[] probability = new double[105];
    boolean[] clicked = new boolean[probability.length];
    for (int i = 0; i < probability.length; i++) {
      probability[i] = (105.0 - i) / 200.0;
      clicked[i] = i < 3;
    }

    List<HeldOutFigures.Decile> deciles = HeldOutFigures.deciles(probability, clicked);

    assertThat(deciles).hasSize(10);
    assertThat(deciles.stream().mapToLong(HeldOutFigures.Decile::rows).sum()).isEqualTo(105);
    assertThat(deciles)
        .isSortedAccordingTo(Comparator.comparingDouble(HeldOutFigures.Decile::predicted));
    assertThat(deciles.get(9).clicks()).isEqualTo(3);
    assertThat(deciles.get(9).observed()).isEqualTo(3.0 / 11);
  }

  @Test
  void theRocCurveRunsFromNothingToAll() {
    double[] probability = {0.1, 0.9, 0.2, 0.8};
    boolean[] clicked = {false, true, false, true};

    List<HeldOutFigures.RocPoint> roc = HeldOutFigures.roc(probability, clicked);

    assertThat(roc.get(0)).isEqualTo(new HeldOutFigures.RocPoint(0.0, 0.0));
    assertThat(roc).contains(new HeldOutFigures.RocPoint(0.0, 1.0));
    assertThat(roc.get(roc.size() - 1)).isEqualTo(new HeldOutFigures.RocPoint(1.0, 1.0));
  }
}
