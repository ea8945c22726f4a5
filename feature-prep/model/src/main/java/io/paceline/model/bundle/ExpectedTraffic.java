package io.paceline.model.bundle;

import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.pacing.TrafficWeek;
import org.jspecify.annotations.Nullable;

/**
 * The traffic that plans expect, as a log showed it.
 *
 * @param day traffic of a day
 * @param week traffic of a week, null where every day counts alike
 */
public record ExpectedTraffic(TrafficCurve day, @Nullable TrafficWeek week) {

  /** The 96 shares of the day. */
  public double[] dayShares() {
    return day.shares();
  }

  /** The 672 shares of the week; null where every day counts alike. */
  public double @Nullable [] weekShares() {
    return week == null ? null : week.shares();
  }
}
