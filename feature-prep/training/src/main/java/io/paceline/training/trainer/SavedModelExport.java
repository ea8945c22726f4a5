package io.paceline.training.trainer;

import io.paceline.model.bundle.TensorNames;
import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Writes a trained network as a TensorFlow SavedModel with the signature {@code serving_default}:
 * its inputs are those of {@link ModelGraph}, its outputs those of {@link ServingGraph}. They are
 * the calibrated {@value TensorNames#PROBABILITY}, [N, heads], and intermediate tensors that a
 * frequent caller may keep and feed back.
 */
final class SavedModelExport {

  static final String SLOPE = "calibration_slope";
  static final String INTERCEPT = "calibration_intercept";

  private SavedModelExport() {}

  /**
   * Writes the model.
   *
   * @param folder made by this call
   * @throws IOException where it cannot be written
   */
  static void write(TrainedModel trained, Path folder) throws IOException {
    try (Graph graph = new Graph()) {
      ModelGraph model = new ModelGraph(graph, trained.features(), trained.heads().size());
      Operand<TFloat32> slope = model.variable(SLOPE, Shape.of(trained.heads().size()));
      Operand<TFloat32> intercept = model.variable(INTERCEPT, Shape.of(trained.heads().size()));
      ServingGraph serving =
          new ServingGraph(model, trained.features(), TensorNames.PROBABILITY, slope, intercept);
      try (Session session = new Session(graph)) {
        trained.weights().values().forEach((name, values) -> model.assign(session, name, values));
        float[] slopes = new float[trained.heads().size()];
        float[] intercepts = new float[slopes.length];
        for (int h = 0; h < slopes.length; h++) {
          slopes[h] = (float) trained.heads().get(h).calibration().slope();
          intercepts[h] = (float) trained.heads().get(h).calibration().intercept();
        }
        model.assign(session, SLOPE, slopes);
        model.assign(session, INTERCEPT, intercepts);
        Signature signature =
            Signature.builder()
                .input(TensorNames.REQUEST_IDS, model.requestIds)
                .input(TensorNames.REQUEST_FLOATS, model.requestFloats)
                .input(TensorNames.OFFER_IDS, model.offerIds)
                .input(TensorNames.CROSS_IDS, model.crossIds)
                .input(TensorNames.CANDIDATE_FLOATS, model.candidateFloats)
                .input(TensorNames.REQUEST_INDEX, model.requestIndex)
                .input(TensorNames.OFFER_INDEX, model.offerIndex)
                .output(TensorNames.OFFER, serving.offer)
                .output(TensorNames.MEETING, serving.meeting)
                .output(TensorNames.CROSS_WEIGHTS, serving.crossWeights)
                .output(TensorNames.PROBABILITY, serving.probability)
                .build();
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(signature, session))
            .export();
      }
    }
  }
}
