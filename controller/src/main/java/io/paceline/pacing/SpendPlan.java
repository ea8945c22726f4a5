package io.paceline.pacing;

import io.paceline.campaign.Campaign;
import io.paceline.campaign.PacingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;

/**
 * The target spend curve of a period: which share of its budget should be spent by now.
 *
 * <p>Each quarter hour of local time weighs as much as the pacing mode says (alike, or the traffic
 * curve's share) if the campaign may be shown in that hour, else nothing; a share of the budget is
 * the weight passed over the weight of the period, both from the flight's start where that comes
 * later than the period's. Within a quarter hour the plan is linear. A repeated hour of autumn
 * counts twice, the missing hour of spring not at all. The plan is complete when 99.5 % of the
 * weight has passed, so that notices of the last impressions still find an open period.
 */
public final class SpendPlan {

  /** Share of the period's weight that is left when the plan is complete. */
  static final double TAIL = 0.005;

  private static final double LEAST_TRAFFIC = 0.1;

  private static final long SLOT_SECONDS = 900;
  private static final long DAY_SECONDS = 86_400;

  private SpendPlan() {}

  /**
   * Share of the period's budget that should be spent now, 0 (before the start) to 1; never falls
   * as time goes by. Where the period holds no weight at all (a curve without traffic in the
   * flight's hours, targeting hours outside of the flight) the plan is even over the allowed hours,
   * then over all.
   *
   * @param mode how spend is spread; {@code ASAP} wants everything at once
   * @param curve the day's traffic in local time
   * @param zone the campaign's time zone
   * @param period the budget's period, campaign time
   * @param flightStartMillis first instant of the flight, campaign time
   * @param nowMillis campaign time
   * @param hours allowed hours of the local day, 0 to 23; empty for all
   */
  public static double planShare(
      PacingMode mode,
      TrafficCurve curve,
      ZoneId zone,
      BudgetPeriod period,
      long flightStartMillis,
      long nowMillis,
      List<Integer> hours) {
    long start = Math.max(period.startMillis(), flightStartMillis);
    if (nowMillis < start) {
      return 0;
    }
    if (mode == PacingMode.ASAP || nowMillis >= period.endMillis()) {
      return 1;
    }
    double[] even = TrafficCurve.uniform().shares();
    double[] shaped = mode == PacingMode.TRAFFIC ? curve.shares() : even;
    double[] weights = within(hours, shaped);
    double whole = weight(weights, zone, start, period.endMillis());
    if (!(whole > 0)) {
      weights = within(hours, even);
      whole = weight(weights, zone, start, period.endMillis());
    }
    if (!(whole > 0)) {
      weights = even;
      whole = weight(weights, zone, start, period.endMillis());
    }
    double passed = weight(weights, zone, start, nowMillis);
    double share = Math.min(1, passed / ((1 - TAIL) * whole));
    return mode == PacingMode.FRONT_LOADED ? 1 - (1 - share) * (1 - share) : share;
  }

  /** The same of a campaign's own period. */
  public static double planShare(
      Campaign campaign, TrafficCurve curve, BudgetPeriod period, long nowMillis) {
    return planShare(
        campaign.pacingMode(),
        curve,
        ZoneId.of(campaign.timeZone()),
        period,
        campaign.flightStartMillis(),
        nowMillis,
        campaign.targeting().hours());
  }

  /**
   * Usual traffic between two instants in a campaign's hours, in shares of a usual day; 0 where the
   * second is not later. A quarter hour counts as a tenth of an even one at least: that none was
   * seen does not mean that none will come.
   *
   * @param curve the day's traffic in local time
   */
  public static double traffic(
      Campaign campaign, TrafficCurve curve, long fromMillis, long toMillis) {
    double[] shares =
        Arrays.stream(curve.shares())
            .map(share -> Math.max(LEAST_TRAFFIC / TrafficCurve.SLOTS, share))
            .toArray();
    double[] weights = within(campaign.targeting().hours(), shares);
    return weight(weights, ZoneId.of(campaign.timeZone()), fromMillis, toMillis);
  }

  private static double[] within(List<Integer> hours, double[] shares) {
    if (hours.isEmpty()) {
      return shares;
    }
    double[] weights = new double[TrafficCurve.SLOTS];
    for (int slot = 0; slot < TrafficCurve.SLOTS; slot++) {
      weights[slot] = hours.contains((int) (slot * SLOT_SECONDS / 3600)) ? shares[slot] : 0;
    }
    return weights;
  }

  /** Weight between two instants; a whole day without a change of clocks is added at once. */
  private static double weight(double[] weights, ZoneId zone, long fromMillis, long toMillis) {
    double dayWeight = Arrays.stream(weights).sum();
    ZoneRules rules = zone.getRules();
    double sum = 0;
    long from = fromMillis;
    while (from < toMillis) {
      LocalDate day = Instant.ofEpochMilli(from).atZone(zone).toLocalDate();
      long dayStart = day.atStartOfDay(zone).toInstant().toEpochMilli();
      long dayEnd = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
      long to = Math.min(toMillis, dayEnd);
      boolean whole = from == dayStart && to == dayEnd && to - from == DAY_SECONDS * 1000;
      sum += whole ? dayWeight : weightWithinDay(weights, rules, from, to);
      from = to;
    }
    return sum;
  }

  private static double weightWithinDay(
      double[] weights, ZoneRules rules, long fromMillis, long toMillis) {
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
      long localMillis = Math.floorMod(from + offset.getTotalSeconds() * 1000L, DAY_SECONDS * 1000);
      int slot = (int) (localMillis / (SLOT_SECONDS * 1000));
      long to = Math.min(toMillis, from + (slot + 1) * SLOT_SECONDS * 1000 - localMillis);
      to = Math.min(to, sameOffsetUntil);
      sum += weights[slot] * (to - from) / (SLOT_SECONDS * 1000);
      from = to;
    }
    return sum;
  }
}
