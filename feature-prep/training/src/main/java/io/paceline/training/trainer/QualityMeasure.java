package io.paceline.training.trainer;

import io.paceline.model.bundle.CampaignQuality;
import io.paceline.model.bundle.HeadQuality;
import io.paceline.model.bundle.ModelQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Measures how good predictions are on rows that training did not see. */
final class QualityMeasure {

  private QualityMeasure() {}

  /**
   * Measures the click predictions for the held-out rows, over all campaigns and for each.
   *
   * @param rows the whole log
   * @param judging row numbers of the held-out rows
   * @param probability predicted click probabilities of the held-out rows, in the same order
   */
  static ModelQuality of(EncodedExamples rows, int[] judging, double[] probability) {
    boolean[] clicked = rows.clicked(judging);
    Map<String, Long> logClicks = new HashMap<>();
    for (int row = 0; row < rows.rows(); row++) {
      logClicks.merge(rows.campaignId(row), rows.clicked(row) ? 1L : 0L, Long::sum);
    }
    Map<String, List<Integer>> byCampaign = new TreeMap<>();
    for (int i = 0; i < judging.length; i++) {
      byCampaign.computeIfAbsent(rows.campaignId(judging[i]), id -> new ArrayList<>()).add(i);
    }
    List<CampaignQuality> campaigns = new ArrayList<>();
    byCampaign.forEach(
        (id, members) -> {
          double[] own = members.stream().mapToDouble(i -> probability[i]).toArray();
          boolean[] ownClicked = new boolean[own.length];
          for (int i = 0; i < own.length; i++) {
            ownClicked[i] = clicked[members.get(i)];
          }
          campaigns.add(
              new CampaignQuality(
                  id,
                  logClicks.getOrDefault(id, 0L),
                  own.length,
                  clicks(ownClicked),
                  Arrays.stream(own).sum(),
                  auc(own, ownClicked),
                  logLoss(own, ownClicked)));
        });
    campaigns.sort(Comparator.comparingLong(CampaignQuality::logClicks).reversed());
    return new ModelQuality(
        auc(probability, clicked),
        logLoss(probability, clicked),
        calibrationRatio(probability, clicked),
        rows.rows(),
        rows.clicks(),
        judging.length,
        campaigns);
  }

  /** Mean of {@code -ln} of the probability that was predicted for the observed outcome. */
  static double logLoss(double[] probability, boolean[] clicked) {
    double sum = 0.0;
    for (int i = 0; i < probability.length; i++) {
      sum -= Math.log(clicked[i] ? probability[i] : 1.0 - probability[i]);
    }
    return probability.length == 0 ? 0.0 : sum / probability.length;
  }

  /** Predicted clicks divided by observed clicks; 0 where no click was observed. */
  static double calibrationRatio(double[] probability, boolean[] clicked) {
    double predicted = Arrays.stream(probability).sum();
    int observed = clicks(clicked);
    return observed == 0 ? 0.0 : predicted / observed;
  }

  /**
   * Area under the ROC curve, computed as Mann and Whitney's rank statistic; rows with equal scores
   * share their mean rank.
   */
  static double auc(double[] score, boolean[] clicked) {
    int rows = score.length;
    int[] order =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> score[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double rankSum = 0.0;
    for (int from = 0; from < rows; ) {
      int to = from + 1;
      while (to < rows && score[order[to]] == score[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        rankSum += clicked[order[i]] ? rank : 0.0;
      }
      from = to;
    }
    double positives = clicks(clicked);
    double negatives = rows - positives;
    if (positives == 0 || negatives == 0) {
      return 0.5;
    }
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
  }

  private static int clicks(boolean[] clicked) {
    int clicks = 0;
    for (boolean click : clicked) {
      clicks += click ? 1 : 0;
    }
    return clicks;
  }

  /**
   * Measures the predictions of one head.
   *
   * @param positives how many rows of the whole log have the head's outcome
   * @param probability predicted probabilities of the held-out rows that count for the head
   * @param reached whether each of these rows had the head's outcome
   */
  static HeadQuality ofHead(long positives, double[] probability, boolean[] reached) {
    long found = 0;
    for (boolean each : reached) {
      found += each ? 1 : 0;
    }
    return new HeadQuality(
        positives,
        reached.length,
        found,
        auc(probability, reached),
        logLoss(probability, reached),
        calibrationRatio(probability, reached));
  }
}
