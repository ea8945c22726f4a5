package io.paceline.simulator.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.exchange.HaltRule;
import io.paceline.core.money.Micros;
import io.paceline.core.pacing.PacingStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays days at the demo's speed, which needs few ticks a day. */
class RehearsalTest {

  private static final long REQUESTS = 10_000;

  /** One wall second is eight minutes of campaign time: the auction window is 16 minutes long. */
  private static final Pace FAST = Pace.demo(480);

  private static final MarketDays MARKET = Rehearsal.market(1, REQUESTS);
  private static final MarketNames NAMES = MARKET.names();

  private static RehearsalResult play(long seed, int count, String... script)
      throws InvalidScriptException {
    PlayedDays days = PlayedDays.of(List.of(), count);
    List<Campaign> campaigns = Rehearsal.ownCampaigns(MARKET, days);
    return play(
        new RehearsalSettings(
            MARKET, seed, days, FAST, "USD", campaigns, read(campaigns, days, script), null));
  }

  private static RehearsalResult play(RehearsalSettings settings) {
    return Rehearsal.play(settings, (share, requests) -> {});
  }

  private static Script read(List<Campaign> campaigns, PlayedDays days, String... script)
      throws InvalidScriptException {
    return ScriptReader.read(String.join("\n", script), campaigns, days, FAST, NAMES);
  }

  private static CampaignDay day(RehearsalResult played, String campaign, int day) {
    return played.days().stream()
        .filter(row -> row.campaign().equals(campaign))
        .skip(day)
        .findFirst()
        .orElseThrow();
  }

  private static void assertMoneyIsKept(RehearsalResult played) {
    assertThat(played.overspendMicros()).isZero();
    assertThat(played.heldMicros()).isZero();
    assertThat(played.ledgerMicros()).isPositive().isEqualTo(played.booksMicros());
    assertThat(played.days())
        .allSatisfy(row -> assertThat(row.spendMicros()).isEqualTo(row.booksMicros()));
    assertThat(played.deadLetters()).isZero();
    assertThat(played.halts()).isEmpty();
    assertThat(played.haltedImps()).isZero();
  }

  @Test
  void theSameSeedGivesTheSameRowsAndAnotherSeedOthers() throws Exception {
    RehearsalResult once = play(1, 1);
    assertThat(play(1, 1)).isEqualTo(once);
    assertThat(play(2, 1)).isNotEqualTo(once);
  }

  @Test
  void ledgersAndTheExchangesBooksAgreeAndNothingIsOverspent() throws Exception {
    RehearsalResult played = play(3, 2);

    assertMoneyIsKept(played);
    assertThat(played.requests()).isEqualTo(2 * REQUESTS);
    assertThat(played.days()).hasSize(60);
    assertThat(played.days())
        .allSatisfy(row -> assertThat(row.booksMicros()).isLessThanOrEqualTo(row.budgetMicros()));
  }

  @Test
  void mostCampaignsSpendTheirBudgetAlongThePlanAndNoValueExceedsTheBound() throws Exception {
    RehearsalResult played = play(4, 1);

    assertThat(played.days())
        .filteredOn(row -> row.spendMicros() > 0.95 * row.budgetMicros())
        .hasSizeGreaterThan(15);
    assertThat(played.value()).isPositive().isLessThan(1.02 * played.bound());
    assertThat(day(played, "c100", 0).course()).hasSize(24);
    assertThat(day(played, "c100", 0).course().get(23).planShare()).isCloseTo(1, within(0.01));
  }

