package io.paceline.training;

import io.paceline.features.Feature;
import io.paceline.features.FeatureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The network, after "Wide &amp; Deep Learning for Recommender Systems" (Cheng et al. 2016): a
 * linear weight per id, crosses included, plus a small tower over embeddings.
 *
 * <p>It is split by side: each request goes through its half of the first layer once, however many
 * candidates it has. With R requests, N candidates, embedding size E, hidden sizes H1 and H2:
 *
 * <pre>
 * xr = [embeddings of single ids | a sum of embeddings per feature of several ids | floats]  [R, ·]
 * xc = [embeddings of candidate ids | floats]                                          [N, ·]
 * h1 = relu(gather(xr · w1r, request_index) + xc · w1c + b1)                           [N, H1]
 * h2 = relu(h1 · w2 + b2)                                                              [N, H2]
 * logit = h2 · w3 + bias + gather(Σ request weights) + Σ candidate weights             [N]
 * </pre>
 *
 * <p>Inputs, in the terms of {@link FeatureSpec}: {@code request_ids} [R, ids], {@code
 * request_floats} [R, floats], {@code candidate_ids} [N, ids], {@code candidate_floats} [N,
 * floats], {@code request_index} [N], the request row of each candidate.
 */
final class ModelGraph {

  static final String REQUEST_IDS = "request_ids";
  static final String REQUEST_FLOATS = "request_floats";
  static final String CANDIDATE_IDS = "candidate_ids";
  static final String CANDIDATE_FLOATS = "candidate_floats";
  static final String REQUEST_INDEX = "request_index";

  static final String EMBEDDING = "embedding";
  static final String WEIGHT = "weight";
  static final String HIDDEN_1_REQUEST = "hidden1_request";
  static final String HIDDEN_1_CANDIDATE = "hidden1_candidate";
  static final String HIDDEN_1_BIAS = "hidden1_bias";
  static final String HIDDEN_2 = "hidden2";
  static final String HIDDEN_2_BIAS = "hidden2_bias";
  static final String OUTPUT = "output";
  static final String BIAS = "bias";

  static final int EMBEDDING_SIZE = 8;
  static final int HIDDEN_1_SIZE = 32;
  static final int HIDDEN_2_SIZE = 16;

  /** Variables in which every row of a batch has a share; the others are tables of rows. */
  static final List<String> DENSE =
      List.of(
          HIDDEN_1_REQUEST,
          HIDDEN_1_CANDIDATE,
          HIDDEN_1_BIAS,
          HIDDEN_2,
          HIDDEN_2_BIAS,
          OUTPUT,
          BIAS);

  final Ops tf;
  final Placeholder<TInt32> requestIds;
  final Placeholder<TFloat32> requestFloats;
  final Placeholder<TInt32> candidateIds;
  final Placeholder<TFloat32> candidateFloats;
  final Placeholder<TInt32> requestIndex;

  /** Candidate ids that have an embedding, [N, ·]. */
  final Operand<TInt32> candidateEmbeddingIds;

  /** Rows read from the tables: training differentiates with respect to these, not the tables. */
  final Operand<TFloat32> requestEmbeddings;

  final Operand<TFloat32> candidateEmbeddings;
  final Operand<TFloat32> requestWeights;
  final Operand<TFloat32> candidateWeights;

  /** Log-odds before calibration, [N]. */
  final Operand<TFloat32> logit;

  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> newValues = new LinkedHashMap<>();
  private final Map<String, Assign<TFloat32>> assigns = new LinkedHashMap<>();

