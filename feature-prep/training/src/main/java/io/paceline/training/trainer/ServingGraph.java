package io.paceline.training.trainer;

import io.paceline.model.bundle.Calibration;
import io.paceline.model.bundle.TensorNames;
import io.paceline.model.features.Feature;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The network of {@link ModelGraph} once more, over the same variables, in as few operations as
 * possible: a call for one request spends its time on starting operations, not on arithmetic. All
 * values that depend on variables alone become constants when the graph is frozen.
 *
 * <ul>
 *   <li>One row of one table holds all that an id adds to a request: embedding, linear weight and,
 *       where the id is that of a site, the site's statistics. A request therefore takes one
 *       look-up and one matrix product. Where a feature has several ids, the matrix repeats the
 *       feature's rows for each of them, which replaces a sum of embeddings.
 *   <li>(x - mean) · scale · w = x · (scale · w) - mean · scale · w: the scale becomes part of the
 *       weights, and the subtracted term becomes part of what the offer adds.
 *   <li>The linear part, one number l per head, must pass the tower unchanged. It goes through the
 *       tower's layers in two columns of its own: relu(l) - relu(-l) = l.
 *   <li>Calibration is linear, like the layer before it, so it becomes part of that layer.
 *   <li>The ids that belong to a pair of request and offer add one number only, the sum of the
 *       crosses' weights. A caller that has these weights may feed the sum, since looking the
 *       weights up would otherwise take most of a call.
 * </ul>
 *
 * <p>With K heads, W = H1 + 2K and the notation of {@link ModelGraph}:
 *
 * <pre>
 * offer = [offer_hidden - what normalisation subtracts | offer_logits | -offer_logits]   [P, W]
 * meeting = [Σ cross weights | floats]                                                   [N, 1 + ·]
 * a = ([table[request_ids] | floats] · w_r)[request_index] + offer[offer_index]
 *     + meeting · w_c                                                                    [N, W]
 * p = sigmoid(clip(relu(relu(a) · [w2 0; 0 I] + b2) · [w3; I; -I] · slope + b3))         [N, K]
 * </pre>
 *
 * <p>w_r and w_c are the first layer's weights for what belongs to a request and to a pair, with
 * the scale in them and with the columns of the linear part; b2 has zeros in these columns, and b3
 * is bias · slope + intercept.
 */
final class ServingGraph {

  private static final int E = ModelGraph.EMBEDDING_SIZE;
  private static final int H1 = ModelGraph.HIDDEN_1_SIZE;
  private static final int H2 = ModelGraph.HIDDEN_2_SIZE;

  /** Width of a table row: embedding, linear weight, statistics of a site. */
  private static final int TABLE_WIDTH = E + 1 + LevelTables.SITE_WIDTH;

  /**
   * What an offer adds for each of its candidates, [P, W]; it may be fed instead of the offer's
   * ids.
   */
  final Operand<TFloat32> offer;

  /**
   * What belongs to a pair of request and offer, [N, 1 + floats]; it may be fed instead of the
   * crosses' ids and the floats.
   */
  final Operand<TFloat32> meeting;

  /**
   * Linear weights of all crosses' ids; the first one is that of the table row after the embedding
   * rows.
   */
  final Operand<TFloat32> crossWeights;

  /** Calibrated probabilities, [N, K]. */
  final Operand<TFloat32> probability;

  private final ModelGraph model;
  private final FeatureSpec spec;
  private final Ops tf;

  /** How many columns carry the linear part past the tower: 2K. */
  private final int past;

  /**
   * Builds the network in the model's graph.
   *
   * @param name name of the operation that gives the probabilities
   * @param slope slope of the calibration by head, [K]
   * @param intercept intercept of the calibration by head, [K]
   */
  ServingGraph(
      ModelGraph model,
      FeatureSpec spec,
      String name,
      Operand<TFloat32> slope,
      Operand<TFloat32> intercept) {
    this.model = model;
    this.spec = spec;
    tf = model.tf;
    int heads = (int) slope.shape().get(0);
    past = 2 * heads;
    int fed = spec.candidateFloats().size();
    Operand<TFloat32> requestNumbers =
        scaled(
            model.rows(variable(ModelGraph.HIDDEN_1_REQUEST), spec.request().size() * E, -1),
            variable(ModelGraph.REQUEST_SCALE));
    Operand<TFloat32> candidateNumbers =
        scaled(
            model.rows(
                variable(ModelGraph.HIDDEN_1_CANDIDATE), spec.candidateEmbeddingCount() * E, fed),
            model.upTo(variable(ModelGraph.CANDIDATE_SCALE), fed));
    Operand<TFloat32> subtracted =
        tf.math.add(
            product(variable(ModelGraph.REQUEST_MEAN), requestNumbers),
            product(model.upTo(variable(ModelGraph.CANDIDATE_MEAN), fed), candidateNumbers));
    offer =
        tf.withName(TensorNames.OFFER)
            .concat(
                List.of(
                    tf.math.sub(model.offerHidden, subtracted),
                    model.offerLogits,
                    tf.math.neg(model.offerLogits)),
                tf.constant(1));
    crossWeights =
        tf.withName(TensorNames.CROSS_WEIGHTS)
            .slice(
                variable(ModelGraph.WEIGHT),
                tf.constant(new int[] {spec.embeddingRows()}),
                tf.constant(new int[] {-1}));
    meeting =
        tf.withName(TensorNames.MEETING)
            .concat(List.of(model.sum(model.crossWeights), model.candidateFloats), tf.constant(1));
    Operand<TFloat32> candidate =
        tf.linalg.matMul(meeting, above(List.of(linear(), wide(candidateNumbers, fed))));
    Operand<TFloat32> met =
        tf.math.addN(
            List.of(
                tf.gather(request(requestNumbers), model.requestIndex, tf.constant(0)),
                tf.gather(offer, model.offerIndex, tf.constant(0)),
                candidate));
    probability = tf.withName(name).math.sigmoid(logits(met, slope, intercept));
  }

