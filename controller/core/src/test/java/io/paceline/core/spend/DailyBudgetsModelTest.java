package io.paceline.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignBuilder;
import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.Notices;
import io.paceline.core.notice.TokenBuilder;
import io.paceline.core.pacing.NoPacing;
import io.paceline.core.pacing.TrafficWeek;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Compares the cap of the running day with one that is computed anew each time from the whole
 * history, over random weeks in which two campaigns share a budget and are edited, paused, resumed
 * and moved, the budget loses its daily amount and gets one again, all bidding is stopped and goes
 * on, days are not looked at, money is held over midnight, and debits come late.
 */
class DailyBudgetsModelTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final LedgerSettings WINDOWS =
      LedgerSettings.of(60_000, HOUR, LedgerSettings.ONE_DAY_MILLIS);

  /** A zone, and a date around which its clocks change. */
  private record Place(String zone, String date) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("UTC", "2026-02-27"),
          new Place("Europe/Berlin", "2026-03-29"),
          new Place("Europe/Berlin", "2026-10-25"),
          new Place("America/Havana", "2026-03-08"),
          new Place("Africa/Cairo", "2026-04-24"),
          new Place("Australia/Lord_Howe", "2026-04-05"),
          new Place("America/St_Johns", "2010-11-07"),
          new Place("Pacific/Apia", "2011-12-30"),
          new Place("Asia/Kathmandu", "2026-06-01"));

  /** The campaigns, and the stop of all bidding, as they stand from an instant on. */
  private record Standing(long fromMillis, List<Campaign> campaigns, boolean stopped) {}

  /** A bid that was billed, or that holds money. */
  private record Bid(String id, long period, long micros, long atMillis) {}

  /**
   * A look at the budget.
   *
   * @param billed how many bids were billed before it
   * @param daily whether the budget had a daily amount
   */
  private record Look(long atMillis, int billed, boolean daily) {}

  /** One schedule, with the whole history beside the controller's own state. */
  private static final class World {
    private final Random random;
    private final ZoneId zone;
    private final SpendController controller =
        new SpendController(CampaignClock.REAL_TIME, new NoPacing(), WINDOWS);
    private final MapBudgetStore store = new MapBudgetStore();

    /**
     * All local days by their first instants. A date that the zone skipped begins at the same
     * instant as the next one, which takes its place.
     */
    private final TreeMap<Long, LocalDate> days = new TreeMap<>();

    private final List<Standing> history = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();
    private final List<Bid> billed = new ArrayList<>();
    private final List<Bid> held = new ArrayList<>();
    private boolean stopped;
    private long firstDay;
    private long version;
    private long now;
    private int bids;

    World(long seed) {
      random = new Random(seed);
      Place place = PLACES.get(random.nextInt(PLACES.size()));
      zone = ZoneId.of(place.zone());
      LocalDate middle = LocalDate.parse(place.date());
      for (int day = -90; day <= 250; day++) {
        LocalDate date = middle.plusDays(day);
        days.put(date.atStartOfDay(zone).toInstant().toEpochMilli(), date);
      }
      now =
          middle.minusDays(3 + random.nextInt(9)).atStartOfDay(zone).toInstant().toEpochMilli()
              + random.nextInt(24) * HOUR;
    }

    private long amount() {
      return 1 + (random.nextLong(1_000_000_000L) >>> random.nextInt(25));
    }

    void run() {
      edit(null);
      firstDay = days.floorKey(now);
      for (int step = 0; step < 150; step++) {
        // Now and then, edits and ticks fall on midnight, and the job is down for days.
        long gap = random.nextInt(25) == 0 ? random.nextLong(4 * DAY) : random.nextLong(5 * HOUR);
        long later = now + 1 + gap;
        now = random.nextInt(4) == 0 ? Math.max(now + 1, days.floorKey(later)) : later;
        compare();
        switch (random.nextInt(9)) {
          case 0, 1 -> edit(current());
          case 2, 3, 4 -> spend();
          case 5 -> {
            stopped = random.nextBoolean();
            history.add(new Standing(now, current(), stopped));
            tick();
          }
          default -> tick();
        }
        compare();
      }
    }

    /** Bills all bids that hold money, as happens before their windows are over, and ticks. */
    private void tick() {
      List<Bid> won = List.copyOf(held);
      held.clear();
      won.forEach(bid -> notice(NoticeType.BILLING, bid));
      billed.addAll(won);
      controller.tick(store, TrafficWeek.uniform(), stopped, now, now, 1, 1);
      look();
    }

    private void look() {
      if (!history.isEmpty()) {
        looks.add(new Look(now, billed.size(), leading().budget().isDaily()));
      }
    }

    /**
     * The campaign that leads: the newest of those that may bid now or, where there is none, of
     * those whose flight is not over or, where there is none either, of all.
     */
    private Campaign leading() {
      Campaign leading = null;
      for (Campaign campaign : current()) {
        if (leading == null || weight(campaign) > weight(leading)) {
          leading = campaign;
        }
      }
      return leading;
    }

    private long weight(Campaign campaign) {
      long rank = campaign.inFlight(now) ? 2 : campaign.flight().isOver(now) ? 0 : 1;
      return rank * 1_000_000 + campaign.version();
    }

    private List<Campaign> current() {
      return history.get(history.size() - 1).campaigns();
    }

    /** Edits both campaigns, as people have to. */
    private void edit(List<Campaign> known) {
      version++;
      Campaign.Budget before = known == null ? null : known.get(0).budget();
      boolean keeps = before != null && random.nextBoolean();
      long daily = keeps ? before.dailyMicros() : random.nextInt(4) == 0 ? 0 : amount();
      boolean noTotal = daily > 0 && random.nextBoolean();
      long total = keeps ? before.totalMicros() : noTotal ? 0 : 20 * amount();
      Integer carryOver =
          keeps ? before.carryOver() : random.nextInt(3) == 0 ? null : anyCarryOver();
      List<Campaign> edited = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Campaign.Flight flight =
            known != null && random.nextInt(3) > 0
                ? known.get(i).flight()
                : new Campaign.Flight(
                    now + (random.nextInt(100 * 24) - 50 * 24) * HOUR / 4,
                    now + (60 + random.nextInt(60)) * DAY,
                    zone.getId());
        edited.add(
            CampaignBuilder.campaign("c" + i)
                .version(version)
                .paused(random.nextInt(3) == 0)
                .flight(flight.startMillis(), flight.endMillis())
                .timeZone(zone.getId())
                .budgetId("budget")
                .totalMicros(total)
                .dailyMicros(daily)
                .carryOver(carryOver)
                .build());
      }
      // The edits of one file arrive one after the other.
      put(
          edited.get(0),
          known == null ? edited.subList(0, 1) : List.of(edited.get(0), known.get(1)));
      now++;
      put(edited.get(1), edited);
    }

    private void put(Campaign campaign, List<Campaign> standing) {
      look();
      controller.put(store, campaign, stopped, now);
      history.add(new Standing(now, standing, stopped));
      look();
    }

    private Integer anyCarryOver() {
      return random.nextInt(4) == 0 ? 10_000 : random.nextInt(3_000);
    }

    private void spend() {
      boolean daily = current().get(0).budget().isDaily();
      boolean late = daily && random.nextInt(5) == 0;
      long day = days.floorKey(late ? Math.max(firstDay, now - random.nextLong(5 * DAY)) : now);
      long cap = capOf(current().get(0));
      long micros = late ? 1 + random.nextLong(amount()) : (long) (random.nextDouble() * cap);
      if (micros == 0) {
        return;
      }
      Bid bid = new Bid("bid-" + bids++, daily ? day : 0, micros, now);
      boolean wins = random.nextInt(3) == 0;
      notice(wins ? NoticeType.WIN : NoticeType.BILLING, bid);
      (wins ? held : billed).add(bid);
    }

    private void notice(NoticeType type, Bid bid) {
      controller.settle(
          store,
          Notices.of(
              type,
              TokenBuilder.token(bid.id())
                  .campaign("c0")
                  .budgetId("budget")
                  .period(bid.period())
                  .bid(bid.micros(), bid.atMillis())
                  .build(),
              bid.micros(),
              now),
          now);
    }

    private long capOf(Campaign campaign) {
      return RunningPeriod.of(store, campaign, store.account(), now).budgetMicros();
    }

    private void compare() {
      for (Campaign campaign : current()) {
        if (campaign.inFlight(now)) {
          assertThat(capOf(campaign))
              .as("%s at %s %s", campaign.id(), days.floorEntry(now).getValue(), now)
              .isEqualTo(expectedCap(campaign));
        }
      }
    }

    private long expectedCap(Campaign campaign) {
      Campaign.Budget budget = campaign.budget();
      long today = days.floorKey(now);
      long period = budget.isDaily() ? today : 0;
      long before = 0;
      long heldBefore = 0;
      long flightHeld = 0;
      for (Bid bid : billed) {
        before += bid.period() == period ? 0 : bid.micros();
      }
      for (Bid bid : held) {
        heldBefore += bid.period() == period ? 0 : bid.micros();
        flightHeld += bid.period() == 0 ? bid.micros() : 0;
      }
      before += heldBefore;
      if (!budget.isDaily()) {
        return Math.max(0, budget.totalMicros() - before);
      }
      Look begun = begun();
      long begunDay = days.floorKey(begun.atMillis());
      long spent = heldBefore;
      long flightToday = flightBegan(today) == Integer.MAX_VALUE ? 0 : flightHeld;
      for (int i = 0; i < billed.size(); i++) {
        Bid bid = billed.get(i);
        boolean flight = bid.period() == 0;
        flightToday += flight && i >= flightBegan(today) ? bid.micros() : 0;
        if (bid.period() != today
            && (i >= begun.billed()
                || bid.period() == begunDay
                || (flight && i >= flightBegan(begunDay)))) {
          spent += bid.micros();
        }
      }
      long worth = 0;
      for (long day : days.subMap(begunDay, today).keySet()) {
        worth += worthOf(day, days.higherKey(day), begun.atMillis());
      }
      long leftOver = Math.max(0, worth - spent);
      int factor = budget.totalMicros() > 0 ? 1_000 : 0;
      if (budget.totalMicros() > 0) {
        long end =
            current().stream()
                .filter(other -> !other.paused())
                .mapToLong(other -> other.flight().endMillis())
                .max()
                .getAsLong();
        long last = days.floorKey(end - 1);
        leftOver /= days.get(last).toEpochDay() - days.get(today).toEpochDay() + 1;
      }
      if (budget.carryOver() != null) {
        factor = budget.carryOver();
      }
      long most =
          BigInteger.valueOf(budget.dailyMicros())
              .multiply(BigInteger.valueOf(factor))
              .divide(BigInteger.valueOf(1_000))
              .longValueExact();
      long cap = Math.max(0, budget.dailyMicros() + Math.min(most, leftOver) - flightToday);
      return budget.totalMicros() > 0
          ? Math.min(cap, Math.max(0, budget.totalMicros() - before))
          : cap;
    }

    /** The look that first saw the daily amount that the budget has had since. */
    private Look begun() {
      int first = looks.size() - 1;
      while (first > 0 && looks.get(first - 1).daily()) {
        first--;
      }
      return looks.get(first);
    }

    /**
     * How many bids were billed before the first look of a day that found no daily amount; the
     * largest number where none did.
     */
    private int flightBegan(long day) {
      for (Look look : looks) {
        if (!look.daily() && days.floorKey(look.atMillis()) == day) {
          return look.billed();
        }
      }
      return Integer.MAX_VALUE;
    }

    /**
     * The daily budget at the day's end, if a campaign could bid at some instant of the day.
     *
     * @param since before this instant the budget was not daily
     */
    private long worthOf(long start, long end, long since) {
      boolean able = false;
      long daily = 0;
      for (int i = 0; i < history.size(); i++) {
        Standing standing = history.get(i);
        long until = i + 1 < history.size() ? history.get(i + 1).fromMillis() : Long.MAX_VALUE;
        long from = Math.max(Math.max(start, since), standing.fromMillis());
        long to = Math.min(end, until);
        if (from >= to) {
          continue;
        }
        daily = standing.campaigns().get(0).budget().dailyMicros();
        for (Campaign campaign : standing.campaigns()) {
          able |=
              !campaign.paused()
                  && !standing.stopped()
                  && Math.max(from, campaign.flight().startMillis())
                      < Math.min(to, campaign.flight().endMillis());
        }
      }
      return able ? daily : 0;
    }
  }

  @Property(tries = 500, seed = "100")
  void theCapIsWhatTheWholeHistorySays(@ForAll long seed) {
    new World(seed).run();
  }
}
