package io.paceline.training.trainer;

import io.paceline.model.bundle.TensorNames;
import io.paceline.model.features.Feature;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeaturePlace;
import io.paceline.model.features.FeatureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The network, after "Wide &amp; Deep Learning for Recommender Systems" (Cheng et al. 2016): a
 * linear weight per id, crosses included, plus a small tower over embeddings. Several heads share
 * the tower: the first one predicts clicks and is the only one to use the linear weights; the
 * others predict what follows a click.
 *
 * <p>The first layer is split in three. A request's part is computed once, however many candidates
 * the request has. The part of an offer (campaign and creative) is computed once as well, however
 * often the offer is a candidate. Only the part that depends on both is computed for each
 * candidate. Training uses this form of the network; {@link ServingGraph} computes the same
 * function for scoring. With R requests, P offers, N candidates, hidden sizes H1 and H2:
 *
 * <pre>
 * nr = ([floats | site_statistics[site]] - mean) · scale                                 [R, ·]
 * no = (campaign_statistics[campaign] - mean) · scale                                    [P, ·]
 * nc = (floats - mean) · scale                                                           [N, ·]
 * xr = [embeddings of single ids | a sum of embeddings per feature of several ids | nr]  [R, ·]
 * xo = [embeddings of offer ids | no]                                                    [P, ·]
 * offer_hidden = xo · w1o + b1                                                           [P, H1]
 * offer_logits = [Σ offer weights | 0 …] + head_levels[campaign]                         [P, heads]
 * h1 = relu((xr · w1r)[request_index] + offer_hidden[offer_index] + nc · w1c)            [N, H1]
 * h2 = relu(h1 · w2 + b2)                                                                [N, H2]
 * logits = h2 · w3 + bias + offer_logits[offer_index]                                    [N, heads]
 * logits[:, 0] += (Σ request weights)[request_index] + Σ cross weights
 * </pre>
 *
 * <p>w1o and w1c are parts of one variable, {@code hidden1_candidate}. Its first rows belong to the
 * embeddings (w1o), the next ones to the numbers that are fed (w1c), the last ones to the numbers
 * that are looked up (w1o again). {@code head_levels} holds the shifts of {@link CampaignLevels}
 * for all heads but the one for clicks; a network with one head has none.
 *
 * <p>Inputs, in the terms of {@link FeatureSpec}:
 *
 * <ul>
 *   <li>{@code request_ids} [R, ids] and {@code request_floats} [R, floats];
 *   <li>{@code offer_ids} [P, ids] and {@code cross_ids} [N, ids], the two parts of a candidate's
 *       ids, and {@code candidate_floats} [N, floats];
 *   <li>{@code request_index} [N], the row of each candidate's request among the R requests, and
 *       {@code offer_index} [N], the row of its offer among the P offers.
 * </ul>
 *
 * <p>The graph reads site and campaign from the ids; statistics and normalisation are constants of
 * the graph.
 */
final class ModelGraph {

  static final String EMBEDDING = "embedding";
  static final String WEIGHT = "weight";
  static final String HIDDEN_1_REQUEST = "hidden1_request";
  static final String HIDDEN_1_CANDIDATE = "hidden1_candidate";
  static final String HIDDEN_1_BIAS = "hidden1_bias";
  static final String HIDDEN_2 = "hidden2";
  static final String HIDDEN_2_BIAS = "hidden2_bias";
  static final String OUTPUT = "output";
  static final String BIAS = "bias";
  static final String SITE_STATISTICS = "site_statistics";
  static final String CAMPAIGN_STATISTICS = "campaign_statistics";
  static final String REQUEST_MEAN = "request_mean";
  static final String REQUEST_SCALE = "request_scale";
  static final String CANDIDATE_MEAN = "candidate_mean";
  static final String CANDIDATE_SCALE = "candidate_scale";
  static final String HEAD_LEVELS = "head_levels";

  /** Index of the head for clicks, which comes first. */
  static final int CLICK_HEAD = 0;

  static final int EMBEDDING_SIZE = 8;
  static final int HIDDEN_1_SIZE = 32;
  static final int HIDDEN_2_SIZE = 16;

