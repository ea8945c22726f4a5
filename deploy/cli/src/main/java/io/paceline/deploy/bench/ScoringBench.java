package io.paceline.deploy.bench;

import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.EligibilityIndex;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.scoring.Scorer;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.tensorflow.TensorFlowScorer;
import io.paceline.training.oracle.PlainScorer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measures single calls of the job's scorer and of the naive loop, {@link PlainScorer}. */
final class ScoringBench {

  private static final int[] CANDIDATES = {1, 10, 50, 200, 1_000};
  private static final int REQUESTS = 256;
  private static final int MIN_CALLS = 30;
  private static final int MAX_CALLS = 1_000_000;
  private static final long ROUND_NANOS = 500_000_000L;
  private static final double NANOS_PER_MICRO = 1_000.0;

  private final Bundle bundle;
  private final PrintStream out;

  ScoringBench(Bundle bundle, PrintStream out) {
    this.bundle = bundle;
    this.out = out;
  }

  /** Measures one row for each number of candidates. */
  List<BenchRow> run(int rounds) throws Exception {
    double[][] fast = new double[CANDIDATES.length][rounds];
    double[][] naive = new double[CANDIDATES.length][rounds];
    List<List<EligibleRequest>> requests = new ArrayList<>();
    for (int candidates : CANDIDATES) {
      requests.add(requests(candidates));
    }
    try (Scorer scorer = TensorFlowScorer.load(bundle.folder());
        Scorer plain = PlainScorer.of(bundle)) {
      for (int round = 0; round <= rounds; round++) {
        out.printf(
            Locale.ROOT,
            "  scoring, %s%n",
            round == 0 ? "warm-up" : "round " + round + " of " + rounds);
        for (int i = 0; i < CANDIDATES.length; i++) {
          double fastMicros = medianMicros(scorer, requests.get(i));
          double naiveMicros = medianMicros(plain, requests.get(i));
          if (round > 0) {
            fast[i][round - 1] = fastMicros;
            naive[i][round - 1] = naiveMicros;
          }
        }
      }
    }
    List<BenchRow> rows = new ArrayList<>();
    for (int i = 0; i < CANDIDATES.length; i++) {
      rows.add(ScoringRow.of(CANDIDATES[i], Medians.of(fast[i]), Medians.of(naive[i])));
    }
    return rows;
  }

  private static double medianMicros(Scorer scorer, List<EligibleRequest> requests) {
    double[] nanos = new double[MAX_CALLS];
    int calls = 0;
    long begin = System.nanoTime();
    long before = begin;
    while (calls < MIN_CALLS || (calls < MAX_CALLS && before - begin < ROUND_NANOS)) {
      float[][] scores = scorer.score(List.of(requests.get(calls % requests.size()))).objective();
      long after = System.nanoTime();
      if (scores.length != 1) {
        throw new IllegalStateException("one request has one row of scores");
      }
      nanos[calls++] = after - before;
      before = after;
    }
    return Medians.of(Arrays.copyOf(nanos, calls)) / NANOS_PER_MICRO;
  }

  /** Different requests, each with the first {@code candidates} of its eligible campaigns. */
  private static List<EligibleRequest> requests(int candidates) {
    // Some publishers block some campaigns, so a few more campaigns are made than needed.
    int campaigns = candidates + candidates / 2 + 10;
    BenchCampaigns all = BenchCampaigns.of(campaigns, campaigns);
    EligibilityIndex index = EligibilityIndex.of(all.campaigns(), Set.of());
    BenchTraffic traffic = new BenchTraffic();
    List<EligibleRequest> requests = new ArrayList<>(REQUESTS);
    while (requests.size() < REQUESTS) {
      BidRequest request = traffic.request();
      EligibleRequest eligible = BenchCampaigns.eligible(index, request);
      Candidates found = eligible.imps().get(0).byNumber();
      if (found.size() >= candidates) {
        requests.add(
            new EligibleRequest(
                request,
                eligible.userKey(),
                eligible.profile(),
                eligible.campaignMillis(),
                eligible.modelVersion(),
                List.of(new EligibleImp(0, found.first(candidates), null))));
      }
    }
    return requests;
  }
}
