package io.paceline.training.trainer;

import io.paceline.core.campaign.Objective;
import io.paceline.core.market.PriceEvidence;
import io.paceline.model.bundle.Calibration;
import io.paceline.model.bundle.ExpectedTraffic;
import io.paceline.model.bundle.GoldenBatch;
import io.paceline.model.bundle.Head;
import io.paceline.model.bundle.MarketCurves;
import io.paceline.model.features.FeatureEncoder;
import io.paceline.model.features.FeatureSpec;
import io.paceline.training.dataset.PreparedExample;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.statistics.MarketCurveFit;
import io.paceline.training.statistics.PriceCounts;
import io.paceline.training.statistics.TrafficCount;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Trains a click model and the statistics beside it from a log.
 *
 * <p>At least four fifths of the rows train. One half of the other rows decides when to stop and
 * fits the slope of the calibration; the other half, which neither training nor calibration sees,
 * measures the quality. {@link RowSplit} chooses the rows.
 */
public final class Trainer {

  /** How many clicks a log needs; from fewer a model learns noise. */
  public static final int MIN_CLICKS = 200;

  /**
   * How long a log must be, in campaign time, for the model to learn from the hour of the week: two
   * weeks, so that each of these hours occurs twice. Where an hour of the week occurs once only,
   * its difference from the same hour of other days may be mere chance.
   */
  private static final long HOURS_OF_WEEK_MILLIS = 14 * 86_400_000L;

  private static final int GOLDEN_ROWS = 64;

  /**
   * Number of epochs in a row without a gain after which training ends; a single epoch without a
   * gain is often chance.
   */
  private static final int PATIENCE = 2;

  /**
   * L1 strength of crosses, per square root of the log's clicks: the noise in the sum of a cross's
   * gradients grows with the square root of the clicks behind it.
   */
  private static final double CROSS_L1 = 0.4;

  private static final FeatureSpec SPEC = FeatureEncoder.SPEC;

  /**
   * Variables that start with random weights, which are drawn in the order of {@link
   * ModelGraph#shapes}.
   */
  private static final Set<String> TOWER =
      Set.of(
          ModelGraph.HIDDEN_1_REQUEST,
          ModelGraph.HIDDEN_1_CANDIDATE,
          ModelGraph.HIDDEN_2,
          ModelGraph.OUTPUT);

  private Trainer() {}

  /**
   * Trains from the examples of a log.
   *
   * @param examples the log in order of time; read once and held in memory, about 150 bytes a row
   * @param options how to train
   * @param progress receives progress reports, some twenty times an epoch and at its end
   * @throws UnusableLogException where the log has fewer than {@value #MIN_CLICKS} clicks, nothing
   *     but clicks, or no price
   * @throws IllegalArgumentException where a row is earlier than the row before it
   */
  public static TrainedModel train(
      Iterable<TrainingExample> examples,
      TrainerOptions options,
      Consumer<TrainingProgress> progress)
      throws UnusableLogException {
    EncodedExamples rows = new EncodedExamples();
    TrafficCount traffic = new TrafficCount();
    Map<String, PriceCounts> prices = new HashMap<>();
    long firstMillis = Long.MAX_VALUE;
    long previousMillis = Long.MIN_VALUE;
    for (TrainingExample example : examples) {
      if (example.campaignMillis() < previousMillis) {
        throw new IllegalArgumentException("rows must come in order of time");
      }
      previousMillis = example.campaignMillis();
      firstMillis = Math.min(firstMillis, previousMillis);
      rows.add(example);
      traffic.add(example.campaignMillis());
      if (example.marketPriceMicros() > 0) {
        prices
            .computeIfAbsent(siteKey(example), key -> new PriceCounts())
            .add(PriceEvidence.PRICE, example.marketPriceMicros());
      }
    }
    requireUsable(rows);
    if (prices.isEmpty()) {
      throw new UnusableLogException(
          "no row of the log has a market price; training needs prices for the market curves");
    }
    return learn(
        rows,
        previousMillis - firstMillis,
        options,
        progress,
        MarketCurveFit.fit(prices),
        new ExpectedTraffic(traffic.curve(), traffic.week()));
  }

