package io.paceline.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Clicks fall by chance alone on two thousand rare sites, so a level that tells clicked rows from
 * others must have seen their clicks.
 */
final class LevelTablesTest {

  private static final int ROWS = 8_000;
  private static final int SITES = 2_000;
  private static final int[] ALL = IntStream.range(0, ROWS).toArray();
  private static final FeaturePlace SITE = FeatureEncoder.SPEC.place(FeatureEncoder.SITE);

  private final EncodedExamples rows = rows();
  private final LevelTables levels = LevelTables.of(rows, ALL, FeatureEncoder.SPEC);

  private static EncodedExamples rows() {
    SplittableRandom random = new SplittableRandom(9L);
    EncodedExamples rows = new EncodedExamples();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          PlantedLog.example(
              PlantedLog.request("r" + i, "site" + i % SITES + ".example", List.of()),
              i,
              PlantedLog.candidate(i % PlantedLog.CAMPAIGNS),
              random.nextDouble() < 0.1,
              20_000L));
    }
    return rows;
  }

  @Test
  void aRowsOwnClickIsNotInWhatItIsGiven() {
    double[] before = new double[ROWS];
    double[] table = new double[ROWS];
    for (int row : ALL) {
      before[row] = levels.siteBefore(row, 0);
      table[row] = levels.sites()[rows.bucket(row, SITE) * LevelTables.SITE_WIDTH];
    }

    assertThat(QualityMeasure.auc(table, rows.clicked(ALL)))
        .as("seen afterwards")
        .isGreaterThan(0.7);
    assertThat(QualityMeasure.auc(before, rows.clicked(ALL))).isCloseTo(0.5, within(0.03));
  }

  @Test
  void confidenceGrowsRowByRow() {
    int row = 5;

    assertThat(levels.siteBefore(row, 1)).isZero();
    assertThat(levels.siteBefore(row + SITES, 1)).isPositive();
    assertThat(levels.siteBefore(row + 2 * SITES, 1))
        .isGreaterThan(levels.siteBefore(row + SITES, 1));
    assertThat(levels.sites()[rows.bucket(row, SITE) * LevelTables.SITE_WIDTH + 1])
        .isGreaterThan(levels.siteBefore(row + 3 * SITES, 1));
  }

  @Test
  void theUnknownHaveTheWholeLogsLevel() {
    assertThat(levels.sites()[0]).isCloseTo(0f, within(1e-3f));
    assertThat(levels.sites()[1]).isZero();
    assertThat(levels.sites()[2]).isCloseTo((float) Math.log(21.0), within(1e-4f));
    assertThat(levels.campaigns()[0]).isZero();
    assertThat(levels.campaigns()[1]).isZero();
  }
}
