package io.paceline.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.ScoredRequest;
import io.paceline.core.scoring.Scorer;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.ManualClock;
import io.paceline.job.control.Campaigns;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScoringFunctionTest {

  private static final long TIMEOUT_MILLIS = 200;

  /**
   * Loads one bundle, which the operator closes. Its fields are static, because the harness
   * serializes the function and the loader in it.
   */
  private static final class Loader implements ScorerLoader {
    private static final long serialVersionUID = 1L;

    static volatile CountDownLatch loaded = new CountDownLatch(1);
    static final Queue<String> loads = new ConcurrentLinkedQueue<>();
    static volatile FixedScorer scorer = new FixedScorer("v1", Map.of());

    static void reset() {
      loaded = new CountDownLatch(1);
      loads.clear();
      scorer = new FixedScorer("v1", Map.of());
    }

    @Override
    public Scorer load(AnnouncedBundle bundle, boolean first) {
      loads.add(bundle.version() + (first ? " first" : ""));
      loaded.countDown();
      return scorer;
    }
  }

  /** Stands still unless a test moves it, as if all requests came at once. */
  private final ManualClock clock = ManualClock.at(Campaigns.START);

  private OneInputStreamOperatorTestHarness<ScoringInput, ScoredRequest> open() throws Exception {
    OneInputStreamOperatorTestHarness<ScoringInput, ScoredRequest> harness = harness();
    harness.open();
    return harness;
  }

  private OneInputStreamOperatorTestHarness<ScoringInput, ScoredRequest> harness()
      throws Exception {
    Loader.reset();
    return new OneInputStreamOperatorTestHarness<>(
        new AsyncWaitOperatorFactory<>(
            new ScoringFunction(new Loader(), TIMEOUT_MILLIS, clock), 0, 100, OutputMode.UNORDERED),
        TypeInformation.of(ScoringInput.class).createSerializer(new SerializerConfigImpl()));
  }

  private static void ask(
      OneInputStreamOperatorTestHarness<ScoringInput, ScoredRequest> harness,
      EligibleRequest eligible)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(new ScoringInput(eligible, Campaigns.model("v1").bundle(), null)));
  }

  @Test
  void aRequestWithoutCandidatesPassesWithItsReasonsAndStillWarmsTheModel() throws Exception {
    try (var harness = open()) {
      EligibleRequest none = Eligible.at(Eligible.FAR_FUTURE, "r", false, List.of(List.of()));
      ask(harness, none);
      assertThat(Loader.loaded.await(20, TimeUnit.SECONDS)).isTrue();
      harness.endInput();

      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              scored -> {
                assertThat(scored.failure()).isNull();
                assertThat(scored.eligible().imps()).isEqualTo(none.imps());
              });
    }
    assertThat(Loader.scorer.closed().await(20, TimeUnit.SECONDS)).as("closed").isTrue();
  }

  @Test
  void anAnnouncedBundleIsLoadedBeforeTheFirstRequestAndAgainAfterARestore() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var harness = open()) {
      harness.processElement(
          new StreamRecord<>(ScoringInput.announced(Campaigns.model("v1").bundle())));
      assertThat(Loader.loaded.await(20, TimeUnit.SECONDS)).isTrue();
      // Without this the announcement would still wait in the operator and be replayed after the
      // restore.
      harness.endInput();
      checkpoint = harness.snapshot(1, 1);

      assertThat(Loader.loads).containsExactly("v1 first");
      assertThat(harness.extractOutputValues()).isEmpty();
    }
    try (var restored = harness()) {
      restored.initializeState(checkpoint);
      restored.open();

      assertThat(Loader.loaded.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Loader.loads).containsExactly("v1 first");
    }
  }

  @Test
  void everyRequestIsAnsweredOnceAndTheScorerIsClosedInTheEnd() throws Exception {
    try (var harness = open()) {
      for (int i = 0; i < 50; i++) {
        ask(harness, Eligible.of("r" + i, "shoes"));
      }
      harness.endInput();

      assertThat(harness.extractOutputValues())
          .extracting(scored -> scored.eligible().request().id())
          .doesNotHaveDuplicates()
          .hasSize(50);
    }
    assertThat(Loader.scorer.closed().await(20, TimeUnit.SECONDS)).as("closed").isTrue();
  }

  @Test
  void inALullARequestIsScoredOnTheThreadOnWhichItCame() throws Exception {
    try (var harness = open()) {
      Queue<Thread> scoring = new ConcurrentLinkedQueue<>();
      int asked = 0;
      // The first call, on the scoring thread, shows that a call takes less than the second between
      // requests.
      while (!scoring.contains(Thread.currentThread())) {
        Loader.scorer.before(
            () -> {
              scoring.add(Thread.currentThread());
              clock.advance(TimeUnit.MILLISECONDS.toNanos(1));
            });
        clock.advance(TimeUnit.SECONDS.toNanos(1));
        ask(harness, Eligible.of("r" + asked++, "shoes"));
      }
      harness.endInput();

      assertThat(scoring.peek()).as("before anything is known").isNotSameAs(Thread.currentThread());
      assertThat(harness.extractOutputValues())
          .extracting(scored -> scored.eligible().request().id())
          .doesNotHaveDuplicates()
          .hasSize(asked);
    }
  }

  @Test
  void aScoreThatDoesNotComeInTimeIsANoBidAndNoFailureOfTheJob() throws Exception {
    try (var harness = open()) {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Loader.scorer.before(
          () -> {
            entered.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      int asked = 0;
      // The bundle takes over after some requests; the first request that it scores is held.
      while (entered.getCount() > 0) {
        ask(harness, Eligible.of("r" + asked++, "shoes"));
        entered.await(1, TimeUnit.MILLISECONDS);
      }
      clock.advance(TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS));
      // This returns only because the timeout answers the held request without a score.
      harness.endInput();
      goOn.countDown();

      assertThat(harness.extractOutputValues()).hasSize(asked);
      assertThat(harness.extractOutputValues())
          .extracting(ScoredRequest::failure)
          .contains(NoBidReason.DEADLINE);
      assertThat(harness.wasFailedExternally()).isFalse();
    }
  }
}
