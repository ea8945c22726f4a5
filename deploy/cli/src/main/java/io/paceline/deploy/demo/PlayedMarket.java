package io.paceline.deploy.demo;

import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.deploy.cli.UserFacingException;
import io.paceline.deploy.training.ModelShelf;
import io.paceline.model.bundle.Bundle;
import io.paceline.simulator.exchange.Hindsight;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.IpinyouMarket;
import io.paceline.simulator.ipinyou.LoggedImpression;
import io.paceline.simulator.synthetic.SyntheticMarket;
import io.paceline.training.statistics.TrafficCount;
import io.paceline.training.trainer.Trainer;
import io.paceline.training.trainer.UnusableLogException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The market that a demo plays, the model that scores it, and the speed.
 *
 * @param market the market of the day
 * @param announcement the model, with the traffic curve that plans follow
 * @param minutes wall time that the day takes
 * @param hindsightMicros what each campaign could have spent alone, as {@link Hindsight} computes
 *     it, by campaign id
 * @param notes what a reader of the summary should know
 * @param slowing gives the same day at fewer requests per second; null where the day is played as
 *     it is on any machine
 */
record PlayedMarket(
    Market market,
    ModelAnnouncement announcement,
    double minutes,
    Map<String, Long> hindsightMicros,
    List<String> notes,
    @Nullable Slowing slowing) {

  /** How long the exchange waits for an answer, milliseconds of wall time. */
  static final int TMAX_MILLIS = 250;

  private static final double SECONDS_PER_MINUTE = 60.0;
  private static final double MINUTES_PER_DAY = 1_440.0;

  /** Gives the same day at another rate. */
  interface Slowing {
    /**
     * The day at this rate.
     *
     * @param requestsPerSecond of wall time, on average over the day
     */
    PlayedMarket at(double requestsPerSecond);
  }

  static PlayedMarket of(DemoOptions options, ModelShelf shelf) throws IOException {
    List<Path> logs = options.day().logs();
    return logs.isEmpty() ? synthetic(options, shelf) : log(options, logs, shelf);
  }

  /** A day that is played as it is, on any machine. */
  static PlayedMarket fixed(Market market, ModelAnnouncement model, double minutes) {
    return new PlayedMarket(
        market, model, minutes, Hindsight.spendMicros(market, DemoSetup.EPOCH), List.of(), null);
  }

  /** Campaign milliseconds per wall millisecond. */
  double speed() {
    return MINUTES_PER_DAY / minutes;
  }

  /** True for a log, whose number of requests is fixed. */
  boolean isLog() {
    return market instanceof IpinyouMarket;
  }

  /** Requests per wall second, on average over the day. */
  double requestsPerSecond() {
    return market.size() / (minutes * SECONDS_PER_MINUTE);
  }

  /** Requests per wall second in the busiest quarter of an hour over those of the average one. */
  double peakOverMean() {
    double[] shares = market.trafficShares();
    return Arrays.stream(shares).max().orElseThrow() * shares.length;
  }

  private static PlayedMarket synthetic(DemoOptions options, ModelShelf shelf) throws IOException {
    ModelAnnouncement model =
        shelf
            .synthetic(options.seed(), options.day().campaigns(), ModelShelf.SYNTHETIC_REQUESTS)
            .announcement();
    return synthetic(options, model, options.day().requestsPerSecond());
  }

  /**
   * A synthetic day at a rate: the campaigns stay the same, with budgets sized for the number of
   * requests.
   */
  static PlayedMarket synthetic(
      DemoOptions options, ModelAnnouncement model, double requestsPerSecond) {
    double minutes = options.day().minutes();
    long requests = Math.max(1, (long) (requestsPerSecond * minutes * SECONDS_PER_MINUTE));
    SyntheticMarket market =
        new SyntheticMarket(
            new SyntheticMarket.Settings(
                options.seed(), options.day().campaigns(), requests, 0, TMAX_MILLIS));
    return new PlayedMarket(
        market,
        model,
        minutes,
        Hindsight.spendMicros(market, DemoSetup.EPOCH),
        List.of(),
        options.day().asAsked() ? null : rate -> synthetic(options, model, rate));
  }

  private static PlayedMarket log(DemoOptions options, List<Path> files, ModelShelf shelf)
      throws IOException {
    IpinyouLog log;
    try {
      log = IpinyouLog.read(files);
    } catch (IllegalArgumentException e) {
      throw UserFacingException.of(e);
    }
    List<String> notes = new ArrayList<>();
    if (!log.note().isEmpty()) {
      notes.add(log.note());
    }
    IpinyouMarket market = new IpinyouMarket(log, TMAX_MILLIS);
    if (market.campaigns(0).isEmpty()) {
      throw new UserFacingException(log.withoutCampaigns());
    }
    ModelAnnouncement model = bundle(options, shelf, files, log, notes).announcement();
    notes.add("Plans expect the log's own traffic by quarter hour.");
    ModelAnnouncement announcement =
        ModelAnnouncement.withEqualWeekdays(
            model.version(), model.path(), model.fingerprint(), traffic(log).shares());
    return log(
        market,
        announcement,
        options.day().minutes(),
        Hindsight.spendMicros(market, DemoSetup.EPOCH),
        notes,
        options.day().asAsked());
  }

  /**
   * A log's day. The number of requests is fixed, so fewer of them per second make the day longer.
   */
  static PlayedMarket log(
      Market market,
      ModelAnnouncement model,
      double minutes,
      Map<String, Long> hindsightMicros,
      List<String> notes,
      boolean asAsked) {
    return new PlayedMarket(
        market,
        model,
        minutes,
        hindsightMicros,
        notes,
        asAsked
            ? null
            : rate ->
                log(
                    market,
                    model,
                    market.size() / (rate * SECONDS_PER_MINUTE),
                    hindsightMicros,
                    notes,
                    false));
  }

  /**
   * The log's own traffic curve. Another day's curve would say little about a sparse log, whose day
   * may end in the afternoon.
   */
  private static TrafficCurve traffic(IpinyouLog log) {
    TrafficCount count = new TrafficCount();
    for (LoggedImpression row : log.impressions()) {
      count.add(row.timeOfDayMillis());
    }
    return count.curve();
  }

  private static Bundle bundle(
      DemoOptions options, ModelShelf shelf, List<Path> files, IpinyouLog log, List<String> notes)
      throws IOException {
    if (log.clicks() >= Trainer.MIN_CLICKS) {
      try {
        return shelf.ofLog(files, log);
      } catch (UnusableLogException e) {
        notes.add("The log cannot be learned from: " + e.getMessage());
      }
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "The log has %,d clicks, too few to learn from (%,d are needed): the synthetic market's"
                + " model scores it.",
            log.clicks(),
            Trainer.MIN_CLICKS));
    return shelf.synthetic(
        options.seed(),
        SyntheticMarket.Settings.DEFAULT.campaigns(),
        ModelShelf.SYNTHETIC_REQUESTS);
  }
}
