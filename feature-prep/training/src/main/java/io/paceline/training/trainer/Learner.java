package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.model.features.FeatureSpec;
import io.paceline.training.trainer.EncodedExamples.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Unique;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The network with its loss and its updates, in a session of its own.
 *
 * <p>FTRL-proximal (McMahan et al., "Ad click prediction: a view from the trenches", 2013) updates
 * the linear weights. Its L2 term applies once to the whole log, not to every step, so it acts like
 * a normal prior and draws rare ids to 0. Most crosses mean nothing, so an L1 term keeps a cross at
 * 0 until its gradients say otherwise. Adagrad (Duchi, Hazan, Singer 2011) updates the embeddings
 * and the tower.
 *
 * <p>The tables are updated sparsely: the loss is differentiated with respect to the table rows
 * that a batch reads, the gradients of one table row are summed over the batch, and only table rows
 * that occur are touched. A dense gradient over the whole table is many times slower.
 *
 * <p>The loss of a step is a sum over rows, not a mean, so an id that is seen once moves by its own
 * gradient, whatever the batch size, and rare ids stay near 0.
 */
final class Learner implements AutoCloseable {

  private static final float FIRST_ACCUMULATOR = 0.1f;
  private static final float EPSILON = 1e-7f;

  private static final String GRADIENT_SUMS = "weight_gradient_sums";
  private static final float WEIGHT_RATE = 0.1f;
  private static final float FTRL_POWER = -0.5f;
  private static final float WEIGHT_L2 = 15f;

  private final FeatureSpec spec;
  private final Graph graph = new Graph();
  private final ModelGraph model;
  private final Session session;
  private final List<Objective> heads;
  private final Placeholder<TFloat32> reached;
  private final Placeholder<TFloat32> counted;
  private final Operand<TFloat32> loss;
  private final Ops updateTf;
  private final List<Op> updates = new ArrayList<>();
  private final Map<String, Operand<TFloat32>> accumulators = new HashMap<>();
  private final BatchTensors training;

