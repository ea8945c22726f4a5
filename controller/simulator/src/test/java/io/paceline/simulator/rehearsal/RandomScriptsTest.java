package io.paceline.simulator.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.PacingMode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Plays worlds of 1 to 40 campaigns, some on shared budgets, over 1 to 35 days, in zones whose
 * clocks change and in three currencies, by random scripts. In some, every notice is read within
 * its exchange's windows; in others, notices are lost or come too late. The system property {@code
 * rehearsal.scripts} says how many are played.
 */
class RandomScriptsTest {

  private static final int SCRIPTS = Integer.getInteger("rehearsal.scripts", 4);

  /** One wall second is eight minutes of campaign time: the auction window is 16 minutes long. */
  private static final Pace FAST = Pace.demo(480);

  private static final MarketDays MARKET = Rehearsal.market(2, 2_000);
  private static final MarketNames NAMES = MARKET.names();
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe");
  private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY");

  /** Days at which, or shortly after which, clocks change somewhere. */
  private static final List<String> FIRST_DAYS =
      List.of("2026-01-05", "2026-03-07", "2026-03-28", "2026-04-04", "2026-10-24", "2026-10-31");

  private static final List<String> READABLE_PRICES =
      List.of("plain", "comma", "currency", "exponent");
  private static final List<String> UNREADABLE_PRICES =
      List.of("macro", "missing", "encrypted", "negative", "above");

  /** What happens lies at least this far apart, so that what lasts is over before the next. */
  private static final int HOURS_APART = 6;

  /** How the exchanges of a world tell of its auctions. */
  private enum Notices {
    /** Every notice comes within its windows, and its price can be read. */
    READABLE,
    /** Every notice comes within its windows, and no price can be read. */
    UNREADABLE,
    /** Up to half of the notices are lost, and others come hours after their windows. */
    LOST_OR_LATE
  }

  private record Shared(
      String id, String zone, long daily, long total, Integer carryOver, PacingMode pacing) {}

  private static final class World {
    private final SplittableRandom random;
    private final List<Campaign> campaigns = new ArrayList<>();
    private final Map<String, Shared> budgets = new LinkedHashMap<>();
    private final LocalDate first;
    private final int count;

    /** From when to when a campaign is paused, campaign milliseconds, by campaign. */
    private final Map<String, List<long[]>> pauses = new HashMap<>();

    World(long seed) {
      random = new SplittableRandom(seed);
      count = random.nextInt(10) == 0 ? 8 + random.nextInt(28) : 1 + random.nextInt(4);
      first = LocalDate.parse(FIRST_DAYS.get(random.nextInt(FIRST_DAYS.size())));
      List<Campaign> own = Rehearsal.ownCampaigns(MARKET, PlayedDays.of(List.of(), 1));
      int most = 1 + random.nextInt(40);
      int shared = 1 + random.nextInt(most);
      for (int i = 0; i < most; i++) {
        Campaign model = own.get(random.nextInt(own.size()));
        String budgetId = "b" + (i < shared ? i : random.nextInt(shared));
        Shared budget =
            budgets.computeIfAbsent(budgetId, id -> budget(id, model.budget().dailyMicros()));
        campaigns.add(campaign("c" + i, model, budget));
      }
    }

    private Shared budget(String id, long amount) {
      long daily = random.nextInt(4) == 0 ? 0 : times(amount, 0.1, 1.5);
      long total = daily == 0 || random.nextBoolean() ? times(amount, 0.1, 1.5 * count) : 0;
      PacingMode[] modes = PacingMode.values();
      return new Shared(
          id,
          ZONES.get(random.nextInt(ZONES.size())),
          daily,
          total,
          random.nextBoolean() ? null : random.nextInt(3_001),
          modes[random.nextInt(modes.length)]);
    }

    private long times(long amount, double from, double to) {
      return Math.max(1, (long) (amount * (from + random.nextDouble() * (to - from))));
    }

    private Campaign campaign(String id, Campaign model, Shared budget) {
      ZoneId zone = ZoneId.of(budget.zone());
      // One flight begins on the first day, so that the days are the same for every script.
      int startDay = campaigns.isEmpty() ? 0 : random.nextInt(count);
      long start =
          PlayedDays.start(first.plusDays(startDay), zone)
              + (campaigns.isEmpty() ? 0 : random.nextInt(12) * 3_600_000L);
      int days = 1 + random.nextInt(count - startDay);
      long end = PlayedDays.start(first.plusDays(startDay + days), zone);
      return new Campaign(
          id,
          1,
          id,
          false,
          model.advertiser(),
          new Campaign.Flight(start, end, budget.zone()),
          new Campaign.Budget(
              budget.id(), budget.total(), budget.daily(), budget.carryOver(), budget.pacing()),
          model.bidding(),
          model.creatives(),
          model.targeting(),
          model.frequencyCap());
    }