  /**
   * Trains from a prepared folder: from its examples, and with its market and traffic curves, which
   * also know of bids that were lost.
   *
   * @param prepared the folder; its examples are read once and held in memory, about 150 bytes a
   *     row
   * @param options how to train
   * @param progress receives progress reports, some twenty times an epoch and at its end
   * @throws UnusableLogException where there are fewer than {@value #MIN_CLICKS} clicks or nothing
   *     but clicks
   * @throws IllegalArgumentException with one sentence for people where a file is damaged
   */
  public static TrainedModel train(
      PreparedFolder prepared, TrainerOptions options, Consumer<TrainingProgress> progress)
      throws UnusableLogException {
    EncodedExamples rows = new EncodedExamples();
    long firstMillis = Long.MAX_VALUE;
    long lastMillis = 0;
    for (PreparedExample example : prepared.examples()) {
      rows.add(example);
      firstMillis = Math.min(firstMillis, example.campaignMillis());
      lastMillis = example.campaignMillis();
    }
    requireUsable(rows);
    return learn(
        rows, lastMillis - firstMillis, options, progress, prepared.curves(), prepared.traffic());
  }

  private static TrainedModel learn(
      EncodedExamples rows,
      long spanMillis,
      TrainerOptions options,
      Consumer<TrainingProgress> progress,
      MarketCurves curves,
      ExpectedTraffic traffic) {
    if (spanMillis < HOURS_OF_WEEK_MILLIS) {
      rows.forget(FeatureEncoder.HOUR_OF_WEEK);
    }
    RowSplit split = RowSplit.of(rows.rows(), spanMillis);
    int batchRows = Math.min(options.batchRows(), split.training().length);
    List<Objective> objectives = HeadFit.objectives(rows, split);
    LevelTables levels = LevelTables.of(rows, split.training(), SPEC);
    try (Learner learner =
        new Learner(
            SPEC,
            objectives,
            firstWeights(rows, split, objectives, levels, options.seed()),
            batchRows,
            options.learningRate(),
            CROSS_L1 * Math.sqrt(rows.clicks()))) {
      ModelWeights best =
          Centring.of(
              bestWeights(learner, rows, split, levels, batchRows, options, progress),
              SPEC,
              rows,
              split.training());
      learner.restore(best);
      best =
          UnknownLevels.matched(
              learner, rows, split.training(), new IdDropout(SPEC, levels, options.seed()), best);
      learner.restore(best);
      double[][] logits = learner.logits(rows, IntStream.range(0, rows.rows()).toArray());
      HeadFit fit = new HeadFit(rows, split, objectives, logits, best);
      learner.restore(fit.weights());
      Calibration calibration = fit.heads().get(ModelGraph.CLICK_HEAD).calibration();
      double[] judged =
          probabilities(chosen(logits[ModelGraph.CLICK_HEAD], split.judging()), calibration);
      boolean[] judgedClicks = rows.clicked(split.judging());
      return new TrainedModel(
          SPEC,
          fit.weights(),
          fit.heads(),
          curves,
          traffic,
          QualityMeasure.of(rows, split.judging(), judged),
          new HeldOutFigures(
              HeldOutFigures.deciles(judged, judgedClicks),
              HeldOutFigures.roc(judged, judgedClicks),
              FeatureImportance.of(learner, rows, split.judging(), SPEC, options.seed())),
          golden(rows, logits, fit.heads()));
    }
  }

  /** Trains until the held-out loss has stopped falling; returns the weights of the best epoch. */
  private static ModelWeights bestWeights(
      Learner learner,
      EncodedExamples rows,
      RowSplit split,
      LevelTables levels,
      int batchRows,
      TrainerOptions options,
      Consumer<TrainingProgress> progress) {
    SplittableRandom random = new SplittableRandom(options.seed());
    IdDropout dropout = new IdDropout(SPEC, levels, random.nextLong());
    int[] order = split.training().clone();
    boolean[] clicked = rows.clicked(split.stopping());
    // The untrained network predicts about the log's click rate. The weights of an epoch that
    // predicts worse than that are not kept.
    ModelWeights best = learner.weights();
    double bestLoss =
        logLoss(learner.logits(rows, split.stopping())[ModelGraph.CLICK_HEAD], clicked);
    int bestEpoch = 0;
    for (int epoch = 1; epoch <= options.maxEpochs(); epoch++) {
      shuffle(order, random);
      EpochClock clock = new EpochClock(epoch, options.maxEpochs(), order.length);
      // The rows left over after the last whole batch are skipped; the next epoch has another
      // order.
      for (int from = 0; from + batchRows <= order.length; from += batchRows) {
        double loss = learner.step(rows, order, from, levels, dropout);
        if (clock.passed(batchRows, loss)) {
          progress.accept(clock.underWay());
        }
      }
      double[] logits = learner.logits(rows, split.stopping())[ModelGraph.CLICK_HEAD];
      double heldOutLoss = logLoss(logits, clicked);
      progress.accept(clock.atEnd(heldOutLoss, QualityMeasure.auc(logits, clicked)));
      if (heldOutLoss < bestLoss) {
        bestLoss = heldOutLoss;
        best = learner.weights();
        bestEpoch = epoch;
      } else if (epoch - bestEpoch == PATIENCE) {
        break;
      }
    }
    return best;
  }

