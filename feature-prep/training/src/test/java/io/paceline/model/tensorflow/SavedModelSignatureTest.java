package io.paceline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.BundleFixture;
import io.paceline.model.bundle.GoldenBatch;
import io.paceline.model.bundle.TensorNames;
import io.paceline.model.features.FeatureEncoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The job feeds the model with sums of cross weights and with kept rows of offers. A caller that
 * feeds only ids and numbers gets the same results.
 */
class SavedModelSignatureTest {

  private static final int OFFER_IDS = FeatureEncoder.SPEC.candidateEmbeddingCount();

  @Test
  void idsAndNumbersAloneGiveTheGoldenBatchAndWhatTheJobFeeds(@TempDir Path folder)
      throws Exception {
    Bundle bundle = Bundle.load(BundleFixture.write(folder));
    GoldenBatch golden = bundle.golden();
    LoadedModel loaded = LoadedModel.load(bundle);
    try (SavedModelBundle model = SavedModelBundle.load(bundle.modelFolder().toString());
        Result outputs = model.function(Signature.DEFAULT_KEY).call(inputs(golden))) {

      assertThat(floats(outputs, TensorNames.PROBABILITY))
          .containsExactly(golden.probability(), within(1e-5f));

      float[] meeting = floats(outputs, TensorNames.MEETING);
      for (int row = 0; row < golden.rows(); row++) {
        int ids = row * FeatureEncoder.SPEC.candidateIdCount();
        assertThat(
                loaded.crossWeights.sum(
                    golden.candidateIds(),
                    ids + OFFER_IDS,
                    FeatureEncoder.SPEC.candidateIdCount() - OFFER_IDS))
            .isCloseTo(meeting[row * ScoringTensors.MEETING], within(1e-6f));
      }
    } finally {
      loaded.release();
    }
  }

  private static Map<String, Tensor> inputs(GoldenBatch golden) {
    int rows = golden.rows();
    int candidateIds = FeatureEncoder.SPEC.candidateIdCount();
    int[] offers = new int[rows * OFFER_IDS];
    int[] crosses = new int[rows * (candidateIds - OFFER_IDS)];
    for (int row = 0; row < rows; row++) {
      int from = row * candidateIds;
      System.arraycopy(golden.candidateIds(), from, offers, row * OFFER_IDS, OFFER_IDS);
      System.arraycopy(
          golden.candidateIds(),
          from + OFFER_IDS,
          crosses,
          row * (candidateIds - OFFER_IDS),
          candidateIds - OFFER_IDS);
    }
    int[] each = IntStream.range(0, rows).toArray();
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("request_ids", ids(rows, golden.requestIds()));
    inputs.put("request_floats", numbers(rows, golden.requestFloats()));
    inputs.put("offer_ids", ids(rows, offers));
    inputs.put("cross_ids", ids(rows, crosses));
    inputs.put("candidate_floats", numbers(rows, golden.candidateFloats()));
    inputs.put("request_index", TInt32.tensorOf(Shape.of(rows), DataBuffers.of(each)));
    inputs.put("offer_index", TInt32.tensorOf(Shape.of(rows), DataBuffers.of(each)));
    return inputs;
  }

  private static Tensor ids(int rows, int[] values) {
    return TInt32.tensorOf(Shape.of(rows, values.length / rows), DataBuffers.of(values));
  }

  private static Tensor numbers(int rows, float[] values) {
    return TFloat32.tensorOf(Shape.of(rows, values.length / rows), DataBuffers.of(values));
  }

  private static float[] floats(Result outputs, String name) {
    Tensor tensor = outputs.get(name).orElseThrow();
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }
}
