package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.money.Micros;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.simulator.rehearsal.CampaignDay.Course;
import io.paceline.simulator.rehearsal.CampaignDay.Range;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what campaigns and budgets did on each day. It also judges overspend, by the
 * exchanges' books and without trusting the core: a day may spend at most what the controller said,
 * and at most what the campaigns' own amounts allow. These allow a day its daily amount and what
 * earlier days left over, and all days together the total.
 */
final class Diary {

  private static final long HOUR_MILLIS = 3_600_000L;

  private record Key(String id, LocalDate day) {}

  /** What a campaign bid and won on a day. */
  static final class Deeds {
    double value;
    long bids;
    final Map<NoBidReason, Long> refusals = new EnumMap<>(NoBidReason.class);
  }

  private static final class Standing {
    private final @Nullable Course[] course = new @Nullable Course[Course.HOURS];
    private @Nullable Range push;
    private @Nullable Range multiplier;
    private @Nullable PacingStatus status;
    private boolean inFlight;

    /** What the period may spend, as the controller said last, micros. */
    private long statedMicros;

    /** The most that the period may have spent in the end without overspending, micros. */
    private long allowedMicros;

    /**
     * The largest daily amount that was booked on the day, micros; or what the flight had spent or
     * held on the day before the budget became daily, if that is more.
     */
    private long dailyMicros;

    private long totalMicros;

    /** Whether the budget had a daily amount at the day's last tick in a flight. */
    private boolean daily;

    /** Whether the budget had no daily amount at some moment of the day. */
    private boolean wasFlight;

    /** Whether the budget had no total at some moment of the day. */
    private boolean wasWithoutTotal;
  }

  private final Map<Key, Deeds> deeds = new HashMap<>();
  private final Map<Key, Standing> standings = new HashMap<>();

  /** The entry of a campaign and a day, to which the caller adds. */
  Deeds deeds(String campaignId, LocalDate day) {
    return deeds.computeIfAbsent(new Key(campaignId, day), key -> new Deeds());
  }

  /**
   * Writes down how a budget stands at a tick.
   *
   * @param any any campaign of the budget, whose amounts are those of the budget
   * @param leading a campaign of the budget that is in its flight, paused or not; null for none
   * @param day the local day of the tick
   * @param dayStartMillis campaign time at which that day began
   * @param flightOfDayMicros how much of the flight's money was spent, or is held, on the day on
   *     which the budget became daily, micros; the controller's cap of the day is lower by that
   * @param spent what the exchanges have billed in the budget's running period so far, micros
   */
  void note(
      PacingUpdate update,
      Campaign any,
      @Nullable Campaign leading,
      LocalDate day,
      long dayStartMillis,
      long flightOfDayMicros,
      LongSupplier spent) {
    Standing standing =
        standings.computeIfAbsent(new Key(update.budgetId(), day), key -> new Standing());
    standing.status = update.standing().status();
    if (leading == null) {
      return;
    }
    // What the controller gives a flight is without what days with a daily amount have billed.
    long besides =
        any.budget().isDaily()
            ? flightOfDayMicros
            : update.spend().totalMicros() - update.spend().periodMicros();
    long stated = Micros.plus(update.period().budgetMicros(), besides);
    if (!standing.inFlight || stated > standing.statedMicros) {
      standing.allowedMicros = Math.max(standing.allowedMicros, stated);
    } else if (stated < standing.statedMicros) {
      // After an edit that lowers the budget, what is billed by now, and what is open, is allowed.
      long open = Micros.plus(update.spend().openMicros(), update.spend().wonMicros());
      standing.allowedMicros = Math.max(stated, Micros.plus(spent.getAsLong(), open));
    }
    standing.inFlight = true;
    standing.statedMicros = stated;
    long daily = Math.max(any.budget().dailyMicros(), flightOfDayMicros);
    standing.dailyMicros = Math.max(standing.dailyMicros, daily);
    standing.totalMicros = Math.max(standing.totalMicros, any.budget().totalMicros());
    standing.daily = any.budget().isDaily();
    standing.wasFlight |= !standing.daily;
    standing.wasWithoutTotal |= any.budget().totalMicros() == 0;
    int hour =
        (int) Math.min(Course.HOURS - 1L, (update.atMillis() - dayStartMillis) / HOUR_MILLIS);
    double multiplier = update.control().pacingMultiplier();
    standing.course[hour] =
        new Course(
            update.progress().targetSpendShare(), update.progress().spendShare(), multiplier);
    if (update.control().canBid()) {
      double push = update.control().push();
      standing.push = standing.push == null ? new Range(push, push) : standing.push.with(push);
      standing.multiplier =
          standing.multiplier == null
              ? new Range(multiplier, multiplier)
              : standing.multiplier.with(multiplier);
    }
  }