  /**
   * Variables whose gradient comes from every row of a batch; the other learned variables are
   * tables, of which a batch touches some rows only.
   */
  static final List<String> DENSE =
      List.of(
          HIDDEN_1_REQUEST,
          HIDDEN_1_CANDIDATE,
          HIDDEN_1_BIAS,
          HIDDEN_2,
          HIDDEN_2_BIAS,
          OUTPUT,
          BIAS);

  /** Variables that training computes beside the network; training steps do not change them. */
  static final Set<String> CONSTANT =
      Set.of(
          SITE_STATISTICS,
          CAMPAIGN_STATISTICS,
          REQUEST_MEAN,
          REQUEST_SCALE,
          CANDIDATE_MEAN,
          CANDIDATE_SCALE,
          HEAD_LEVELS);

  final Ops tf;
  final Placeholder<TInt32> requestIds;
  final Placeholder<TFloat32> requestFloats;
  final Placeholder<TInt32> offerIds;
  final Placeholder<TInt32> crossIds;
  final Placeholder<TFloat32> candidateFloats;
  final Placeholder<TInt32> requestIndex;
  final Placeholder<TInt32> offerIndex;

  /**
   * Table rows that a batch reads. Training differentiates with respect to this tensor and the next
   * four, not with respect to whole tables.
   */
  final Operand<TFloat32> requestEmbeddings;

  final Operand<TFloat32> offerEmbeddings;
  final Operand<TFloat32> requestWeights;
  final Operand<TFloat32> offerWeights;
  final Operand<TFloat32> crossWeights;

  /**
   * Statistics of each request's site, looked up in the graph's table. Training feeds the numbers
   * of {@link LevelTables#copyBefore} in place of these and of {@link #campaignLevels}.
   */
  final Operand<TFloat32> siteLevels;

  final Operand<TFloat32> campaignLevels;

  /** What an offer adds to the first layer, the layer's bias included, [P, H1]. */
  final Operand<TFloat32> offerHidden;

  /** What an offer adds to the logits, [P, heads]. */
  final Operand<TFloat32> offerLogits;

  /** Log-odds before calibration, [N, heads]. */
  final Operand<TFloat32> logits;

  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> newValues = new LinkedHashMap<>();
  private final Map<String, Assign<TFloat32>> assigns = new LinkedHashMap<>();

  private final int heads;

