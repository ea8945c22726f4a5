package io.paceline.deploy.demo;

import io.paceline.core.exchange.ExchangeProfile;
import io.paceline.deploy.report.ProgressLine;
import io.paceline.deploy.report.RunSummary.Lost;
import io.paceline.simulator.rehearsal.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plays the day on the main thread, and then drains it. */
final class Day {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final int SAMPLES = 240;
  private static final long POLL_MILLIS = 250;

  /**
   * Longest wait for the ledgers to book spend reports: more than enough for a tick and two ways
   * through a topic.
   */
  private static final long RECONCILE_MILLIS = 15_000;

  /** Shortest interval between two samples; the figures of a shorter one would be noise. */
  private static final long SHORTEST_SAMPLE_MILLIS = 250;

  private final RunningDemo demo;
  private final DayRecorder recorder;
  private final ProgressLine line;
  private final List<String> notes = new ArrayList<>();

  Day(RunningDemo demo, DayRecorder recorder, ProgressLine line) {
    this.demo = demo;
    this.recorder = recorder;
    this.line = line;
  }

  /** What a reader of the summary should know. */
  List<String> notes() throws Exception {
    List<String> all = new ArrayList<>(notes);
    long late = demo.exchange().figures().late();
    if (late > 0) {
      all.add(
          String.format(
              Locale.ROOT, "%,d bids came after their request's tmax and therefore lost.", late));
    }
    long repeated = demo.exchange().figures().repeated();
    if (repeated > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "%,d impressions were answered more than once; the first counts.",
              repeated));
    }
    String failure = demo.job().lastFailure();
    if (failure != null) {
      all.add("The job failed and was restarted, the last time because of: " + failure);
    }
    return all;
  }

  /** Plays the day; {@code garbage}, where it is not null, comes after a quarter of the day. */
  void play(@Nullable Garbage garbage, long seed) throws Exception {
    recorder.sample(System.currentTimeMillis());
    long dayMillis = (long) (DAY_MILLIS / demo.clock().speed());
    long start = demo.clock().startWallMillis();
    long sampleMillis = Math.max(SHORTEST_SAMPLE_MILLIS, dayMillis / SAMPLES);
    Garbage unmixed = garbage;
    while (!demo.exchange().isPlayed() || System.currentTimeMillis() < start + dayMillis) {
      Thread.sleep(sampleMillis);
      demo.check();
      long now = System.currentTimeMillis();
      if (unmixed != null && now >= start + dayMillis / 4) {
        unmixed.mixIn(demo.outbox(), seed);
        unmixed = null;
      }
      line.show(recorder.sample(now), now);
    }
    line.end();
  }

  /**
   * Lets the exchange report what it billed, and waits until the ledgers have booked it.
   *
   * @return the lost notices and the money that they carried
   */
  Lost reconcile() throws Exception {
    long billed = demo.exchange().billedMicros();
    long missed = billed - demo.watches().pacing().spendMicros();
    int reports =
        demo.exchange()
            .report(
                demo.watches().campaigns().all().stream()
                    .map(CampaignWatch.Booked::campaign)
                    .toList(),
                DemoSetup.EPOCH);
    long end = System.currentTimeMillis() + RECONCILE_MILLIS;
    while (demo.watches().pacing().spendMicros() != billed && System.currentTimeMillis() < end) {
      demo.check();
      Thread.sleep(POLL_MILLIS);
    }
    return new Lost(demo.exchange().lostNotices(), demo.exchange().lostMicros(), missed, reports);
  }

  /**
   * Waits until nothing has been open, at the exchange or in a ledger, for the length of an auction
   * window. Gives up, with a note, after twice the sum of the auction and the billing window.
   */
  void drain() throws Exception {
    ExchangeProfile exchange = Pace.demo(demo.clock().speed()).windows().exchanges().usual();
    long patience = 2 * (exchange.auctionWindowMillis() + exchange.billingWindowMillis());
    long end = System.currentTimeMillis() + patience;
    long quietSince = System.currentTimeMillis();
    while (System.currentTimeMillis() < end) {
      demo.check();
      if (!demo.isSettled()) {
        quietSince = System.currentTimeMillis();
      } else if (System.currentTimeMillis() - quietSince > exchange.auctionWindowMillis()) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    notes.add("The day did not settle within " + patience / 1_000 + " s.");
  }
}
