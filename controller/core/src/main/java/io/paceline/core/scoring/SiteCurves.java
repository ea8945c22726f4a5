package io.paceline.core.scoring;

import io.paceline.core.bidding.MarketCurve;
import org.jspecify.annotations.Nullable;

/** The market curves of sites, as they were known before the job learned anything. */
public interface SiteCurves {

  /**
   * The market curve of a site.
   *
   * @param domain the site, null where unknown
   * @param otherwise the answer for a site of which too little is known; null for the curve of the
   *     whole market
   */
  MarketCurve marketCurve(
      String exchange, @Nullable String domain, @Nullable MarketCurve otherwise);
}
