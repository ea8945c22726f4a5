package io.paceline.core.pacing;

import io.paceline.core.campaign.PacingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weight of each quarter hour of a local week in a plan. Instants are converted to weekday and
 * quarter hour of the campaign's time zone. So when the clocks change, the hour that is repeated in
 * autumn weighs twice, and the hour that is skipped in spring weighs nothing.
 */
final class PlanWeights {

  private static final double LEAST_TRAFFIC = 0.1;

  private static final long SLOT_MILLIS = 900_000;
  private static final long DAY_MILLIS = 86_400_000;
  private static final int SLOTS_OF_HOUR = 4;
  private static final double EVEN = 1.0 / TrafficCurve.SLOTS;

  /** Shares of the traffic by quarter hour of the week; null where all weigh the same. */
  private final double @Nullable [] shares;

  private final double least;

  /** One bit for each allowed hour of the local day. */
  private final int allowed;

  private final double[] days = new double[TrafficWeek.DAYS];

  private PlanWeights(double @Nullable [] shares, double least, List<Integer> hours) {
    this.shares = shares;
    this.least = least;
    this.allowed = hours.isEmpty() ? -1 : bits(hours);
    Arrays.fill(days, Double.NaN);
  }

  private static int bits(List<Integer> hours) {
    int bits = 0;
    for (int hour : hours) {
      bits |= 1 << hour;
    }
    return bits;
  }

  /**
   * Weights that are shares of the traffic in mode {@link PacingMode#TRAFFIC}, and equal in every
   * other mode. Hours that are not allowed weigh nothing.
   *
   * @param hours allowed hours of the local day, 0 to 23; empty for all
   */
  static PlanWeights of(PacingMode mode, TrafficWeek traffic, List<Integer> hours) {
    return new PlanWeights(mode == PacingMode.TRAFFIC ? traffic.shares() : null, 0, hours);
  }

  /**
   * Weights that are shares of the traffic, but at least a tenth of an even share; hours that are
   * not allowed weigh nothing.
   */
  static PlanWeights ofTraffic(TrafficWeek traffic, List<Integer> hours) {
    return new PlanWeights(traffic.shares(), LEAST_TRAFFIC * EVEN, hours);
  }

  /** The weight of a quarter hour; a plan looks at few of the week's, so none is kept. */
  private double weight(int weekday, int slot) {
    if ((allowed & (1 << (slot / SLOTS_OF_HOUR))) == 0) {
      return 0;
    }
    return shares == null ? EVEN : Math.max(least, shares[weekday * TrafficCurve.SLOTS + slot]);
  }

  /** Weight between two instants; a whole day without a change of clocks is added in one step. */
  double between(ZoneId zone, long fromMillis, long toMillis) {
    ZoneRules rules = zone.getRules();
    double sum = 0;
    long from = fromMillis;
    while (from < toMillis) {
      LocalDate day = Instant.ofEpochMilli(from).atZone(zone).toLocalDate();
      long dayStart = day.atStartOfDay(zone).toInstant().toEpochMilli();
      long dayEnd = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
      long to = Math.min(toMillis, dayEnd);
      int weekday = day.getDayOfWeek().getValue() - 1;
      boolean whole = from == dayStart && to == dayEnd && to - from == DAY_MILLIS;
      sum += whole ? wholeDay(weekday) : withinDay(weekday, rules, from, to);
      from = to;
    }
    return sum;
  }

  private double wholeDay(int weekday) {
    if (Double.isNaN(days[weekday])) {
      double sum = 0;
      for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
        sum += weight(weekday, slot);
      }
      days[weekday] = sum;
    }
    return days[weekday];
  }

  private double withinDay(int weekday, ZoneRules rules, long fromMillis, long toMillis) {
    double sum = 0;
    long from = fromMillis;
    long sameOffsetUntil = Long.MIN_VALUE;
    ZoneOffset offset = ZoneOffset.UTC;
    while (from < toMillis) {
      if (from >= sameOffsetUntil) {
        Instant instant = Instant.ofEpochMilli(from);
        offset = rules.getOffset(instant);
        ZoneOffsetTransition change = rules.nextTransition(instant);
        sameOffsetUntil = change == null ? Long.MAX_VALUE : change.getInstant().toEpochMilli();
      }
      long localMillis = Math.floorMod(from + offset.getTotalSeconds() * 1000L, DAY_MILLIS);
      int slot = (int) (localMillis / SLOT_MILLIS);
      long slotEnd = from + (slot + 1) * SLOT_MILLIS - localMillis;
      long until = Math.min(toMillis, sameOffsetUntil);
      // Up to the end, or to a change of clocks, one quarter hour follows the other.
      while (from < until) {
        long to = Math.min(until, slotEnd);
        sum += weight(weekday, slot) * (to - from) / SLOT_MILLIS;
        from = to;
        slotEnd += SLOT_MILLIS;
        slot = slot == TrafficCurve.SLOTS - 1 ? 0 : slot + 1;
      }
    }
    return sum;
  }
}
