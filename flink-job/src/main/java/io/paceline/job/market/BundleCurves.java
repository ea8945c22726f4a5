package io.paceline.job.market;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.KnownCurves;
import io.paceline.core.scoring.AnnouncedBundle;
import io.paceline.model.bundle.Bundle;
import io.paceline.model.bundle.InvalidBundleException;
import io.paceline.model.bundle.MarketCurves;
import org.jspecify.annotations.Nullable;

/** The market curves that came with a bundle. */
public final class BundleCurves implements KnownCurves {

  private final MarketCurves curves;

  private BundleCurves(MarketCurves curves) {
    this.curves = curves;
  }

  /**
   * Reads the curves of an announced bundle.
   *
   * @param bundle the announced bundle
   * @throws InvalidBundleException where the bundle is invalid or not the announced one
   */
  public static KnownCurves load(AnnouncedBundle bundle) throws InvalidBundleException {
    return new BundleCurves(Bundle.load(bundle).curves());
  }

  @Override
  public MarketCurve overall() {
    return curves.overall();
  }

  @Override
  public @Nullable MarketCurve site(String exchange, String domain) {
    return curves.sites().get(MarketCurves.siteKey(exchange, domain));
  }
}