  ModelGraph(Graph graph, FeatureSpec spec) {
    tf = Ops.create(graph);
    int requestIdCount = spec.requestIdCount();
    requestIds = input(REQUEST_IDS, TInt32.class, Shape.of(-1, requestIdCount));
    requestFloats =
        input(REQUEST_FLOATS, TFloat32.class, Shape.of(-1, spec.requestFloats().size()));
    candidateIds = input(CANDIDATE_IDS, TInt32.class, Shape.of(-1, spec.candidateIdCount()));
    candidateFloats =
        input(CANDIDATE_FLOATS, TFloat32.class, Shape.of(-1, spec.candidateFloats().size()));
    requestIndex = input(REQUEST_INDEX, TInt32.class, Shape.of(-1));
    shapes(spec).forEach(this::variable);

    Operand<TInt32> rows = tf.constant(0);
    candidateEmbeddingIds = columns(candidateIds, 0, spec.candidateEmbeddingCount());
    requestEmbeddings = tf.gather(variable(EMBEDDING), requestIds, rows);
    candidateEmbeddings = tf.gather(variable(EMBEDDING), candidateEmbeddingIds, rows);
    requestWeights = tf.gather(variable(WEIGHT), requestIds, rows);
    candidateWeights = tf.gather(variable(WEIGHT), candidateIds, rows);

    List<Operand<TFloat32>> requestParts = new ArrayList<>();
    int single = spec.singleRequestIds();
    requestParts.add(flat(idColumns(requestEmbeddings, 0, single), single));
    int slot = single;
    for (Feature feature : spec.severalRequestIds()) {
      requestParts.add(
          tf.reduceSum(idColumns(requestEmbeddings, slot, feature.slots()), tf.constant(1)));
      slot += feature.slots();
    }
    requestParts.add(requestFloats);
    Operand<TFloat32> requestInput = tf.concat(requestParts, tf.constant(1));
    Operand<TFloat32> candidateInput =
        tf.concat(
            List.of(flat(candidateEmbeddings, spec.candidateEmbeddingCount()), candidateFloats),
            tf.constant(1));
    Operand<TFloat32> requestHalf = tf.linalg.matMul(requestInput, variable(HIDDEN_1_REQUEST));
    Operand<TFloat32> candidateHalf =
        tf.linalg.matMul(candidateInput, variable(HIDDEN_1_CANDIDATE));
    Operand<TFloat32> hidden1 =
        tf.nn.relu(
            tf.math.add(
                tf.math.add(tf.gather(requestHalf, requestIndex, rows), candidateHalf),
                variable(HIDDEN_1_BIAS)));
    Operand<TFloat32> hidden2 =
        tf.nn.relu(
            tf.math.add(tf.linalg.matMul(hidden1, variable(HIDDEN_2)), variable(HIDDEN_2_BIAS)));
    Operand<TFloat32> tower =
        tf.reshape(tf.linalg.matMul(hidden2, variable(OUTPUT)), tf.constant(new int[] {-1}));
    Operand<TFloat32> requestSum = tf.reduceSum(requestWeights, tf.constant(1));
    Operand<TFloat32> candidateSum = tf.reduceSum(candidateWeights, tf.constant(1));
    Operand<TFloat32> linear = tf.math.add(tf.gather(requestSum, requestIndex, rows), candidateSum);
    logit = tf.math.add(tf.math.add(tower, linear), variable(BIAS));
  }

  /** Every variable's shape, by name. */
  static Map<String, Shape> shapes(FeatureSpec spec) {
    int requestInput =
        (spec.singleRequestIds() + spec.severalRequestIds().size()) * EMBEDDING_SIZE
            + spec.requestFloats().size();
    int candidateInput =
        spec.candidateEmbeddingCount() * EMBEDDING_SIZE + spec.candidateFloats().size();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(EMBEDDING, Shape.of(spec.embeddingRows(), EMBEDDING_SIZE));
    shapes.put(WEIGHT, Shape.of(spec.weightRows()));
    shapes.put(HIDDEN_1_REQUEST, Shape.of(requestInput, HIDDEN_1_SIZE));
    shapes.put(HIDDEN_1_CANDIDATE, Shape.of(candidateInput, HIDDEN_1_SIZE));
    shapes.put(HIDDEN_1_BIAS, Shape.of(HIDDEN_1_SIZE));
    shapes.put(HIDDEN_2, Shape.of(HIDDEN_1_SIZE, HIDDEN_2_SIZE));
    shapes.put(HIDDEN_2_BIAS, Shape.of(HIDDEN_2_SIZE));
    shapes.put(OUTPUT, Shape.of(HIDDEN_2_SIZE, 1));
    shapes.put(BIAS, Shape.of(1));
    return shapes;
  }

  Variable<TFloat32> variable(String name) {
    return variables.get(name);
  }

  /** A further variable, which {@link #assign} fills like the network's own. */
  final Variable<TFloat32> variable(String name, Shape shape) {
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    Placeholder<TFloat32> value =
        tf.withName(name + "_value").placeholder(TFloat32.class, Placeholder.shape(shape));
    variables.put(name, variable);
    newValues.put(name, value);
    assigns.put(name, tf.withName(name + "_assign").assign(variable, value));
    return variable;
  }

  /** Sets one variable of a session. */
  void assign(Session session, String name, float[] values) {
    Shape shape = variable(name).shape();
    try (TFloat32 tensor = TFloat32.tensorOf(shape)) {
      tensor.asRawTensor().data().asFloats().write(values);
      session.runner().feed(newValues.get(name), tensor).addTarget(assigns.get(name)).run().close();
    }
  }

  /** Reads the network's variables from a session. */
  ModelWeights weights(Session session, FeatureSpec spec) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> entry : shapes(spec).entrySet()) {
      float[] array = new float[(int) entry.getValue().size()];
      try (Result result = session.runner().fetch(variable(entry.getKey())).run()) {
        result.get(0).asRawTensor().data().asFloats().read(array);
      }
      values.put(entry.getKey(), array);
    }
    return new ModelWeights(values);
  }

  private <T extends TType> Placeholder<T> input(String name, Class<T> type, Shape shape) {
    return tf.withName(name).placeholder(type, Placeholder.shape(shape));
  }

  private Operand<TInt32> columns(Operand<TInt32> matrix, int from, int count) {
    return tf.slice(matrix, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
  }

  private Operand<TFloat32> idColumns(Operand<TFloat32> embeddings, int from, int count) {
    return tf.slice(
        embeddings,
        tf.constant(new int[] {0, from, 0}),
        tf.constant(new int[] {-1, count, EMBEDDING_SIZE}));
  }

  private Operand<TFloat32> flat(Operand<TFloat32> embeddings, int ids) {
    return tf.reshape(embeddings, tf.constant(new int[] {-1, ids * EMBEDDING_SIZE}));
  }
}