  @Test
  void anEditOfTheDailyBudgetCountsFromItsMoment() throws Exception {
    long before =
        Rehearsal.ownCampaigns(MARKET, PlayedDays.of(List.of(), 1)).get(0).budget().dailyMicros();

    RehearsalResult halved = play(5, 2, edit(before / 2));
    assertMoneyIsKept(halved);
    assertThat(day(halved, "c100", 0).budgetMicros()).isEqualTo(before);
    assertThat(day(halved, "c100", 0).booksMicros()).isGreaterThan(before / 2);
    assertThat(day(halved, "c100", 1).booksMicros()).isLessThanOrEqualTo(before / 2);

    RehearsalResult doubled = play(5, 2, edit(2 * before));
    assertMoneyIsKept(doubled);
    assertThat(day(doubled, "c100", 0)).isEqualTo(day(halved, "c100", 0));
    assertThat(day(doubled, "c100", 1).budgetMicros()).isGreaterThanOrEqualTo(2 * before);
    assertThat(day(doubled, "c100", 1).booksMicros()).isGreaterThan(before);
  }

  private static String edit(long dailyMicros) {
    return line(
        "2026-01-06T00:00",
        "edit",
        "\"campaign\": {\"id\": \"c100\", \"dailyBudget\": \""
            + BigDecimal.valueOf(dailyMicros, 6).toPlainString()
            + "\"}");
  }

  @Test
  void nobodyBidsOnAPausedCampaign() throws Exception {
    RehearsalResult played =
        play(
            6,
            3,
            line("2026-01-06T00:00", "pause", "\"campaign\": \"c100\""),
            line("2026-01-07T00:00", "resume", "\"campaign\": \"c100\""));

    assertMoneyIsKept(played);
    assertThat(day(played, "c100", 0).bids()).isPositive();
    assertThat(day(played, "c100", 1).bids()).isZero();
    assertThat(day(played, "c100", 1).status()).isEqualTo(PacingStatus.PAUSED);
    assertThat(day(played, "c100", 2).bids()).isPositive();
    assertThat(day(played, "c101", 1).bids()).isPositive();
  }

  @Test
  void aCrashForgetsNoMoney() throws Exception {
    RehearsalResult played =
        play(
            7,
            1,
            line("2026-01-05T09:58", "crash"),
            line("2026-01-05T10:20", "restore"),
            line("2026-01-05T10:21", "crash"),
            line("2026-01-05T10:50", "restore"),
            line("2026-01-05T18:00", "crash"),
            line("2026-01-05T18:30", "restore"));

    assertMoneyIsKept(played);
  }

  @Test
  void aStallShorterThanTheWindowsLosesNothing() throws Exception {
    RehearsalResult played =
        play(
            8,
            1,
            line("2026-01-05T12:00", "stall", "\"duration\": \"8m\""),
            line("2026-01-05T20:00", "stall", "\"duration\": \"PT8M\""));

    assertMoneyIsKept(played);
    assertThat(play(8, 1).days()).isNotEqualTo(played.days());
  }

  @Test
  void anExchangeThatIsAwaySendsNothing() throws Exception {
    RehearsalResult played =
        play(9, 1, line("2026-01-05T12:00", "outage", "\"exchange\": \"northbeam\"", HOURS));

    assertMoneyIsKept(played);
    assertThat(played.requests()).isBetween(REQUESTS / 2, REQUESTS - 500);
  }

  private static final String HOURS = "\"duration\": \"3h\"";

  @Test
  void duplicatedAndReorderedNoticesCountOnce() throws Exception {
    assertMoneyIsKept(
        play(
            10,
            1,
            line(
                "2026-01-05T00:00",
                "notices",
                "\"duplicated\": 0.5",
                "\"reordered\": 0.3",
                "\"delay\": \"1m\"")));
  }

