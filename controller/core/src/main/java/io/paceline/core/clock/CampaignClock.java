package io.paceline.core.clock;

import java.io.Serializable;

/**
 * Converts wall time into campaign time: {@code epoch + speed × (wall − start)}. Before the start
 * campaign time stands at the epoch, so that a compressed day does not begin before the job is
 * warm. Speed is 1 in production.
 *
 * @param epochMillis campaign time at the start
 * @param startWallMillis wall time of the start
 * @param speed campaign milliseconds per wall millisecond, positive
 */
public record CampaignClock(long epochMillis, long startWallMillis, double speed)
    implements Serializable {

  /** Campaign time is wall time. */
  public static final CampaignClock REAL_TIME = new CampaignClock(0L, 0L, 1.0);

  /** Campaign time at a wall time, milliseconds. */
  public long campaignMillis(long wallMillis) {
    if (wallMillis <= startWallMillis) {
      return epochMillis;
    }
    return epochMillis + (long) (speed * (wallMillis - startWallMillis));
  }

  /**
   * First wall time at which {@link #campaignMillis} has reached an instant, milliseconds. A timer
   * that is set to this wall time never sees an earlier campaign time than the instant.
   */
  public long wallMillis(long campaignMillis) {
    long wallMillis = startWallMillis + (long) Math.ceil((campaignMillis - epochMillis) / speed);
    // Dividing and then multiplying by a speed like 480/11 may round down by a millisecond.
    return campaignMillis(wallMillis) < campaignMillis ? wallMillis + 1 : wallMillis;
  }
}
