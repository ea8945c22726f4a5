package io.paceline.core.scoring;

/**
 * A bundle that the job should load (topic {@code models}).
 *
 * @param version unique name of the bundle
 * @param path folder of the bundle, readable by every task manager
 * @param fingerprint of the feature specification the model was trained with
 * @param trafficShares the expected traffic curve, 96 shares of a day (see {@link
 *     io.paceline.core.pacing.TrafficCurve})
 * @param weekShares the same by weekday, 672 shares of a mean day (see {@link
 *     io.paceline.core.pacing.TrafficWeek}); null where every day counts alike
 */
public record ModelAnnouncement(
    String version, String path, String fingerprint, double[] trafficShares, double[] weekShares) {

  /** An announcement of a bundle that knows no weekdays. */
  public ModelAnnouncement(
      String version, String path, String fingerprint, double[] trafficShares) {
    this(version, path, fingerprint, trafficShares, null);
  }

  /** The bundle without what is announced beside it. */
  public AnnouncedBundle bundle() {
    return new AnnouncedBundle(version, path, fingerprint);
  }
}