  /**
   * Builds the network in a graph.
   *
   * @param heads how many heads, at least the one for clicks
   */
  ModelGraph(Graph graph, FeatureSpec spec, int heads) {
    this.heads = heads;
    tf = Ops.create(graph);
    int requestIdCount = spec.requestIdCount();
    requestIds = input(TensorNames.REQUEST_IDS, TInt32.class, Shape.of(-1, requestIdCount));
    requestFloats =
        input(
            TensorNames.REQUEST_FLOATS, TFloat32.class, Shape.of(-1, spec.requestFloats().size()));
    int offerIdCount = spec.candidateEmbeddingCount();
    int crossIdCount = spec.candidateIdCount() - offerIdCount;
    offerIds = input(TensorNames.OFFER_IDS, TInt32.class, Shape.of(-1, offerIdCount));
    crossIds = input(TensorNames.CROSS_IDS, TInt32.class, Shape.of(-1, crossIdCount));
    candidateFloats =
        input(
            TensorNames.CANDIDATE_FLOATS,
            TFloat32.class,
            Shape.of(-1, spec.candidateFloats().size()));
    requestIndex = input(TensorNames.REQUEST_INDEX, TInt32.class, Shape.of(-1));
    offerIndex = input(TensorNames.OFFER_INDEX, TInt32.class, Shape.of(-1));
    shapes(spec, heads).forEach(this::variable);

    Operand<TInt32> rows = tf.constant(0);
    requestEmbeddings = tf.gather(variable(EMBEDDING), requestIds, rows);
    offerEmbeddings = tf.gather(variable(EMBEDDING), offerIds, rows);
    requestWeights = tf.gather(variable(WEIGHT), requestIds, rows);
    offerWeights = tf.gather(variable(WEIGHT), offerIds, rows);
    crossWeights = tf.gather(variable(WEIGHT), crossIds, rows);

    FeaturePlace site = spec.place(FeatureEncoder.SITE);
    FeaturePlace campaign = spec.place(FeatureEncoder.CAMPAIGN);
    siteLevels = tf.gather(variable(SITE_STATISTICS), buckets(requestIds, site), rows);
    Operand<TInt32> campaigns = buckets(offerIds, campaign);
    campaignLevels = tf.gather(variable(CAMPAIGN_STATISTICS), campaigns, rows);
    List<Operand<TFloat32>> requestParts = new ArrayList<>();
    int single = spec.singleRequestIds();
    requestParts.add(flat(idColumns(requestEmbeddings, 0, single), single));
    int slot = single;
    for (Feature feature : spec.severalRequestIds()) {
      requestParts.add(
          tf.reduceSum(idColumns(requestEmbeddings, slot, feature.slots()), tf.constant(1)));
      slot += feature.slots();
    }
    requestParts.add(
        normalised(
            tf.concat(List.of(requestFloats, siteLevels), tf.constant(1)),
            variable(REQUEST_MEAN),
            variable(REQUEST_SCALE)));
    Operand<TFloat32> requestInput = tf.concat(requestParts, tf.constant(1));
    Operand<TFloat32> requestHidden = tf.linalg.matMul(requestInput, variable(HIDDEN_1_REQUEST));

    int embedded = offerIdCount * EMBEDDING_SIZE;
    int fed = spec.candidateFloats().size();
    Operand<TFloat32> half = variable(HIDDEN_1_CANDIDATE);
    Operand<TFloat32> mean = variable(CANDIDATE_MEAN);
    Operand<TFloat32> scale = variable(CANDIDATE_SCALE);
    Operand<TFloat32> offerInput =
        tf.concat(
            List.of(
                flat(offerEmbeddings, offerIdCount),
                normalised(campaignLevels, from(mean, fed), from(scale, fed))),
            tf.constant(1));
    Operand<TFloat32> offerHalf =
        tf.concat(List.of(rows(half, 0, embedded), rows(half, embedded + fed, -1)), rows);
    offerHidden = tf.math.add(tf.linalg.matMul(offerInput, offerHalf), variable(HIDDEN_1_BIAS));
    Operand<TFloat32> candidateHidden =
        tf.linalg.matMul(
            normalised(candidateFloats, upTo(mean, fed), upTo(scale, fed)),
            rows(half, embedded, fed));
    Operand<TFloat32> hidden1 =
        tf.nn.relu(
            tf.math.addN(
                List.of(
                    tf.gather(requestHidden, requestIndex, rows),
                    tf.gather(offerHidden, offerIndex, rows),
                    candidateHidden)));
    Operand<TFloat32> hidden2 =
        tf.nn.relu(
            tf.math.add(tf.linalg.matMul(hidden1, variable(HIDDEN_2)), variable(HIDDEN_2_BIAS)));
    Operand<TFloat32> tower =
        tf.math.add(tf.linalg.matMul(hidden2, variable(OUTPUT)), variable(BIAS));
    Operand<TFloat32> offerLinear = forClicks(sum(offerWeights));
    offerLogits =
        heads == 1
            ? offerLinear
            : tf.math.add(offerLinear, tf.gather(variable(HEAD_LEVELS), campaigns, rows));
    Operand<TFloat32> linear =
        tf.math.add(tf.gather(sum(requestWeights), requestIndex, rows), sum(crossWeights));
    logits =
        tf.math.addN(List.of(tower, tf.gather(offerLogits, offerIndex, rows), forClicks(linear)));
  }

  /** Widens [·, 1] to [·, heads]: the value goes to the first head, the others get 0. */
  private Operand<TFloat32> forClicks(Operand<TFloat32> linear) {
    return heads == 1 ? linear : tf.math.mul(linear, tf.constant(new float[][] {onlyFirst(heads)}));
  }

  private static float[] onlyFirst(int heads) {
    float[] mask = new float[heads];
    mask[0] = 1f;
    return mask;
  }