  @Test
  void reportsBringBackWhatLostNoticesCarried() throws Exception {
    String lost = line("2026-01-05T00:00", "notices", "\"lost\": 0.2");
    RehearsalResult unreported = play(11, 1, lost);
    RehearsalResult reported =
        play(11, 2, lost, line("2026-01-06T00:00", "notices"), line("2026-01-06T23:59", "report"));

    assertThat(unreported.ledgerMicros()).isLessThan(unreported.booksMicros());
    assertThat(
            reported.days().stream()
                .filter(row -> row.day().equals(PlayedDays.DEFAULT_FIRST))
                .mapToLong(CampaignDay::spendMicros)
                .sum())
        .isEqualTo(
            reported.days().stream()
                .filter(row -> row.day().equals(PlayedDays.DEFAULT_FIRST))
                .mapToLong(CampaignDay::booksMicros)
                .sum());
    assertThat(reported.remarks()).isEmpty();
  }

  @Test
  void aReportWithGivenFiguresIsBooked() throws Exception {
    long spent = day(play(12, 1), "c100", 0).spendMicros();
    RehearsalResult played =
        play(
            12,
            2,
            line(
                "2026-01-06T12:00",
                "report",
                "\"exchange\": \"northbeam\"",
                "\"campaign\": \"c100\"",
                "\"day\": \"2026-01-05\"",
                "\"amount\": " + 2 * spent / 1e6));

    CampaignDay reported = day(played, "c100", 0);
    assertThat(reported.spendMicros()).isGreaterThan(reported.booksMicros());
  }

  @Test
  void pricesThatCannotBeReadDebitTheBidUntilTheReport() throws Exception {
    for (String form : List.of("macro", "missing", "encrypted", "negative", "above")) {
      RehearsalResult played =
          play(13, 1, line("2026-01-05T00:00", "notices", "\"price\": \"" + form + "\""));
      assertThat(played.ledgerMicros()).as(form).isGreaterThan(played.booksMicros());
      assertThat(played.overspendMicros()).as(form).isZero();
      assertThat(played.deadLetters()).as(form).isZero();
    }
  }

  @Test
  void theHaltActsBeforeOnePercentOfTheDaysBudgetsIsUnaccountedFor() throws Exception {
    for (int hour = 0; hour < 24; hour += 5) {
      RehearsalResult played =
          play(
              20 + hour,
              1,
              line("2026-01-05T%02d:00".formatted(hour), "notices", "\"price\": \"encrypted\""));

      assertThat(played.halts()).extracting(ExchangeHalt::exchange).doesNotHaveDuplicates();
      assertThat(played.halts()).isNotEmpty();
      long unaccounted = 0;
      long budgets = 0;
      for (ExchangeHalt halt : played.halts()) {
        assertThat(halt.unaccountedMicros()).isLessThan(halt.dayMicros() / 100);
        unaccounted += halt.unaccountedMicros();
        budgets += halt.dayMicros();
      }
      assertThat(unaccounted).isLessThan(budgets / 100);
      assertThat(played.haltedImps()).isPositive();
      assertThat(played.remarks()).hasSameSizeAs(played.halts());
    }
  }

  private static final String UNREADABLE =
      line("2026-01-05T06:00", "notices", "\"exchange\": \"northbeam\"", "\"price\": \"macro\"");

  private static final String MENDED = line("2026-01-05T12:00", "notices");

  @Test
  void aHaltConcernsOneExchangeAndLastsUntilSomebodyLiftsIt() throws Exception {
    RehearsalResult halted = play(17, 1, UNREADABLE, MENDED);
    RehearsalResult resumed =
        play(
            17,
            1,
            UNREADABLE,
            MENDED,
            line("2026-01-05T12:30", "resume-exchange", "\"exchange\": \"northbeam\""));

    assertThat(halted.halts()).hasSize(1);
    assertThat(halted.halts().get(0).exchange()).isEqualTo("northbeam");
    assertThat(resumed.halts()).isEqualTo(halted.halts());
    assertThat(resumed.haltedImps()).isPositive().isLessThan(halted.haltedImps() / 2);
    assertThat(halted.heldMicros()).isZero();
  }