  private Operand<TFloat32> variable(String name) {
    return model.variable(name);
  }

  /** What a request adds for each of its candidates, [R, W]. */
  private Operand<TFloat32> request(Operand<TFloat32> numbers) {
    FeaturePlace site = spec.place(FeatureEncoder.SITE);
    int sites = site.feature().buckets();
    int rows = spec.embeddingRows();
    Operand<TFloat32> table =
        beside(
            beside(
                variable(ModelGraph.EMBEDDING),
                tf.reshape(
                    tf.slice(
                        variable(ModelGraph.WEIGHT),
                        tf.constant(new int[] {0}),
                        tf.constant(new int[] {rows})),
                    tf.constant(new int[] {rows, 1}))),
            above(
                List.of(
                    zeros(site.firstRow(), LevelTables.SITE_WIDTH),
                    variable(ModelGraph.SITE_STATISTICS),
                    zeros(rows - site.firstRow() - sites, LevelTables.SITE_WIDTH))));
    int fed = spec.requestFloats().size();
    List<Operand<TFloat32>> weights = new ArrayList<>();
    for (int i = 0; i < spec.request().size(); i++) {
      Feature feature = spec.request().get(i);
      Operand<TFloat32> part = model.rows(variable(ModelGraph.HIDDEN_1_REQUEST), i * E, E);
      boolean isSite = feature.equals(site.feature());
      for (int slot = 0; slot < feature.slots(); slot++) {
        weights.add(wide(part, E));
        weights.add(linear());
        weights.add(
            isSite
                ? wide(model.rows(numbers, fed, LevelTables.SITE_WIDTH), LevelTables.SITE_WIDTH)
                : zeros(LevelTables.SITE_WIDTH, H1 + past));
      }
    }
    weights.add(wide(model.rows(numbers, 0, fed), fed));
    Operand<TFloat32> ids = tf.gather(table, model.requestIds, tf.constant(0));
    return tf.linalg.matMul(
        beside(
            tf.reshape(ids, tf.constant(new int[] {-1, spec.requestIdCount() * TABLE_WIDTH})),
            model.requestFloats),
        above(weights));
  }

  /** Computes the tower, with the linear part in columns beside it, and the calibrated logits. */
  private Operand<TFloat32> logits(
      Operand<TFloat32> met, Operand<TFloat32> slope, Operand<TFloat32> intercept) {
    int heads = past / 2;
    Operand<TFloat32> hidden2 =
        tf.nn.relu(
            tf.math.add(
                tf.linalg.matMul(
                    tf.nn.relu(met),
                    above(
                        List.of(
                            wide(variable(ModelGraph.HIDDEN_2), H1),
                            beside(zeros(past, H2), identity(past))))),
                tf.concat(
                    List.of(variable(ModelGraph.HIDDEN_2_BIAS), tf.constant(new float[past])),
                    tf.constant(0))));
    Operand<TFloat32> output =
        above(List.of(variable(ModelGraph.OUTPUT), identity(heads), tf.math.neg(identity(heads))));
    Operand<TFloat32> logits =
        tf.math.add(
            tf.linalg.matMul(hidden2, tf.math.mul(output, slope)),
            tf.math.add(tf.math.mul(variable(ModelGraph.BIAS), slope), intercept));
    float bound = (float) Calibration.LOGIT_BOUND;
    return tf.clipByValue(logits, tf.constant(-bound), tf.constant(bound));
  }

  /** Widens rows by zeros in the columns of the linear part. */
  private Operand<TFloat32> wide(Operand<TFloat32> rows, int count) {
    return beside(rows, zeros(count, past));
  }

  /**
   * Makes the matrix row by which a linear weight adds to the linear part of the clicks' head: [0 …
   * | 1 0 … | -1 0 …].
   */
  private Operand<TFloat32> linear() {
    float[] row = new float[H1 + past];
    row[H1] = 1f;
    row[H1 + past / 2] = -1f;
    return tf.constant(new float[][] {row});
  }

  /** Multiplies each row by its scale. */
  private Operand<TFloat32> scaled(Operand<TFloat32> rows, Operand<TFloat32> scales) {
    return tf.math.mul(rows, tf.reshape(scales, tf.constant(new int[] {-1, 1})));
  }

  /** Multiplies a vector by a matrix, [1, ·]. */
  private Operand<TFloat32> product(Operand<TFloat32> vector, Operand<TFloat32> matrix) {
    return tf.linalg.matMul(tf.reshape(vector, tf.constant(new int[] {1, -1})), matrix);
  }

  private Operand<TFloat32> beside(Operand<TFloat32> left, Operand<TFloat32> right) {
    return tf.concat(List.of(left, right), tf.constant(1));
  }

  private Operand<TFloat32> above(List<Operand<TFloat32>> parts) {
    return tf.concat(parts, tf.constant(0));
  }

  private Operand<TFloat32> zeros(int rows, int columns) {
    return tf.fill(tf.constant(new int[] {rows, columns}), tf.constant(0f));
  }

  private Operand<TFloat32> identity(int size) {
    float[][] rows = new float[size][size];
    for (int i = 0; i < size; i++) {
      rows[i][i] = 1f;
    }
    return tf.constant(rows);
  }
}