  private static void requireUsable(EncodedExamples rows) throws UnusableLogException {
    if (rows.clicks() < MIN_CLICKS) {
      throw new UnusableLogException(
          String.format(
              Locale.ROOT,
              "the log has %d clicks in %d rows; training needs at least %d clicks",
              rows.clicks(),
              rows.rows(),
              MIN_CLICKS));
    }
    if (rows.clicks() == rows.rows()) {
      throw new UnusableLogException(
          "every row of the log is a click; training needs impressions without a click as well");
    }
  }

  /**
   * Tables start at 0, so that an id never seen in training adds nothing. The tower starts with
   * random weights after Glorot and Bengio (2010). Each head's bias starts at the log-odds of the
   * rate that its objective has in the log.
   */
  private static ModelWeights firstWeights(
      EncodedExamples rows,
      RowSplit split,
      List<Objective> objectives,
      LevelTables levels,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    ModelGraph.shapes(SPEC, objectives.size())
        .forEach(
            (name, shape) ->
                values.put(
                    name,
                    TOWER.contains(name)
                        ? randomWeights(shape, random)
                        : new float[(int) shape.size()]));
    values.put(ModelGraph.SITE_STATISTICS, levels.sites());
    values.put(ModelGraph.CAMPAIGN_STATISTICS, levels.campaigns());
    Normalisation.add(values, rows, split.training(), levels);
    float[] bias = new float[objectives.size()];
    for (int h = 0; h < bias.length; h++) {
      double rate = HeadFit.rate(rows, objectives.get(h), split.fitted());
      bias[h] = (float) Math.log(rate / (1.0 - rate));
    }
    values.put(ModelGraph.BIAS, bias);
    return new ModelWeights(values);
  }

  private static float[] randomWeights(Shape shape, SplittableRandom random) {
    double bound = Math.sqrt(6.0 / (shape.get(0) + shape.get(1)));
    float[] weights = new float[(int) shape.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (bound * (2.0 * random.nextDouble() - 1.0));
    }
    return weights;
  }

  private static GoldenBatch golden(EncodedExamples rows, double[][] logits, List<Head> heads) {
    int count = Math.min(GOLDEN_ROWS, rows.rows());
    EncodedExamples.RowBatch batch = new EncodedExamples.RowBatch(count, List.of());
    float[] probability = new float[count * heads.size()];
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * rows.rows() / count);
      rows.copy(row, batch, i);
      for (int h = 0; h < heads.size(); h++) {
        probability[i * heads.size() + h] =
            (float) heads.get(h).calibration().probability(logits[h][row]);
      }
    }
    return new GoldenBatch(
        count,
        batch.requestIds,
        batch.requestFloats,
        batch.candidateIds,
        batch.candidateFloats,
        probability);
  }

  private static String siteKey(TrainingExample example) {
    return MarketCurves.siteKey(
        example.request().exchange(),
        example.request().site() == null ? null : example.request().site().domain());
  }

  /** Shuffles in place, after Fisher and Yates. */
  static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private static double[] chosen(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  private static double[] probabilities(double[] logits, Calibration calibration) {
    return Arrays.stream(logits).map(calibration::probability).toArray();
  }

  private static double logLoss(double[] logits, boolean[] clicked) {
    return QualityMeasure.logLoss(probabilities(logits, new Calibration(1.0, 0.0)), clicked);
  }
}
