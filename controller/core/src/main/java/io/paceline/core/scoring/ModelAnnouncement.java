package io.paceline.core.scoring;

import org.jspecify.annotations.Nullable;

/**
 * A bundle that the job should load (topic {@code models}).
 *
 * @param version unique name of the bundle
 * @param path folder of the bundle, readable by every task manager
 * @param fingerprint of the feature specification the model was trained with
 * @param trafficShares the expected traffic curve, 96 shares of a day (see {@link
 *     io.paceline.core.pacing.TrafficCurve})
 * @param weekShares the same curve by weekday, 672 shares of a mean day (see {@link
 *     io.paceline.core.pacing.TrafficWeek}); null where all weekdays are alike
 */
public record ModelAnnouncement(
    String version,
    String path,
    String fingerprint,
    double[] trafficShares,
    double @Nullable [] weekShares) {

  /** An announcement of a bundle in whose traffic all weekdays are alike. */
  public static ModelAnnouncement withEqualWeekdays(
      String version, String path, String fingerprint, double[] trafficShares) {
    return new ModelAnnouncement(version, path, fingerprint, trafficShares, null);
  }

  /** The bundle without the expected traffic. */
  public AnnouncedBundle bundle() {
    return new AnnouncedBundle(version, path, fingerprint);
  }
}