  /**
   * The rows of one budget's campaigns.
   *
   * @param campaignIds the campaigns that spend the budget
   * @param dates the played dates in order
   * @param billed what the ledger has billed, by campaign and date
   */
  List<CampaignDay> rows(
      String budgetId,
      List<String> campaignIds,
      List<LocalDate> dates,
      Billed billed,
      Books books,
      List<String> exchanges) {
    List<CampaignDay> rows = new ArrayList<>();
    long before = 0;
    long leftOver = 0;
    for (LocalDate day : dates) {
      Standing standing = standings.getOrDefault(new Key(budgetId, day), new Standing());
      long spent = 0;
      for (String id : campaignIds) {
        spent = Math.addExact(spent, books.spendMicros(day, exchanges, id));
      }
      long most = most(standing, before, leftOver);
      long stated =
          standing.daily ? standing.statedMicros : Math.max(0, standing.statedMicros - before);
      for (String id : campaignIds) {
        Deeds done = deeds.getOrDefault(new Key(id, day), new Deeds());
        rows.add(
            new CampaignDay(
                id,
                budgetId,
                day,
                standing.inFlight ? stated : 0,
                billed.micros(id, day),
                books.spendMicros(day, exchanges, id),
                Math.max(0, spent - most),
                done.value,
                books.wins(day, exchanges, id),
                done.bids,
                Map.copyOf(done.refusals),
                courses(standing),
                standing.push,
                standing.multiplier,
                standing.status));
      }
      before = Math.addExact(before, spent);
      if (standing.daily) {
        leftOver = Math.max(0, Micros.plus(leftOver, standing.dailyMicros) - spent);
      }
    }
    return rows;
  }

  /**
   * The most that a day may have spent, micros.
   *
   * @param before what the exchanges billed on the days before, micros
   * @param leftOver what the days before left over of their daily amounts, micros
   */
  private static long most(Standing standing, long before, long leftOver) {
    if (!standing.inFlight) {
      return 0;
    }
    if (!standing.daily) {
      return Math.max(0, standing.allowedMicros - before);
    }
    long most = Math.min(standing.allowedMicros, Micros.plus(standing.dailyMicros, leftOver));
    return standing.wasWithoutTotal
        ? most
        : Math.max(0, Math.min(most, standing.totalMicros - before));
  }

  private static List<Course> courses(Standing standing) {
    Course last = null;
    Course[] filled = new Course[Course.HOURS];
    int known = 0;
    for (int hour = 0; hour < Course.HOURS; hour++) {
      last = standing.course[hour] == null ? last : standing.course[hour];
      if (last != null) {
        filled[hour] = last;
        known++;
      }
    }
    if (known == 0) {
      return List.of();
    }
    Arrays.fill(filled, 0, Course.HOURS - known, new Course(0, 0, last(filled).multiplier()));
    return List.of(filled);
  }

  private static Course last(Course[] filled) {
    return filled[filled.length - 1];
  }

  /**
   * The most that a budget could spend in all of these days, micros; {@link ValueBound} asks. The
   * days on which the budget had a daily amount could spend these amounts, and all other days
   * together the largest total that they had. Where the budget always had a total, the largest one
   * is the limit of all days.
   */
  long mostMicros(String budgetId, List<LocalDate> dates) {
    long days = 0;
    long flight = 0;
    long total = 0;
    boolean wasWithoutTotal = false;
    for (LocalDate day : dates) {
      Standing standing = standings.get(new Key(budgetId, day));
      if (standing != null && standing.inFlight) {
        days = Micros.plus(days, standing.dailyMicros);
        flight = standing.wasFlight ? Math.max(flight, standing.totalMicros) : flight;
        total = Math.max(total, standing.totalMicros);
        wasWithoutTotal |= standing.wasWithoutTotal;
      }
    }
    long most = Micros.plus(days, flight);
    return wasWithoutTotal ? most : Math.min(most, total);
  }

  /** What a ledger has billed. */
  interface Billed {
    /** What was billed for a campaign's bids of a date, micros. */
    long micros(String campaignId, LocalDate day);
  }
}