    List<String> script(Notices notices) {
      List<String> script = new ArrayList<>();
      boolean rotated = false;
      PlayedDays days = PlayedDays.of(campaigns, count);
      LocalDateTime from = utc(days.fromMillis());
      LocalDateTime end = utc(days.toMillis()).minusMinutes(1);
      LocalDateTime quiet = end.minusHours(HOURS_APART);
      for (LocalDateTime due = from.plusHours(1);
          due.plusHours(HOURS_APART).isBefore(quiet);
          due = due.plusHours(HOURS_APART)) {
        LocalDateTime at = due.plusMinutes(random.nextInt(60));
        switch (random.nextInt(11)) {
          case 0 -> script.add(pause(at));
          case 1 -> script.add(resume(at));
          case 2 ->
              script.add(line(at, "stall", "duration", quoted(1 + random.nextInt(290) + "m")));
          case 3 -> script.add(line(at, "outage", "duration", quoted(1 + random.nextInt(5) + "m")));
          case 4 -> {
            script.add(line(at, "crash"));
            script.add(line(at.plusMinutes(1 + random.nextInt(290)), "restore"));
          }
          case 5 -> script.add(line(at, "traffic", "factor", "" + random.nextDouble(2)));
          case 6 -> script.add(line(at, "price", "factor", "" + (0.3 + random.nextDouble(2))));
          case 7 -> script.addAll(edit(at));
          case 8 -> script.add(notices(at, notices));
          case 9 -> script.add(line(at, "report", "final", "" + random.nextBoolean()));
          default -> {
            if (!rotated) {
              script.add(line(at, "rotate-key"));
              rotated = true;
            } else if (notices != Notices.READABLE) {
              script.add(line(at, "resume-exchange", "exchange", quoted(anyExchange())));
            }
          }
        }
      }
      // When all windows have closed, the exchanges tell what they have billed.
      script.add(line(quiet, "traffic", "factor", "0"));
      script.add(line(end, "report", "final", "true"));
      return script;
    }

    private String pause(LocalDateTime at) {
      String campaign = anyCampaign();
      pauses
          .computeIfAbsent(campaign, id -> new ArrayList<>())
          .add(new long[] {millis(at), Long.MAX_VALUE});
      return line(at, "pause", "campaign", quoted(campaign));
    }

    private String resume(LocalDateTime at) {
      String campaign = anyCampaign();
      for (long[] pause : pauses.getOrDefault(campaign, List.of())) {
        pause[1] = Math.min(pause[1], millis(at));
      }
      return line(at, "resume", "campaign", quoted(campaign));
    }

    /**
     * Whether the campaign was paused all day, and so long before that the job had read it: it may
     * have stood still in between, until what happens next.
     */
    boolean isPausedAllDay(CampaignDay day) {
      String zone = budgets.get(day.budget()).zone();
      long from = PlayedDays.start(day.day(), ZoneId.of(zone));
      long to = PlayedDays.start(day.day().plusDays(1), ZoneId.of(zone));
      return pauses.getOrDefault(day.campaign(), List.of()).stream()
          .anyMatch(pause -> pause[0] + HOURS_APART * 3_600_000L <= from && pause[1] >= to);
    }

