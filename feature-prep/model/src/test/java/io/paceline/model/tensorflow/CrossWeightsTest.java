package io.paceline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paceline.model.features.FeatureEncoder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossWeightsTest {

  private static final int FIRST = FeatureEncoder.SPEC.embeddingRows();
  private static final int ROWS = 1_000;

  private final Random random = new Random(11);

  @Test
  void theSumIsThatOfTheWeightsWhetherFewOrAllAreOtherThanZero() {
    for (double share : new double[] {0.0, 0.01, 0.5, 1.0}) {
      float[] weights = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        // Weights are multiples of an eighth, so that their sum is exact in any order.
        weights[row] = random.nextDouble() < share ? (random.nextInt(64) - 32) / 8f : 0f;
      }
      CrossWeights crosses = new CrossWeights(weights);

      for (int trial = 0; trial < 200; trial++) {
        int[] ids = random.ints(13, FIRST, FIRST + ROWS).toArray();
        float expected = 0f;
        for (int i = 2; i < 9; i++) {
          expected += weights[ids[i] - FIRST];
        }

        assertThat(crosses.sum(ids, 2, 7)).isEqualTo(expected);
      }
    }
  }

  @Test
  void anIdThatIsNoCrossIsAnError() {
    CrossWeights crosses = new CrossWeights(new float[ROWS]);

    assertThatThrownBy(() -> crosses.sum(new int[] {FIRST - 64}, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> crosses.sum(new int[] {FIRST + ROWS + 64}, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
