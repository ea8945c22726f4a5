package io.paceline.job.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.core.scoring.Scorer;
import io.paceline.job.ManualClock;
import io.paceline.job.control.Campaigns;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BundleLoadingTest {

  private static final long PATIENCE_SECONDS = 20;

  private final Map<String, FixedScorer> bundles = new ConcurrentHashMap<>();

  /**
   * Folders in the order in which they were asked for, each followed by "first" where no bundle was
   * loaded before.
   */
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private final ManualClock clock = ManualClock.at(Campaigns.START);
  private final BundleLoading loading = new BundleLoading("loading-test", this::load, clock);

  @AfterEach
  void stop() throws Exception {
    loading.close();
  }

  /** Refuses a bundle that the test did not define. */
  private FixedScorer load(AnnouncedBundle bundle, boolean first) {
    asked.add(bundle.path() + (first ? " first" : ""));
    FixedScorer scorer = bundles.get(bundle.path());
    if (scorer == null) {
      throw new IllegalArgumentException("no bundle in " + bundle.path());
    }
    return scorer;
  }

  private FixedScorer bundle(String path) {
    return bundles.computeIfAbsent(path, p -> new FixedScorer(p, Map.of()));
  }

  private static AnnouncedBundle announced(String path) {
    return new AnnouncedBundle(path, path, "fingerprint");
  }

  private String nextAsked() throws InterruptedException {
    return asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Waits until {@code count} loads were refused. The loading thread counts a refusal last, after
   * it has noted its reason and the time of the retry.
   */
  private void untilRefusals(long count) {
    untilRefusals(loading, count);
  }

  private static void untilRefusals(BundleLoading loading, long count) {
    while (loading.refusals() < count) {
      Thread.onSpinWait();
    }
  }

  private Scorer untilWarm() {
    Scorer warm = null;
    while (warm == null) {
      warm = loading.takeWarm();
      Thread.onSpinWait();
    }
    return warm;
  }

  @Test
  void aBundleIsLoadedWhenItIsAnnouncedAndHandedOverOnce() throws Exception {
    FixedScorer v1 = bundle("v1");

    loading.prepare(null);
    assertThat(loading.asked()).isNull();
    loading.prepare(announced("v1"));
    loading.prepare(announced("v1"));

    assertThat(untilWarm()).isSameAs(v1);
    assertThat(loading.takeWarm()).isNull();
    assertThat(loading.asked()).isEqualTo(announced("v1"));
    assertThat(asked).containsExactly("v1 first");
    assertThat(v1.closed().getCount()).as("open").isEqualTo(1);
  }

  @Test
  void aRefusedBundleIsTriedAgainAfterAWhileAndNotBefore() throws Exception {
    loading.prepare(announced("late"));
    untilRefusals(1);
    assertThat(loading.lastRefusal()).isEqualTo("no bundle in late");

    clock.advance(BundleLoading.RETRY_NANOS);
    loading.prepare(announced("late"));
    assertThat(loading.refusals()).isEqualTo(1);
    FixedScorer late = bundle("late");
    clock.advance(1);
    loading.prepare(announced("late"));

    assertThat(untilWarm()).isSameAs(late);
    assertThat(asked).containsExactly("late first", "late first");
    clock.advance(2 * BundleLoading.RETRY_NANOS);
    loading.prepare(announced("late"));
    bundle("v2");
    loading.prepare(announced("v2"));
    assertThat(untilWarm().version()).isEqualTo("v2");
    assertThat(asked).as("a loaded one is not loaded again").endsWith("late first", "v2");
  }

  @Test
  void aRefusalByAnErrorWithoutMessageNamesTheError() throws Exception {
    BundleLoading silent =
        new BundleLoading(
            "loading-silent",
            (bundle, first) -> {
              throw new NoClassDefFoundError();
            },
            clock);
    silent.prepare(announced("silent"));
    untilRefusals(silent, 1);
    silent.close();

    assertThat(silent.lastRefusal()).isEqualTo("java.lang.NoClassDefFoundError");
  }

  @Test
  void aRefusalThatComesAgainCountsAgain() throws Exception {
    loading.prepare(announced("broken"));
    untilRefusals(1);
    clock.advance(BundleLoading.RETRY_NANOS + 1);
    loading.prepare(announced("broken"));
    untilRefusals(2);

    assertThat(asked).containsExactly("broken first", "broken first");
  }

  @Test
  void anotherBundleAnnouncedInTheSameFolderIsLoadedAsWell() throws Exception {
    bundle("v1");
    loading.prepare(announced("v1"));
    assertThat(nextAsked()).isEqualTo("v1 first");

    loading.prepare(new AnnouncedBundle("v2", "v1", "fingerprint"));

    assertThat(nextAsked()).as("again").isEqualTo("v1");
  }

  @Test
  void aBundleThatIsOvertakenBeforeItWasUsedIsClosed() throws Exception {
    FixedScorer v1 = bundle("v1");
    FixedScorer v2 = bundle("v2");
    loading.prepare(announced("v1"));
    loading.prepare(announced("v2"));

    assertThat(v1.closed().await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(untilWarm()).isSameAs(v2);
  }

  @Test
  void whatIsRetiredIsClosedAndSoIsWhatNobodyTookInTheEnd() throws Exception {
    FixedScorer v1 = bundle("v1");
    loading.prepare(announced("v1"));
    Scorer inUse = untilWarm();

    loading.retire(inUse);
    assertThat(v1.closed().await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    FixedScorer v2 = bundle("v2");
    loading.prepare(announced("v2"));
    bundles.remove("v3");
    loading.prepare(announced("v3"));
    // Bundles are loaded one after the other, so v2 is warm when v3 is refused.
    untilRefusals(1);
    assertThat(v2.closed().getCount()).isEqualTo(1);
    loading.close();
    assertThat(v2.closed().await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
