package io.paceline.job.market;

import io.paceline.core.market.KnownCurves;
import io.paceline.core.scoring.AnnouncedBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The curves of the newest bundle that could be read. A bundle that cannot be read leaves the
 * former curves in use and is tried again at the next call, since its folder may be late; the log
 * tells of it once only.
 */
final class CurvesInUse {

  private static final Logger LOG = LoggerFactory.getLogger(CurvesInUse.class);

  private final LearnMarket.CurveLoader loader;
  private KnownCurves curves = KnownCurves.NONE;
  private @Nullable AnnouncedBundle inUse;
  private @Nullable AnnouncedBundle refused;

  /** Reads bundles with the loader; before the first one, nothing is known of the market. */
  CurvesInUse(LearnMarket.CurveLoader loader) {
    this.loader = loader;
  }

  /**
   * The curves to use after this announcement.
   *
   * @param newest the newest announced bundle
   */
  KnownCurves after(AnnouncedBundle newest) {
    if (!newest.equals(inUse)) {
      try {
        curves = loader.load(newest);
        inUse = newest;
      } catch (Exception e) {
        tellOnce(newest, e);
      }
    }
    return curves;
  }

  private void tellOnce(AnnouncedBundle bundle, Exception e) {
    if (!bundle.equals(refused)) {
      refused = bundle;
      LOG.warn(
          "the market curves of bundle {} cannot be read, those in use stay: {}",
          bundle.path(),
          e.getMessage());
    }
  }
}