  @Test
  void aHaltThatIsLiftedBeforeTheCauseIsMendedComesAgain() throws Exception {
    RehearsalResult played =
        play(
            17,
            1,
            UNREADABLE,
            line("2026-01-05T12:30", "resume-exchange", "\"exchange\": \"northbeam\""));

    assertThat(played.halts()).hasSize(2);
    assertThat(played.halts())
        .allSatisfy(
            halt -> assertThat(halt.unaccountedMicros()).isLessThan(halt.dayMicros() / 100));
  }

  @Test
  void aHaltOutlivesCrashes() throws Exception {
    List<String> script = new ArrayList<>(List.of(UNREADABLE, MENDED));
    // The last checkpoint before some of these crashes knows nothing of the halt.
    for (int minute = 5; minute < 60; minute += 10) {
      script.add(line("2026-01-05T06:%02d".formatted(minute), "crash"));
      script.add(line("2026-01-05T06:%02d".formatted(minute + 4), "restore"));
    }

    RehearsalResult played = play(18, 1, script.toArray(String[]::new));

    assertThat(played.halts()).hasSize(1);
    assertThat(played.halts().get(0).atMillis())
        .isLessThan(Instant.parse("2026-01-05T08:00:00Z").toEpochMilli());
    assertThat(played.haltedImps())
        .as("all of this exchange's for the rest of the day")
        .isGreaterThan(REQUESTS / 6);
  }

  @Test
  void pricesInOtherFormsAreReadToTheMicro() throws Exception {
    for (String form : List.of("comma", "currency", "exponent")) {
      assertMoneyIsKept(
          play(14, 1, line("2026-01-05T00:00", "notices", "\"price\": \"" + form + "\"")));
    }
  }

  @Test
  void aRotatedKeyLosesNoNotice() throws Exception {
    assertMoneyIsKept(play(15, 1, line("2026-01-05T12:00", "rotate-key")));
  }