  Operand<TFloat32> sum(Operand<TFloat32> weights) {
    return tf.reduceSum(weights, tf.constant(1), ReduceSum.keepDims(true));
  }

  private Operand<TInt32> buckets(Operand<TInt32> ids, FeaturePlace place) {
    return tf.math.sub(
        tf.gather(ids, tf.constant(place.slot()), tf.constant(1)), tf.constant(place.firstRow()));
  }

  private Operand<TFloat32> normalised(
      Operand<TFloat32> numbers, Operand<TFloat32> mean, Operand<TFloat32> scale) {
    return tf.math.mul(tf.math.sub(numbers, mean), scale);
  }

  private Operand<TFloat32> from(Operand<TFloat32> vector, int first) {
    return tf.slice(vector, tf.constant(new int[] {first}), tf.constant(new int[] {-1}));
  }

  Operand<TFloat32> upTo(Operand<TFloat32> vector, int end) {
    return tf.slice(vector, tf.constant(new int[] {0}), tf.constant(new int[] {end}));
  }

  /** Takes rows of a matrix from {@code first} on; a count of -1 takes all that follow. */
  Operand<TFloat32> rows(Operand<TFloat32> matrix, int first, int count) {
    return tf.slice(matrix, tf.constant(new int[] {first, 0}), tf.constant(new int[] {count, -1}));
  }

  /** Every variable's shape, by name. */
  static Map<String, Shape> shapes(FeatureSpec spec, int heads) {
    int requestNumbers = spec.requestFloats().size() + LevelTables.SITE_WIDTH;
    int candidateNumbers = spec.candidateFloats().size() + LevelTables.CAMPAIGN_WIDTH;
    int sites = spec.place(FeatureEncoder.SITE).feature().buckets();
    int campaigns = spec.place(FeatureEncoder.CAMPAIGN).feature().buckets();
    int requestInput =
        (spec.singleRequestIds() + spec.severalRequestIds().size()) * EMBEDDING_SIZE
            + requestNumbers;
    int candidateInput = spec.candidateEmbeddingCount() * EMBEDDING_SIZE + candidateNumbers;
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(EMBEDDING, Shape.of(spec.embeddingRows(), EMBEDDING_SIZE));
    shapes.put(WEIGHT, Shape.of(spec.weightRows()));
    shapes.put(HIDDEN_1_REQUEST, Shape.of(requestInput, HIDDEN_1_SIZE));
    shapes.put(HIDDEN_1_CANDIDATE, Shape.of(candidateInput, HIDDEN_1_SIZE));
    shapes.put(HIDDEN_1_BIAS, Shape.of(HIDDEN_1_SIZE));
    shapes.put(HIDDEN_2, Shape.of(HIDDEN_1_SIZE, HIDDEN_2_SIZE));
    shapes.put(HIDDEN_2_BIAS, Shape.of(HIDDEN_2_SIZE));
    shapes.put(OUTPUT, Shape.of(HIDDEN_2_SIZE, heads));
    shapes.put(BIAS, Shape.of(heads));
    shapes.put(SITE_STATISTICS, Shape.of(sites, LevelTables.SITE_WIDTH));
    shapes.put(CAMPAIGN_STATISTICS, Shape.of(campaigns, LevelTables.CAMPAIGN_WIDTH));
    shapes.put(REQUEST_MEAN, Shape.of(requestNumbers));
    shapes.put(REQUEST_SCALE, Shape.of(requestNumbers));
    shapes.put(CANDIDATE_MEAN, Shape.of(candidateNumbers));
    shapes.put(CANDIDATE_SCALE, Shape.of(candidateNumbers));
    if (heads > 1) {
      shapes.put(HEAD_LEVELS, Shape.of(campaigns, heads));
    }
    return shapes;
  }

  Variable<TFloat32> variable(String name) {
    Variable<TFloat32> variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException("no variable named " + name);
    }
    return variable;
  }

  /** Adds a variable, which {@link #assign} fills. */
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
    for (Map.Entry<String, Shape> entry : shapes(spec, heads).entrySet()) {
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
