package io.paceline.training.trainer;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A day of the synthetic market on which random campaigns are shown, with the probability that
 * decided each click. A model is judged by the probabilities that it should have predicted.
 */
final class KnownDay {

  private static final int DECILES = 10;
  private static final int PAIRS = 100_000;

  private final EncodedExamples rows = new EncodedExamples();
  private final List<LoggedImpression> log;
  private final double[] truth;

  /**
   * How good a model is on the day.
   *
   * @param auc AUC of the model
   * @param lawAuc AUC of the probabilities that decided the clicks, on the same clicks
   * @param calibrationError mean of |mean predicted - mean true| over the deciles of prediction,
   *     divided by the mean true probability
   * @param bias per campaign: mean predicted over mean true, minus 1
   */
  record Judgement(double auc, double lawAuc, double calibrationError, Map<String, Double> bias) {}

  /**
   * Plays day 0 of the market with this seed. A market writes the log of the day before its own, so
   * the log of day 0 is written by the market of day 1. A model trains on the log of day -1.
   *
   * @param file receives the day's log
   */
  KnownDay(long seed, int campaigns, long requests, Path file) throws IOException {
    market(seed, campaigns, requests, 1).writeLog(file, requests);
    log = IpinyouLog.read(file).impressions();
    SyntheticMarket market = market(seed, campaigns, requests, 0);
    Iterator<Opportunity> opportunities = market.opportunities();
    Opportunity opportunity = opportunities.next();
    truth = new double[log.size()];
    for (int i = 0; i < truth.length; i++) {
      // A log row's bid id is the request's id, a dash and the imp's number from 1.
      String bidId = log.get(i).bidId();
      int dash = bidId.lastIndexOf('-');
      while (!opportunity.request().id().equals(bidId.substring(0, dash))) {
        opportunity = opportunities.next();
      }
      int imp = Integer.parseInt(bidId.substring(dash + 1)) - 1;
      truth[i] = market.clickProbability(opportunity, imp, log.get(i).campaignId());
    }
    LogExamples.of(log).forEach(rows::add);
  }

  static SyntheticMarket market(long seed, int campaigns, long requests, int day) {
    return new SyntheticMarket(
        new SyntheticMarket.Settings(
            seed, campaigns, requests, day, SyntheticMarket.Settings.DEFAULT.tmaxMillis()));
  }

  /**
   * How good a model is on some rows of the day.
   *
   * @param rows how many rows
   * @param meanPredicted mean predicted probability
   * @param meanTrue mean of the probabilities that decide the clicks
   * @param concordance share of pairs of rows that the model puts in their true order
   */
  record Part(int rows, double meanPredicted, double meanTrue, double concordance) {}

  /** Judges the rows that meet a condition. */
  Part judge(TrainedModel model, Predicate<LoggedImpression> condition) {
    int[] chosen =
        IntStream.range(0, truth.length).filter(i -> condition.test(log.get(i))).toArray();
    double[] predicted = predicted(model, chosen);
    SplittableRandom random = new SplittableRandom(1L);
    int concordant = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      int one = random.nextInt(chosen.length);
      int other = random.nextInt(chosen.length);
      double order =
          (truth[chosen[one]] - truth[chosen[other]]) * (predicted[one] - predicted[other]);
      concordant += order > 0 ? 1 : 0;
    }
    return new Part(
        chosen.length,
        Arrays.stream(predicted).average().orElseThrow(),
        Arrays.stream(chosen).mapToDouble(i -> truth[i]).average().orElseThrow(),
        (double) concordant / PAIRS);
  }

  private double[] predicted(TrainedModel model, int[] chosen) {
    try (Learner learner =
        new Learner(FeatureEncoder.SPEC, model.objectives(), model.weights(), 1, 1.0, 0.0)) {
      return Arrays.stream(learner.logits(rows, chosen)[0])
          .map(model.calibration()::probability)
          .toArray();
    }
  }

  Judgement judge(TrainedModel model) {
    int[] all = IntStream.range(0, truth.length).toArray();
    double[] predicted = predicted(model, all);
    boolean[] clicked = rows.clicked(all);
    Map<String, double[]> sums = new HashMap<>();
    for (int i = 0; i < truth.length; i++) {
      double[] sum = sums.computeIfAbsent(rows.campaignId(i), id -> new double[2]);
      sum[0] += predicted[i];
      sum[1] += truth[i];
    }
    Map<String, Double> bias = new HashMap<>();
    sums.forEach((id, sum) -> bias.put(id, sum[0] / sum[1] - 1.0));
    return new Judgement(
        QualityMeasure.auc(predicted, clicked),
        QualityMeasure.auc(truth, clicked),
        calibrationError(predicted),
        bias);
  }

  private double calibrationError(double[] predicted) {
    int[] order =
        IntStream.range(0, predicted.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> predicted[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double error = 0.0;
    for (int decile = 0; decile < DECILES; decile++) {
      double difference = 0.0;
      int to = (int) ((decile + 1L) * order.length / DECILES);
      for (int i = (int) ((long) decile * order.length / DECILES); i < to; i++) {
        difference += predicted[order[i]] - truth[order[i]];
      }
      error += Math.abs(difference);
    }
    return error / Arrays.stream(truth).sum();
  }
}