  @Test
  void aKeyThatIsReplacedTwiceWhileNoticesAreOnTheirWayHaltsTheBidding() throws Exception {
    RehearsalResult played =
        play(
            15,
            1,
            line("2026-01-05T00:00", "notices", "\"delay\": \"15m\""),
            line("2026-01-05T20:00", "rotate-key"),
            line("2026-01-05T20:01", "rotate-key"));

    assertThat(played.deadLetters()).isPositive();
    assertThat(played.halts()).isNotEmpty();
    assertThat(played.halts())
        .allSatisfy(
            halt -> {
              assertThat(halt.atMillis())
                  .isBetween(millis("2026-01-05T20:01:00Z"), millis("2026-01-05T20:20:00Z"));
              assertThat(halt.reason()).doesNotContain(" 0 without a valid signature");
              assertThat(halt.unaccountedMicros())
                  .isPositive()
                  .isLessThanOrEqualTo(halt.billedMicros());
            });
    assertThat(played.haltedImps()).isPositive();
    assertThat(played.heldMicros()).isZero();
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 20})
  void aMarketOfFewRequestsIsPlayedToTheEndOnAllItsExchanges(long requests) {
    PlayedDays days = PlayedDays.of(List.of(), 20);
    MarketDays market = Rehearsal.market(requests, requests);

    List<Campaign> campaigns = Rehearsal.ownCampaigns(market, days);

    RehearsalResult played =
        play(new RehearsalSettings(market, 1, days, FAST, "USD", campaigns, Script.EMPTY, null));

    assertThat(played.requests()).isEqualTo(20 * requests);
    assertThat(played.ledgerMicros()).isEqualTo(played.booksMicros());
    assertThat(played.overspendMicros()).isZero();
    assertThat(market.names()).isEqualTo(Rehearsal.market(requests, 100_000).names());
    for (int day = 0; day < 20; day++) {
      market
          .opportunities(day)
          .forEachRemaining(
              one -> {
                assertThat(market.names().exchanges()).contains(one.request().exchange());
                assertThat(market.names().sites()).contains(MarketNames.domain(one));
              });
    }
  }

  @Test
  void dearerMarketsSellLessAndMoreTrafficSellsMore() throws Exception {
    RehearsalResult usual = play(16, 1);
    RehearsalResult dear = play(16, 1, line("2026-01-05T00:00", "price", "\"factor\": 3"));
    RehearsalResult busy = play(16, 1, line("2026-01-05T00:00", "traffic", "\"factor\": 1.5"));

    assertMoneyIsKept(dear);
    assertMoneyIsKept(busy);
    assertThat(dear.value()).isLessThan(usual.value());
    assertThat(busy.value()).isGreaterThan(usual.value());
    assertThat(busy.requests()).isBetween(REQUESTS * 14 / 10, REQUESTS * 16 / 10);
  }

  @Test
  void ticksAndWindowsAreWallTimeAtAnySpeedExceptTheWindowOfTheHalt() {
    assertThat(Pace.at(1)).isEqualTo(Pace.PRODUCTION);
    Pace slow = Pace.demo(1);
    for (double speed : new double[] {2, 480, 14_400}) {
      HaltRule halt =
          new HaltRule(
              HaltRule.STANDARD.share(),
              Math.round(86_400_000 / speed),
              HaltRule.STANDARD.leastNotices());
      assertThat(Pace.at(speed))
          .isEqualTo(
              new Pace(
                  speed,
                  slow.tickMillis(),
                  slow.checkpointMillis(),
                  slow.windows(),
                  halt,
                  slow.noticeDelayMillis(),
                  slow.marketRefreshMillis()));
    }
  }

  @Test
  void aScriptNamesExchangesAndSitesOfTheMarket() {
    assertThatExceptionOfType(InvalidScriptException.class)
        .isThrownBy(
            () ->
                play(1, 1, line("2026-01-05T12:00", "outage", "\"exchange\": \"nortbeam\"", HOURS)))
        .withMessage("line 1: exchange: the market has no \"nortbeam\", did you mean northbeam?");
  }

  private static String line(String at, String verb, String... fields) {
    return "{\"at\": \""
        + at
        + "\", \"do\": \""
        + verb
        + "\""
        + List.of(fields).stream().map(field -> ", " + field).collect(Collectors.joining())
        + "}";
  }

  @Test
  void daysAreThoseOfEachCampaignsZone() throws Exception {
    PlayedDays market = PlayedDays.of(List.of(), 3);
    Campaign own = Rehearsal.ownCampaigns(MARKET, market).get(0);
    List<Campaign> campaigns =
        List.of(in(own, "berlin", "Europe/Berlin"), in(own, "auckland", "Pacific/Auckland"));
    PlayedDays days = PlayedDays.of(campaigns, 1);

    RehearsalResult played =
        play(new RehearsalSettings(MARKET, 1, days, FAST, "EUR", campaigns, Script.EMPTY, null));

    assertMoneyIsKept(played);
    assertThat(played.days()).extracting(CampaignDay::day).containsOnly(days.first());
    assertThat(
            played.days().stream()
                .collect(Collectors.toMap(CampaignDay::campaign, CampaignDay::budgetMicros)))
        .isEqualTo(
            Map.of("berlin", own.budget().dailyMicros(), "auckland", own.budget().dailyMicros()));
  }

  @Test
  void whatIsSpentOutsideOfACampaignsOwnDatesCountsInBothTotals() throws Exception {
    Campaign own = Rehearsal.ownCampaigns(MARKET, PlayedDays.of(List.of(), 3)).get(0);
    List<Campaign> campaigns =
        List.of(in(own, "berlin", "Europe/Berlin", 4), in(own, "auckland", "Pacific/Auckland", 4));
    PlayedDays days = PlayedDays.of(campaigns, 1);

    RehearsalResult played =
        play(new RehearsalSettings(MARKET, 1, days, FAST, "EUR", campaigns, Script.EMPTY, null));

    assertMoneyIsKept(played);
    assertThat(played.booksMicros())
        .isGreaterThan(played.days().stream().mapToLong(CampaignDay::booksMicros).sum());
  }

  @Test
  void aBudgetThatBecomesDailyWithinADaySpendsTheCapAtMost() throws Exception {
    PlayedDays days = PlayedDays.of(List.of(), 2);
    Campaign own = Rehearsal.ownCampaigns(MARKET, days).get(0);
    long daily = own.budget().dailyMicros();
    Campaign flight =
        new Campaign(
            own.id(),
            1,
            own.name(),
            false,
            own.advertiser(),
            own.flight(),
            new Campaign.Budget(own.id(), 2 * daily, 0, 0, own.budget().pacing()),
            own.bidding(),
            own.creatives(),
            own.targeting(),
            null);
    String edit =
        line(
            "2026-01-05T12:00",
            "edit",
            "\"campaign\": {\"id\": \"%s\", \"dailyBudget\": \"%s\"}"
                .formatted(own.id(), BigDecimal.valueOf(daily, 6).toPlainString()));
    Script script = read(List.of(flight), days, edit);

    RehearsalResult played =
        play(new RehearsalSettings(MARKET, 1, days, FAST, "USD", List.of(flight), script, null));

    assertMoneyIsKept(played);
    assertThat(played.overspendMicros()).isZero();
    assertThat(played.days()).hasSize(2);
    for (CampaignDay day : played.days()) {
      assertThat(day.booksMicros()).isPositive().isLessThanOrEqualTo(daily);
    }
  }

  /** The first own campaign, with a daily amount and a total instead of its own; 0 for none. */
  private static Campaign withAmounts(long dailyMicros, long totalMicros) {
    Campaign own = Rehearsal.ownCampaigns(MARKET, PlayedDays.of(List.of(), 4)).get(0);
    return new Campaign(
        own.id(),
        1,
        own.name(),
        false,
        own.advertiser(),
        own.flight(),
        new Campaign.Budget(own.id(), totalMicros, dailyMicros, null, own.budget().pacing()),
        own.bidding(),
        own.creatives(),
        own.targeting(),
        null);
  }

  private static RehearsalResult playEdited(Campaign campaign, int count, String... edits)
      throws InvalidScriptException {
    PlayedDays days = PlayedDays.of(List.of(), count);
    List<Campaign> campaigns = List.of(campaign);
    return play(
        new RehearsalSettings(
            MARKET, 1, days, FAST, "USD", campaigns, read(campaigns, days, edits), null));
  }

  private static String amounts(String at, String daily, String total) {
    return line(
        at,
        "edit",
        "\"campaign\": {\"id\": \"c100\", \"dailyBudget\": %s, \"totalBudget\": %s}"
            .formatted(daily, total));
  }

  private static String units(long micros) {
    return "\"" + BigDecimal.valueOf(micros, 6).toPlainString() + "\"";
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-07T00:00", "2026-01-07T12:00"})
  void daysBeforeABudgetBecameDailyAreJudgedByTheTotal(String at) throws Exception {
    long daily = 5_000_000;
    long total = 12 * daily;
    for (String then : List.of(units(total), "null")) {
      RehearsalResult played =
          playEdited(withAmounts(0, total), 4, amounts(at, units(daily), then));

      assertMoneyIsKept(played);
      long before = 0;
      for (int day = 0; day < 2; day++) {
        CampaignDay row = day(played, "c100", day);
        assertThat(row.budgetMicros()).as("day %d", day).isEqualTo(total - before);
        assertThat(row.booksMicros()).isGreaterThan(daily);
        before += row.booksMicros();
      }
      assertThat(day(played, "c100", 3).budgetMicros()).isGreaterThanOrEqualTo(daily);
      assertThat(played.value()).isPositive().isLessThan(1.02 * played.bound());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-07T00:00", "2026-01-07T12:00"})
  void daysBeforeABudgetLostItsDailyAmountAreJudgedByTheirCaps(String at) throws Exception {
    long daily = 5_000_000;
    long total = 12 * daily;
    for (long before : List.of(0L, total)) {
      RehearsalResult played =
          playEdited(withAmounts(daily, before), 4, amounts(at, "null", units(total)));

      assertMoneyIsKept(played);
      for (int day = 0; day < 2; day++) {
        CampaignDay row = day(played, "c100", day);
        assertThat(row.budgetMicros()).as("day %d", day).isBetween(daily, 2 * daily);
        assertThat(row.booksMicros()).isPositive();
      }
      CampaignDay first = day(played, "c100", 0);
      CampaignDay second = day(played, "c100", 1);
      assertThat(day(played, "c100", 2).budgetMicros())
          .isEqualTo(total - first.booksMicros() - second.booksMicros());
      assertThat(played.value()).isPositive().isLessThan(1.02 * played.bound());
    }
  }

  @Test
  void reportsBringLedgersAndBooksTogetherAfterABudgetBecameDaily() throws Exception {
    RehearsalResult played =
        playEdited(
            withAmounts(0, 60_000_000),
            3,
            line("2026-01-05T00:00", "notices", "\"lost\": 0.2"),
            amounts("2026-01-06T12:00", units(5_000_000), "null"),
            line("2026-01-07T20:00", "traffic", "\"factor\": 0"),
            line("2026-01-07T23:59", "report", "\"final\": true"));

    assertThat(played.remarks()).isEmpty();
    assertThat(played.booksMicros()).isPositive().isEqualTo(played.ledgerMicros());
  }

  @Test
  void aTotalBelowWhatWasSpentAlreadyIsNoOverspendOfTheDayOnWhichItCame() throws Exception {
    long daily = 5_000_000;
    RehearsalResult played =
        playEdited(
            withAmounts(daily, 0), 3, amounts("2026-01-06T18:00", units(daily), units(daily)));

    assertMoneyIsKept(played);
    assertThat(day(played, "c100", 1).booksMicros()).isPositive();
    assertThat(day(played, "c100", 2).bids()).isZero();
    assertThat(played.value()).isPositive().isLessThan(1.02 * played.bound());
  }

  @Test
  void theLargestAmountsArePlayedOnAnyNumberOfDays() throws Exception {
    PlayedDays days = PlayedDays.of(List.of(), 100);
    MarketDays market = Rehearsal.market(1, 20);
    Campaign own = Rehearsal.ownCampaigns(market, days).get(0);
    Campaign largest =
        new Campaign(
            own.id(),
            1,
            own.name(),
            false,
            own.advertiser(),
            own.flight(),
            new Campaign.Budget(own.id(), 0, Micros.MAX, 10_000, own.budget().pacing()),
            own.bidding(),
            own.creatives(),
            own.targeting(),
            null);

    RehearsalResult played =
        play(
            new RehearsalSettings(
                market, 1, days, FAST, "VND", List.of(largest), Script.EMPTY, null));

    assertThat(played.days()).hasSize(100);
    assertThat(played.overspendMicros()).isZero();
    assertThat(played.ledgerMicros()).isPositive().isEqualTo(played.booksMicros());
  }

  private static Campaign in(Campaign own, String id, String zone) {
    return in(own, id, zone, 1);
  }

  private static Campaign in(Campaign own, String id, String zone, int days) {
    long start = PlayedDays.start(PlayedDays.DEFAULT_FIRST.plusDays(1), ZoneId.of(zone));
    return new Campaign(
        id,
        1,
        id,
        false,
        own.advertiser(),
        new Campaign.Flight(start, start + days * 86_400_000L, zone),
        new Campaign.Budget(id, 0, own.budget().dailyMicros(), null, own.budget().pacing()),
        own.bidding(),
        own.creatives(),
        own.targeting(),
        null);
  }
}
