package io.paceline.job.market;

import io.paceline.bidding.MarketCurve;
import io.paceline.bundle.Bundle;
import io.paceline.bundle.InvalidBundleException;
import io.paceline.market.KnownCurves;
import io.paceline.scoring.AnnouncedBundle;
import io.paceline.statistics.MarketCurves;

/** The market curves that came with a bundle. */
public final class BundleCurves implements KnownCurves {

  private final MarketCurves curves;

  private BundleCurves(MarketCurves curves) {
    this.curves = curves;
  }

  /**
   * Reads them.
   *
   * @param bundle the announced one
   * @throws InvalidBundleException where the bundle is unfit or another one than that
   */
  public static KnownCurves load(AnnouncedBundle bundle) throws InvalidBundleException {
    return new BundleCurves(Bundle.load(bundle).curves());
  }

  @Override
  public MarketCurve overall() {
    return curves.overall();
  }

  @Override
  public MarketCurve site(String exchange, String domain) {
    return curves.sites().get(MarketCurves.siteKey(exchange, domain));
  }
}