  /**
   * Builds the network in a graph of its own and starts from the given weights.
   *
   * @param heads the objectives to learn, clicks first
   * @param batchRows rows of a training step
   * @param learningRate of Adagrad
   * @param crossL1 what the absolute sum of a cross's gradients must exceed for its weight to leave
   *     0
   */
  Learner(
      FeatureSpec spec,
      List<Objective> heads,
      ModelWeights first,
      int batchRows,
      double learningRate,
      double crossL1) {
    this.spec = spec;
    this.heads = List.copyOf(heads);
    model = new ModelGraph(graph, spec, heads.size());
    Ops tf = model.tf;
    Placeholder.Options perHead = Placeholder.shape(Shape.of(-1, heads.size()));
    reached = tf.withName("reached").placeholder(TFloat32.class, perHead);
    counted = tf.withName("counted").placeholder(TFloat32.class, perHead);
    // Sigmoid cross-entropy in the form that cannot overflow: softplus(logit) - reached * logit.
    loss =
        tf.reduceSum(
            tf.math.mul(
                counted,
                tf.math.sub(tf.math.softplus(model.logits), tf.math.mul(reached, model.logits))),
            tf.constant(new int[] {0, 1}));

    List<Operand<?>> sources =
        new ArrayList<>(
            List.of(
                model.requestEmbeddings,
                model.offerEmbeddings,
                model.requestWeights,
                model.offerWeights,
                model.crossWeights));
    ModelGraph.DENSE.forEach(name -> sources.add(model.variable(name)));
    for (String name : learned()) {
      accumulators.put(name, model.variable(accumulatorName(name), shape(name)));
    }
    Gradients gradients = tf.gradients(loss, sources);
    // Every update waits for all gradients, because gradients read variables, some of them late.
    // Otherwise an update could change a variable before the last gradient has read it, and two
    // trainings on the same log would differ.
    updateTf = tf.withControlDependencies(gradientOps(gradients, sources.size()));
    Operand<TFloat32> rate = tf.constant((float) learningRate);
    Operand<TInt32> requestIds = flat(model.requestIds);
    updates.add(
        tableUpdate(
            ModelGraph.EMBEDDING,
            new int[] {-1, ModelGraph.EMBEDDING_SIZE},
            rate,
            List.of(requestIds, flat(model.offerIds)),
            List.of(gradients.dy(0), gradients.dy(1))));
    Operand<TFloat32> sums = model.variable(GRADIENT_SUMS, shape(ModelGraph.WEIGHT));
    updates.add(
        weightUpdate(
            sums,
            tf.concat(List.of(requestIds, flat(model.offerIds)), tf.constant(0)),
            tf.concat(
                List.of(flatFloats(gradients.dy(2)), flatFloats(gradients.dy(3))), tf.constant(0)),
            0f));
    // A cross with a missing or unknown part has the id of its bucket 0. That bucket gets no
    // gradient, so its weight stays 0.
    Operand<TFloat32> known =
        tf.dtypes.cast(
            tf.math.notEqual(model.crossIds, tf.constant(new int[][] {firstCrossRows()})),
            TFloat32.class);
    updates.add(
        weightUpdate(
            sums,
            flat(model.crossIds),
            flatFloats(tf.math.mul(gradients.dy(4), known)),
            (float) crossL1));
    for (int i = 0; i < ModelGraph.DENSE.size(); i++) {
      String name = ModelGraph.DENSE.get(i);
      updates.add(
          updateTf.train.applyAdagrad(
              model.variable(name), accumulators.get(name), rate, gradients.dy(5 + i)));
    }
    session = new Session(graph);
    model.assign(session, GRADIENT_SUMS, new float[(int) shape(ModelGraph.WEIGHT).size()]);
    for (String name : learned()) {
      float[] start = new float[(int) shape(name).size()];
      Arrays.fill(start, FIRST_ACCUMULATOR);
      model.assign(session, accumulatorName(name), start);
    }
    restore(first);
    training = tensors(batchRows);
  }

