package io.paceline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Candidate;
import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.openrtb.Size;
import io.paceline.core.profile.UserProfile;
import io.paceline.core.scoring.Scores;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.BundleFixture;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.training.trainer.PlainScorer;
import io.paceline.training.trainer.PlantedLog;
import io.paceline.training.trainer.TrainedFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorFlowScorerTest {

  private static final long EVENING = 20 * 3_600_000L;

  @TempDir static Path shared;
  private static Path bundle;
  private static TensorFlowScorer scorer;
  private static PlainScorer oracle;

  @BeforeAll
  static void load() throws Exception {
    bundle = BundleFixture.write(shared);
    scorer = TensorFlowScorer.load(bundle);
    oracle = PlainScorer.of(Bundle.load(bundle));
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  /**
   * Makes a request whose site, segments and profile depend on its number, with the given number of
   * candidates for each imp.
   */
  private static EligibleRequest eligible(int number, int... candidatesPerImp) {
    BidRequest one =
        PlantedLog.request(
            "r" + number,
            "site" + number % 40 + ".example",
            List.of("s" + number % 24, "s" + (number + 5) % 24));
    List<Imp> slots = new ArrayList<>();
    List<EligibleImp> imps = new ArrayList<>();
    for (int i = 0; i < candidatesPerImp.length; i++) {
      List<Candidate> candidates = new ArrayList<>();
      for (int c = 0; c < candidatesPerImp[i]; c++) {
        candidates.add(PlantedLog.candidate((number + c) % (PlantedLog.CAMPAIGNS + 1)));
      }
      slots.add(slot(i));
      imps.add(new EligibleImp(i, candidates, candidates.isEmpty() ? NoBidReason.TARGETING : null));
    }
    UserProfile profile = number % 2 == 0 ? UserProfile.UNKNOWN : PlantedLog.profile();
    return new EligibleRequest(offering(slots, one), "u", profile, EVENING, "v1", imps);
  }

  private static Imp slot(int number) {
    return Imp.readable(
        "imp" + number,
        new Banner(List.of(new Size(300 + number, 250)), List.of(), number),
        1_000L * number,
        "EUR",
        "slot-" + number,
        false,
        true);
  }

  private static BidRequest offering(List<Imp> imps, BidRequest request) {
    return new BidRequest(
        request.id(),
        request.exchange(),
        request.receivedAtMillis(),
        imps,
        request.site(),
        request.device(),
        request.user(),
        request.regs(),
        request.at(),
        request.tmaxMillis(),
        request.cur(),
        request.blockLists(),
        request.test());
  }

  /**
   * Compares scores with those of the oracle. The method is synchronized because the oracle is not
   * thread-safe.
   */
  private static synchronized void assertAsOracle(EligibleRequest request, float[] scores) {
    assertThat(scores)
        .containsExactly(oracle.score(List.of(request)).objective()[0], within(1e-5f));
  }

  @Test
  void agreesWithThePlainJavaOracle() {
    for (int candidates : new int[] {1, 2, 7, 8, 9, 33}) {
      EligibleRequest request = eligible(candidates, candidates);

      assertAsOracle(request, scorer.score(List.of(request)).objective()[0]);
    }
  }

  @Test
  void severalRequestsAtOnceScoreAsOneByOne() {
    List<EligibleRequest> requests =
        List.of(eligible(1, 3), eligible(2, 0), eligible(3, 5, 0, 4), eligible(4, 1), eligible(5));

    float[][] together = scorer.score(requests).objective();

    assertThat(together.length).isEqualTo(5);
    for (int i = 0; i < requests.size(); i++) {
      float[] alone = scorer.score(List.of(requests.get(i))).objective()[0];
      assertThat(together[i]).hasSize(requests.get(i).candidateCount());
      assertThat(together[i]).containsExactly(alone, within(1e-6f));
      assertAsOracle(requests.get(i), together[i]);
    }
  }

  @Test
  void aSmallCallDoesNotSeeWhatALargerOneLeftBehind() {
    float[] before = scorer.score(List.of(eligible(11, 9))).objective()[0];
    scorer.score(List.of(eligible(12, 16), eligible(13, 300)));

    assertThat(scorer.score(List.of(eligible(11, 9))).objective()[0]).isEqualTo(before);
  }

  @Test
  void moreCandidatesThanOneCallTakesAreCutIntoSeveral() {
    List<EligibleRequest> requests = new ArrayList<>();
    requests.add(eligible(21, 600, 500));
    requests.add(eligible(22, 2_100));
    for (int i = 0; i < 40; i++) {
      requests.add(eligible(30 + i, 30));
    }

    float[][] scores = scorer.score(requests).objective();

    for (int i = 0; i < scores.length; i++) {
      assertAsOracle(requests.get(i), scores[i]);
    }
  }

  /**
   * No campaign of the planted log has a known age, so scores do not depend on ages here. {@link
   * OfferColumnsTest} checks the ages.
   */
  @Test
  void requestsOfSeveralDaysOnOneBookAreScoredAsByTheOracle() {
    Offer offer =
        new Offer("c1", "c1", "banner", "a.example", List.of(), 0, 0, EVENING, Objective.CLICK, 0);
    // All requests share one offer book, as in a job. If each request had a list of candidates of
    // its own, it would also get a book of its own, and the scorer would keep nothing between them.
    Candidates candidates = Candidates.of(List.of(new Candidate(offer, 1.0)));
    EligibleRequest request = eligible(2, 1);
    List<EligibleRequest> requests = new ArrayList<>();
    for (int day : new int[] {0, 3, 0, 40}) {
      requests.add(
          new EligibleRequest(
              request.request(),
              "u",
              UserProfile.UNKNOWN,
              EVENING + day * 86_400_000L,
              "v1",
              List.of(new EligibleImp(0, candidates, null))));
    }

    float[][] scores = scorer.score(requests).objective();

    for (int i = 0; i < scores.length; i++) {
      assertAsOracle(requests.get(i), scores[i]);
    }
    assertThat(scores[1][0]).isNotEqualTo(scores[0][0]);
  }

  @Test
  void moreOffersThanAreKeptAreScoredAllTheSame() {
    EligibleRequest request = eligible(1, 1);
    for (int part = 0; part < 3; part++) {
      List<Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < 30_000; i++) {
        candidates.add(PlantedLog.candidate((part + i) % (PlantedLog.CAMPAIGNS + 1)));
      }
      EligibleRequest many =
          new EligibleRequest(
              request.request(),
              "u",
              UserProfile.UNKNOWN,
              EVENING,
              "v1",
              List.of(new EligibleImp(0, candidates, null)));

      assertAsOracle(many, scorer.score(List.of(many)).objective()[0]);
    }
  }

  @Test
  void nothingToScoreIsNoCall() {
    assertThat(scorer.score(List.of()).click()).isEmpty();
    assertThat(scorer.score(List.of(eligible(1, 0))).objective()[0]).isEmpty();
  }

  @Test
  void tellsTheBundlesStatistics() {
    assertThat(scorer.version()).isEqualTo("v1");
    assertThat(mean(1)).isCloseTo(TrainedFixture.MODEL.means().mean("c1"), within(1e-9));
    assertThat(mean(PlantedLog.CAMPAIGNS))
        .isCloseTo(TrainedFixture.MODEL.means().overall(), within(1e-9));
    assertThat(scorer.marketCurve("exchange1", "site3.example", null))
        .isEqualTo(TrainedFixture.MODEL.curves().sites().get("exchange1|site3.example"));
    assertThat(scorer.marketCurve("exchange2", null, null))
        .isEqualTo(TrainedFixture.MODEL.curves().overall());
  }

  /** Returns the mean by which a campaign's scores are divided. */
  private static double mean(int campaign) {
    Scores scores = scorer.score(List.of(eligible(campaign, 1)));
    return scores.objective()[0][0] / scores.normalised()[0][0];
  }

  @Test
  void aSharedModelLivesAsLongAsOneScorerIsOpen() throws Exception {
    TensorFlowScorer first = TensorFlowScorer.load(bundle);
    TensorFlowScorer second = first.share();
    float[] expected = first.score(List.of(eligible(3, 4))).objective()[0];
    first.close();
    first.close();

    assertThat(second.score(List.of(eligible(3, 4))).objective()[0]).isEqualTo(expected);
    second.close();
    assertThatThrownBy(() -> second.score(List.of(eligible(3, 4))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(second::share).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void threadsThatShareAModelDoNotMixTheirRequests() throws Exception {
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      int number = 40 + t;
      Thread thread =
          new Thread(
              () -> {
                try (TensorFlowScorer own = scorer.share()) {
                  EligibleRequest request = eligible(number, 20);
                  float[] expected = own.score(List.of(request)).objective()[0];
                  for (int i = 0; i < 200; i++) {
                    assertThat(own.score(List.of(request)).objective()[0]).isEqualTo(expected);
                  }
                  assertAsOracle(request, expected);
                }
              });
      thread.setUncaughtExceptionHandler(
          (failed, failure) -> {
            synchronized (failures) {
              failures.add(failure);
            }
          });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void aModelThatTensorFlowCannotReadIsRefused(@TempDir Path own) throws Exception {
    Path copy = BundleFixture.copy(bundle, own.resolve("copy"));
    Files.writeString(copy.resolve("model/saved_model.pb"), "no graph");
    BundleFixture.bless(copy, "model/saved_model.pb");

    assertThatThrownBy(() -> TensorFlowScorer.load(copy))
        .isInstanceOf(InvalidBundleException.class)
        .hasMessage("TensorFlow cannot load the model of bundle " + copy + "; train again");
  }
}