    private static long millis(LocalDateTime utc) {
      return utc.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static LocalDateTime utc(long millis) {
      return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    private String anyCampaign() {
      return campaigns.get(random.nextInt(campaigns.size())).id();
    }

    private String anyExchange() {
      List<String> exchanges = NAMES.exchanges().stream().sorted().toList();
      return exchanges.get(random.nextInt(exchanges.size()));
    }

    private String notices(LocalDateTime at, Notices notices) {
      List<String> prices = notices == Notices.UNREADABLE ? UNREADABLE_PRICES : READABLE_PRICES;
      boolean inTime = notices != Notices.LOST_OR_LATE;
      return line(
          at,
          "notices",
          "duplicated",
          "" + random.nextDouble(0.5),
          "reordered",
          "" + random.nextDouble(0.5),
          "delay",
          quoted(inTime ? "1m" : 1 + random.nextInt(29) + "m"),
          "lost",
          "" + (inTime ? 0 : random.nextDouble(0.5)),
          "price",
          quoted(prices.get(random.nextInt(prices.size()))));
    }

    /** New amounts of a budget, for all its campaigns at once. */
    private List<String> edit(LocalDateTime at) {
      Shared budget = budgets.get(campaigns.get(random.nextInt(campaigns.size())).budget().id());
      double factor = 0.3 + random.nextDouble(2);
      List<String> amounts = new ArrayList<>();
      if (budget.daily() > 0) {
        amounts.add("\"dailyBudget\": \"" + units(budget.daily(), factor) + "\"");
      }
      if (budget.total() > 0) {
        amounts.add("\"totalBudget\": \"" + units(budget.total(), factor) + "\"");
      }
      List<String> lines = new ArrayList<>();
      for (Campaign campaign : campaigns) {
        if (campaign.budget().id().equals(budget.id())) {
          lines.add(
              line(
                  at,
                  "edit",
                  "campaign",
                  "{\"id\": \"" + campaign.id() + "\", " + String.join(", ", amounts) + "}"));
        }
      }
      return lines;
    }

    private static String units(long micros, double factor) {
      return BigDecimal.valueOf(Math.max(1, (long) (micros * factor)), 6).toPlainString();
    }

    private static String quoted(String text) {
      return "\"" + text + "\"";
    }

    /** A line in UTC, so that no time is skipped or comes twice. */
    private static String line(LocalDateTime at, String verb, String... fields) {
      StringBuilder line = new StringBuilder("{\"at\": \"" + at + "Z\", \"do\": \"" + verb + "\"");
      for (int i = 0; i < fields.length; i += 2) {
        line.append(", \"").append(fields[i]).append("\": ").append(fields[i + 1]);
      }
      return line.append("}").toString();
    }
  }

  private static RehearsalResult play(World world, long seed, List<String> script)
      throws InvalidScriptException {
    PlayedDays days = PlayedDays.of(world.campaigns, world.count);
    return Rehearsal.play(
        new RehearsalSettings(
            MARKET,
            seed,
            days,
            FAST,
            CURRENCIES.get((int) (seed % CURRENCIES.size())),
            world.campaigns,
            ScriptReader.read(String.join("\n", script), world.campaigns, days, FAST, NAMES),
            null),
        (share, requests) -> {});
  }

  /**
   * A world that was played to its end.
   *
   * @param script the script by which it was played
   * @param pausedDays how many days of a campaign lay within a pause, and had no bid
   */
  private record Played(RehearsalResult result, String script, int pausedDays) {}

  /** Plays a world, and checks what has to hold whatever happens to its notices. */
  private static Played played(long seed, Notices notices) throws InvalidScriptException {
    World world = new World(seed);
    List<String> lines = world.script(notices);
    String script = "script " + seed + ":\n" + String.join("\n", lines);
    RehearsalResult result = play(world, seed, lines);
    int pausedDays = 0;
    assertThat(result.heldMicros()).as(script).isZero();
    assertThat(result.ledgerMicros()).as(script).isEqualTo(result.booksMicros());
    for (CampaignDay day : result.days()) {
      String what = day.campaign() + " on " + day.day() + ", " + script;
      // A report on a flight as a whole does not tell on which day it corrects the ledger.
      if (world.budgets.get(day.budget()).daily() > 0) {
        assertThat(day.spendMicros()).as(what).isEqualTo(day.booksMicros());
      }
      if (world.isPausedAllDay(day)) {
        assertThat(day.bids()).as(what).isZero();
        pausedDays++;
      }
    }
    assertThat(result.deadLetters()).as(script).isZero();
    return new Played(result, script, pausedDays);
  }

  @Test
  void nothingIsOverspentAndLedgerAndBooksAgreeWhereEveryNoticeIsReadInTime() throws Exception {
    int pausedDays = 0;
    for (long seed = 0; seed < SCRIPTS; seed++) {
      Played played = played(seed, Notices.READABLE);
      assertThat(played.result().overspendMicros()).as(played.script()).isZero();
      assertThat(played.result().halts()).as(played.script()).isEmpty();
      pausedDays += played.pausedDays();
    }
    assertThat(pausedDays).as("days without a bid, which the pauses ask for").isPositive();
  }

  @Test
  void theLastReportsSetTheLedgersRightWhereNoticesAreLostOrCameTooLate() throws Exception {
    for (long seed = 0; seed < SCRIPTS; seed++) {
      played(seed, Notices.LOST_OR_LATE);
    }
  }

  @Test
  void pricesThatNobodyCanReadDebitTheBidUntilTheReportAndHaltTheBidding() throws Exception {
    int halts = 0;
    for (long seed = 0; seed < SCRIPTS; seed++) {
      Played played = played(seed, Notices.UNREADABLE);
      assertThat(played.result().overspendMicros()).as(played.script()).isZero();
      for (ExchangeHalt halt : played.result().halts()) {
        // Where a single billing is more than half a percent of the day's budgets, as in most of
        // these small worlds, the second one halts.
        assertThat(halt.unaccountedMicros())
            .as(played.script())
            .isLessThanOrEqualTo(Math.max(halt.dayMicros() / 100, 2 * halt.largestMicros()));
        halts++;
      }
    }
    assertThat(halts).isGreaterThanOrEqualTo(SCRIPTS);
  }
}
