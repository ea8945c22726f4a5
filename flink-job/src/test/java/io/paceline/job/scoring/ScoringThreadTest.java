package io.paceline.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.ManualClock;
import io.paceline.job.control.Campaigns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScoringThreadTest {

  private static final long PATIENCE_SECONDS = 20;

  private final Map<String, FixedScorer> bundles = new ConcurrentHashMap<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final Set<String> loadedFirst = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> loaded = new LinkedBlockingQueue<>();
  private final CountDownLatch mayLoad = new CountDownLatch(1);
  private final ManualClock clock = ManualClock.at(Campaigns.START);
  private final BundleLoading loading = new BundleLoading("loading-test", this::load, clock);
  private final CurrentModel model = new CurrentModel(loading, clock, nanos -> {});
  private final ScoringThread thread = ScoringThread.start("scoring-test", model);

  @AfterEach
  void stop() throws Exception {
    thread.close();
    loading.close();
    model.close();
  }

  /** Loads bundles for the model; a bundle that the test did not define is refused. */
  private FixedScorer load(AnnouncedBundle bundle, boolean first) throws InterruptedException {
    String path = bundle.path();
    asked.add(path);
    if (first) {
      loadedFirst.add(path);
    }
    await(mayLoad);
    FixedScorer scorer = bundles.get(path);
    if (scorer == null) {
      throw new IllegalArgumentException("no bundle in " + path);
    }
    loaded.add(path);
    return scorer;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing happened for " + PATIENCE_SECONDS + " s");
    }
  }

  private static AnnouncedBundle announced(String path) {
    return path == null ? null : new AnnouncedBundle(path, path, "fingerprint");
  }

  private FixedScorer bundle(String path) {
    return bundles.computeIfAbsent(path, p -> new FixedScorer(p, Map.of("shoes", 0.003)));
  }

  private CompletableFuture<ScoredRequest> ask(String path, EligibleRequest eligible) {
    CompletableFuture<ScoredRequest> answer = new CompletableFuture<>();
    loading.prepare(announced(path));
    thread.score(new ScoringInput(eligible, announced(path), null), answer::complete);
    return answer;
  }

  private static ScoredRequest get(CompletableFuture<ScoredRequest> answer) throws Exception {
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Asks until an answer is as wanted, because a bundle takes over only some requests after it was
   * announced.
   */
  private ScoredRequest askUntil(String path, Predicate<ScoredRequest> wanted) throws Exception {
    while (true) {
      ScoredRequest answer = get(ask(path, Eligible.of("r", "shoes")));
      if (wanted.test(answer)) {
        return answer;
      }
    }
  }

  private void inUse(String path) throws Exception {
    bundle(path);
    mayLoad.countDown();
    askUntil(path, answer -> path.equals(answer.modelVersion()));
  }

  /** Makes the scorer's next call wait; returns the latch that lets it go on. */
  private static CountDownLatch hold(FixedScorer scorer, CountDownLatch entered) {
    CountDownLatch goOn = new CountDownLatch(1);
    scorer.before(
        () -> {
          entered.countDown();
          try {
            await(goOn);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    return goOn;
  }

  @Test
  void beforeTheFirstBundleIsWarmEveryRequestIsToldSoAtOnce() throws Exception {
    bundle("v1");
    assertThat(get(ask(null, Eligible.of("r", "shoes"))).failure())
        .isEqualTo(NoBidReason.NOT_READY);
    assertThat(get(ask("v1", Eligible.of("r", "shoes"))).failure())
        .isEqualTo(NoBidReason.NOT_READY);
    assertThat(model.version()).isEqualTo("none");

    mayLoad.countDown();

    assertThat(askUntil("v1", answer -> answer.failure() == null).modelVersion()).isEqualTo("v1");
    assertThat(asked).as("asked for once").containsExactly("v1");
  }

  @Test
  void whatWaitsWhileTheModelIsBusyGoesIntoOneCall() throws Exception {
    inUse("v1");
    FixedScorer scorer = bundle("v1");
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch goOn = hold(scorer, entered);
    int before = scorer.batches().size();
    List<CompletableFuture<ScoredRequest>> answers = new ArrayList<>();

    answers.add(ask("v1", Eligible.of("first", "shoes")));
    await(entered);
    for (int i = 0; i < 70; i++) {
      answers.add(ask("v1", Eligible.of("r" + i, "shoes")));
    }
    goOn.countDown();

    for (CompletableFuture<ScoredRequest> answer : answers) {
      assertThat(get(answer).failure()).isNull();
    }
    assertThat(scorer.batches().subList(before, scorer.batches().size()))
        .as("one when idle, then what waits, 64 at most")
        .containsExactly(1, 64, 6);
    assertThat(get(answers.get(70)).eligible().request().id()).isEqualTo("r69");
  }

  @Test
  void whoDoesNotWantToWaitIsToldThatTheModelIsBusy() throws Exception {
    inUse("v1");
    ScoringInput input = new ScoringInput(Eligible.of("r", "shoes"), announced("v1"), null);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch goOn = hold(bundle("v1"), entered);
    CompletableFuture<ScoredRequest> busy = ask("v1", Eligible.of("busy", "shoes"));
    await(entered);

    assertThat(model.scoreIfFree(input)).isNull();
    goOn.countDown();
    get(busy);

    // The scoring thread releases the model before it gives its answers, so the first try should
    // do.
    ScoredRequest scored = null;
    while (scored == null) {
      scored = model.scoreIfFree(input);
    }
    assertThat(scored.scores()).hasSize(1);
    assertThat(scored.failure()).isNull();
  }

  @Test
  void aRequestPastItsDeadlineIsNotScored() throws Exception {
    inUse("v1");
    int before = bundle("v1").batches().size();

    EligibleRequest late = Eligible.at(Eligible.LONG_AGO, "late", false, List.of(List.of("shoes")));

    assertThat(get(ask("v1", late)).failure()).isEqualTo(NoBidReason.DEADLINE);
    assertThat(bundle("v1").batches()).hasSize(before);
  }

  @Test
  void aFailedCallFailsItsRequestsAndNoOthers() throws Exception {
    inUse("v1");
    bundle("v1")
        .before(
            () -> {
              throw new IllegalStateException("out of order");
            });

    ScoredRequest failed = get(ask("v1", Eligible.of("r1", "shoes")));

    assertThat(failed.failure()).isEqualTo(NoBidReason.SCORING_FAILED);
    assertThat(failed.scores()).isEmpty();
    assertThat(get(ask("v1", Eligible.of("r2", "shoes"))).failure()).isNull();
  }

  @Test
  void aModelThatAnswersWithTheWrongShapeFailsItsRequestsAndTheThreadLivesOn() throws Exception {
    inUse("v1");
    // The list grows after the scorer has counted its rows, so the scores have a row too few, as
    // those of a broken model would.
    EligibleRequest eligible = Eligible.of("r1", "shoes");
    List<EligibleImp> imps = new ArrayList<>(eligible.imps());
    EligibleRequest growing =
        new EligibleRequest(
            eligible.request(),
            eligible.userKey(),
            eligible.profile(),
            eligible.campaignMillis(),
            "v1",
            imps);
    bundle("v1").after(() -> imps.add(Eligible.of("r1", "hats").imps().get(0)));

    assertThat(get(ask("v1", growing)).failure()).isEqualTo(NoBidReason.SCORING_FAILED);
    assertThat(get(ask("v1", Eligible.of("r2", "shoes"))).failure()).isNull();
  }

  @Test
  void aBundleThatCannotBeLoadedIsRefusedAndTheOldOneStays() throws Exception {
    inUse("v1");

    get(ask("broken", Eligible.of("r", "shoes")));
    bundle("v2");
    // Bundles are loaded one after the other, so the broken one has been tried when v2 answers.
    askUntil(
        "v2",
        answer -> {
          assertThat(answer.failure()).isNull();
          assertThat(answer.modelVersion()).isIn("v1", "v2");
          return answer.modelVersion().equals("v2");
        });

    assertThat(asked).containsExactly("v1", "broken", "v2");
    assertThat(loadedFirst).as("later ones replace one in use").containsExactly("v1");
    assertThat(model.version()).isEqualTo("v2");
    assertThat(loading.refusals()).isEqualTo(1);
    assertThat(loading.lastRefusal()).isEqualTo("no bundle in broken");
    await(bundle("v1").closed());
  }

  @Test
  void aBundleThatIsOvertakenBeforeItWasUsedIsClosed() throws Exception {
    inUse("v1");
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch goOn = hold(bundle("v1"), entered);
    CompletableFuture<ScoredRequest> busy = ask("v1", Eligible.of("busy", "shoes"));
    await(entered);

    bundle("v2");
    bundle("v3");
    loading.prepare(announced("v2"));
    loading.prepare(announced("v3"));
    await(bundle("v2").closed());
    goOn.countDown();

    assertThat(get(busy).modelVersion()).isEqualTo("v1");
    assertThat(askUntil("v3", a -> !a.modelVersion().equals("v1")).modelVersion()).isEqualTo("v3");
    assertThat(bundle("v3").closed().getCount()).isEqualTo(1);
  }

  @Test
  void closingClosesTheBundleInUseAndTheOneThatWaits() throws Exception {
    inUse("v1");
    bundle("v2");
    loading.prepare(announced("v2"));
    // The test waits until the load is complete, because closing interrupts a load that still runs.
    while (!"v2".equals(loaded.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
      // Only v1 is loaded before v2.
    }

    thread.close();
    loading.close();
    model.close();

    await(bundle("v1").closed());
    await(bundle("v2").closed());
  }
}