  /**
   * Makes one step over the rows {@code order[from .. from + batch rows)}; returns their summed
   * loss.
   *
   * @param levels levels of each row's site and campaign, as of the rows before it
   * @param dropout removes the ids of some rows
   */
  double step(
      EncodedExamples examples, int[] order, int from, LevelTables levels, IdDropout dropout) {
    for (int i = 0; i < training.batch.rows; i++) {
      examples.copy(order[from + i], training.batch, i);
      levels.copyBefore(order[from + i], training.batch, i);
    }
    dropout.apply(training.batch);
    Session.Runner runner =
        training.fedToTrain(session.runner(), model, reached, counted).fetch(loss);
    updates.forEach(runner::addTarget);
    try (Result result = runner.run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /**
   * Changes a row before it is fed; {@code at} is its place in the batch, {@code position} its
   * place among the chosen rows.
   */
  interface Edit {
    void edit(RowBatch batch, int at, int position);
  }

  /** Logits of the chosen rows, by head. */
  double[][] logits(EncodedExamples examples, int[] chosen) {
    return logits(examples, chosen, (batch, at, position) -> {});
  }

  /** Logits of the chosen rows, by head, after {@code edit} has changed each row. */
  double[][] logits(EncodedExamples examples, int[] chosen, Edit edit) {
    double[][] logits = new double[heads.size()][chosen.length];
    int step = Math.min(2048, chosen.length);
    float[] chunk = new float[step * heads.size()];
    try (BatchTensors feeds = tensors(step)) {
      for (int from = 0; from < chosen.length; from += step) {
        int rows = Math.min(step, chosen.length - from);
        for (int i = 0; i < rows; i++) {
          examples.copy(chosen[from + i], feeds.batch, i);
          edit.edit(feeds.batch, i, from + i);
        }
        // The last batch may still hold rows of the batch before it behind its own; their logits
        // are not read.
        try (Result result = feeds.fed(session.runner(), model).fetch(model.logits).run()) {
          result.get(0).asRawTensor().data().asFloats().read(chunk);
        }
        for (int i = 0; i < rows; i++) {
          for (int h = 0; h < logits.length; h++) {
            logits[h][from + i] = chunk[i * logits.length + h];
          }
        }
      }
    }
    return logits;
  }

  private BatchTensors tensors(int rows) {
    return new BatchTensors(rows, spec.candidateEmbeddingCount(), heads);
  }

  ModelWeights weights() {
    return model.weights(session, spec);
  }

  void restore(ModelWeights weights) {
    weights.values().forEach((name, values) -> model.assign(session, name, values));
  }

  @Override
  public void close() {
    training.close();
    session.close();
    graph.close();
  }

  private static List<Op> gradientOps(Gradients gradients, int count) {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ops.add(gradients.dy(i));
    }
    return ops;
  }

  private Op tableUpdate(
      String table,
      int[] rowShape,
      Operand<TFloat32> rate,
      List<Operand<TInt32>> ids,
      List<Output<TFloat32>> gradients) {
    Ops tf = model.tf;
    List<Operand<TFloat32>> flatGradients = new ArrayList<>();
    for (Output<TFloat32> gradient : gradients) {
      flatGradients.add(tf.reshape(gradient, tf.constant(rowShape)));
    }
    Unique<TInt32, TInt32> unique =
        tf.unique(tf.concat(ids, tf.constant(0)), tf.constant(new int[] {0}));
    Operand<TFloat32> sums =
        tf.math.unsortedSegmentSum(
            tf.concat(flatGradients, tf.constant(0)), unique.idx(), tf.size(unique.y()));
    return updateTf.train.sparseApplyAdagrad(
        model.variable(table),
        accumulators.get(table),
        rate,
        tf.constant(EPSILON),
        sums,
        unique.y());
  }

  /** One step of FTRL-proximal over those rows of the weight table that occur in the batch. */
  private Op weightUpdate(
      Operand<TFloat32> gradientSums, Operand<TInt32> ids, Operand<TFloat32> gradients, float l1) {
    Ops tf = model.tf;
    Unique<TInt32, TInt32> unique = tf.unique(ids, tf.constant(new int[] {0}));
    return updateTf.train.sparseApplyFtrl(
        model.variable(ModelGraph.WEIGHT),
        accumulators.get(ModelGraph.WEIGHT),
        gradientSums,
        tf.math.unsortedSegmentSum(gradients, unique.idx(), tf.size(unique.y())),
        unique.y(),
        tf.constant(WEIGHT_RATE),
        tf.constant(l1),
        tf.constant(WEIGHT_L2),
        tf.constant(0f),
        tf.constant(FTRL_POWER));
  }

  private Shape shape(String name) {
    return model.variable(name).shape();
  }

  /** Names of the variables that training steps change. */
  private List<String> learned() {
    return ModelGraph.shapes(spec, heads.size()).keySet().stream()
        .filter(name -> !ModelGraph.CONSTANT.contains(name))
        .toList();
  }

  /** For each cross id of a candidate, in order, the table row of its bucket 0. */
  private int[] firstCrossRows() {
    return spec.places().stream()
        .filter(place -> spec.cross().contains(place.feature()))
        .flatMapToInt(place -> IntStream.generate(place::firstRow).limit(place.feature().slots()))
        .toArray();
  }

  private Operand<TFloat32> flatFloats(Operand<TFloat32> values) {
    return model.tf.reshape(values, model.tf.constant(new int[] {-1}));
  }

  private static String accumulatorName(String name) {
    return name + "_accumulator";
  }

  private Operand<TInt32> flat(Operand<TInt32> ids) {
    return model.tf.reshape(ids, model.tf.constant(new int[] {-1}));
  }
}
