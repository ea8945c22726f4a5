package io.paceline.core.market;

import io.paceline.core.bidding.MarketCurve;
import org.jspecify.annotations.Nullable;

/**
 * What was known of the market before the job learned anything: the curves that came with the
 * model.
 */
public interface KnownCurves {

  /** Nothing was known. */
  KnownCurves NONE =
      new KnownCurves() {
        @Override
        public MarketCurve overall() {
          return MarketCurve.DEFAULT;
        }

        @Override
        public @Nullable MarketCurve site(String exchange, String domain) {
          return null;
        }
      };

  /** The curve of the whole market. */
  MarketCurve overall();

  /**
   * The curve of a site, or null where too little was known of the site.
   *
   * @param domain empty where unknown
   */
  @Nullable MarketCurve site(String exchange, String domain);
}
