package io.paceline.deploy.bench;

import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.EligibilityIndex;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.scoring.Scorer;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.tensorflow.TensorFlowScorer;
import io.paceline.training.trainer.PlainScorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The calls that JMH measures: single calls of the job's scorer and of the naive loop, {@link
 * PlainScorer}. {@link ScoringBench} runs them.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the setup first.
public class ScoringCalls {

  /** What the calls score: different requests in turn, each with the same number of candidates. */
  @State(Scope.Thread)
  public static class Requests {
    private static final int REQUESTS = 256;

    /** Campaigns scored in a call. */
    @Param("50")
    public int candidates;

    private List<List<EligibleRequest>> calls;
    private int next;

    /** Takes from each request the first {@link #candidates} of its eligible campaigns. */
    @Setup
    public void make() {
      // Some publishers block some campaigns, so a few more campaigns are made than needed.
      int campaigns = candidates + candidates / 2 + 10;
      EligibilityIndex index = EligibilityIndex.of(BenchCampaigns.everywhere(campaigns), Set.of());
      BenchTraffic traffic = new BenchTraffic();
      calls = new ArrayList<>(REQUESTS);
      while (calls.size() < REQUESTS) {
        BidRequest request = traffic.request();
        EligibleRequest eligible = BenchCampaigns.eligible(index, request);
        Candidates found = eligible.imps().get(0).byNumber();
        if (found.size() >= candidates) {
          calls.add(
              List.of(
                  new EligibleRequest(
                      request,
                      eligible.userKey(),
                      eligible.profile(),
                      eligible.campaignMillis(),
                      eligible.modelVersion(),
                      List.of(new EligibleImp(0, found.first(candidates), null)))));
        }
      }
    }

    /** The requests of the next call: a list of one request. */
    List<EligibleRequest> next() {
      next = (next + 1) % REQUESTS;
      return calls.get(next);
    }
  }

  /** The job's scorer. */
  @State(Scope.Thread)
  public static class Fast {
    /** The bundle's folder. */
    @Param("")
    public String folder;

    private Scorer scorer;

    @Setup
    public void load() throws InvalidBundleException {
      scorer = TensorFlowScorer.load(Path.of(folder));
    }

    @TearDown
    public void close() throws Exception {
      scorer.close();
    }
  }

  /** The plain Java scorer. */
  @State(Scope.Thread)
  public static class Naive {
    /** The bundle's folder. */
    @Param("")
    public String folder;

    private Scorer scorer;

    @Setup
    public void load() throws InvalidBundleException {
      scorer = PlainScorer.of(Bundle.load(Path.of(folder)));
    }

    @TearDown
    public void close() throws Exception {
      scorer.close();
    }
  }

  /**
   * One call of the job's scorer. JMH consumes the scores that are returned, so that the JVM cannot
   * leave their computation out.
   */
  @Benchmark
  public float[][] fast(Requests requests, Fast fast) {
    return fast.scorer.score(requests.next()).objective();
  }

  /** One call of the plain Java scorer. */
  @Benchmark
  public float[][] naive(Requests requests, Naive naive) {
    return naive.scorer.score(requests.next()).objective();
  }
}
