package io.paceline.job.market;

import io.paceline.bidding.MarketCurve;
import io.paceline.bundle.Bundle;
import io.paceline.bundle.InvalidBundleException;
import io.paceline.market.KnownCurves;
import io.paceline.statistics.MarketCurves;
import java.nio.file.Path;

/** The market curves that came with a bundle. */
public final class BundleCurves implements KnownCurves {

  private final MarketCurves curves;

  private BundleCurves(MarketCurves curves) {
    this.curves = curves;
  }

  /**
   * Reads them.
   *
   * @param path the bundle's folder
   * @throws InvalidBundleException where the bundle is unfit
   */
  public static KnownCurves load(String path) throws InvalidBundleException {
    return new BundleCurves(Bundle.load(Path.of(path)).curves());
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
