package io.paceline.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.deploy.exchange.ExchangeSettings;
import io.paceline.simulator.exchange.Market;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CapacityTest {

  private static final ModelAnnouncement MODEL =
      ModelAnnouncement.withEqualWeekdays(
          "v1", "path", "fingerprint", TrafficCurve.uniform().shares());

  private final Capacity capacity = new Capacity();
  private long now;
  private long compiled;

  /**
   * Gives {@code capacity} a sample for each second, at an even rate of answers and compilation;
   * returns the number of answers so far.
   */
  private long seconds(long from, int seconds, long answersPerSecond, long compilerMillis) {
    long answers = from;
    for (int second = 0; second < seconds; second++) {
      now++;
      answers += answersPerSecond;
      compiled += compilerMillis;
      capacity.sample(TimeUnit.SECONDS.toNanos(now), answers, compiled);
    }
    return answers;
  }

  @Test
  void beforeAnythingWasSeenNothingIsCarried() {
    assertThat(capacity.answersPerSecond()).isZero();
    assertThat(capacity.isSteady()).isFalse();
  }

  @Test
  void aSmallDayGetsEnoughTestTrafficToWarmTheJobAndIsNeverPlayedFaster() {
    PlayedMarket small = synthetic(2, false);

    assertThat(Capacity.limit(small)).isEqualTo(200);
    assertThat(Capacity.calmLimit(small)).isEqualTo(50);
    assertThat(Capacity.carries(6, small)).isTrue();
    assertThat(Capacity.fitting(200, small)).isEqualTo(small.requestsPerSecond());
    assertThat(Capacity.fitting(0.1, small)).isEqualTo(1);
  }

  @Test
  void onlyTheLastSecondsCount() {
    long answers = seconds(0, 20, 100, 2_000);
    seconds(answers, 4, 900, 2_000);

    assertThat(capacity.answersPerSecond()).isCloseTo(900, within(1e-6));
  }

  @Test
  void theMachineIsSteadyOnceAnswersStopGrowingAndTheCompilerIsQuiet() {
    long answers = seconds(0, 3, 100, 0);
    assertThat(capacity.isSteady()).as("too little was seen").isFalse();
    answers = seconds(answers, 8, 200, 900);
    assertThat(capacity.isSteady()).as("still compiling").isFalse();
    answers = seconds(answers, 4, 400, 100);
    assertThat(capacity.isSteady()).as("still growing").isFalse();
    seconds(answers, 8, 400, 100);
    assertThat(capacity.isSteady()).isTrue();
  }

  private static PlayedMarket synthetic(double rate, boolean asAsked) {
    DemoOptions options =
        new DemoOptions(
            new DemoOptions.DayOptions(1, List.of(), 10, rate, asAsked),
            new ExchangeSettings.Notices(0, 0, 0),
            false,
            1,
            1,
            true,
            0,
            false,
            Path.of("out"));
    return PlayedMarket.synthetic(options, MODEL, rate);
  }

  @Test
  void aMachineThatAnswersTooLittlePlaysFewerRequestsWithBudgetsToMatch() {
    PlayedMarket asked = synthetic(100, false);
    double enough = Capacity.limit(asked);
    assertThat(Capacity.carries(enough, asked)).isTrue();
    assertThat(Capacity.carries(enough / 2, asked)).isFalse();

    PlayedMarket played = asked.slowing().at(Capacity.fitting(enough / 2, asked));

    assertThat(played.requestsPerSecond()).isCloseTo(45, within(0.1));
    assertThat(played.minutes()).isEqualTo(1);
    assertThat(Capacity.carries(enough / 2, played)).isTrue();
    Map<String, Long> before = budgets(asked.market());
    budgets(played.market())
        .forEach((id, micros) -> assertThat(micros).as(id).isLessThan(before.get(id)));
    assertThat(Capacity.verdict(enough / 2, asked, played))
        .matches(
            "This machine answers \\d+ test requests/s, two fifths of which are kept in reserve: instead"
                + " of 100/s it plays 45/s on average, \\d+/s at the day's peak, with budgets to"
                + " match \\(--rate overrides\\)\\.");
  }

  private static Map<String, Long> budgets(Market market) {
    return market.campaigns(DemoSetup.EPOCH).stream()
        .collect(Collectors.toMap(Campaign::id, c -> c.budget().dailyMicros()));
  }

  @Test
  void whoNamesTheRateGetsItAndIsWarned() {
    PlayedMarket asked = synthetic(100, true);

    assertThat(asked.slowing()).isNull();
    assertThat(Capacity.verdict(Capacity.limit(asked), asked, asked))
        .contains("or more, enough for 100/s on average");
    assertThat(Capacity.verdict(Capacity.limit(asked) / 2, asked, asked))
        .contains("too few for 100/s on average")
        .endsWith("expect late answers (45/s on average would fit).");
  }

  @Test
  void aLogTakesLongerInsteadOfLosingRequests() {
    Market market = synthetic(100, false).market();
    PlayedMarket asked = PlayedMarket.log(market, MODEL, 1, Map.of(), List.of(), false);

    PlayedMarket played = asked.slowing().at(25);

    assertThat(played.minutes()).isCloseTo(4, within(1e-9));
    assertThat(played.market().size()).isEqualTo(market.size());
    assertThat(Capacity.verdict(Capacity.limit(played), asked, played))
        .contains("the log's day takes 4.0 minutes instead of 1.0", "(--minutes overrides)");
    assertThat(PlayedMarket.log(market, MODEL, 1, Map.of(), List.of(), true).slowing()).isNull();
  }
}
