package io.paceline.simulator.rehearsal;

import io.paceline.core.openrtb.Imp;
import io.paceline.simulator.exchange.Opportunity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** How the prices and the traffic of a market differ from those of the unchanged market. */
final class MarketChanges {

  private final SplittableRandom random;
  private final Map<String, Double> siteFactors = new HashMap<>();
  private double priceFactor = 1;
  private double trafficFactor = 1;

  /** A market that is unchanged. */
  MarketChanges(SplittableRandom random) {
    this.random = random;
  }

  /** From now on competing bids are other ones. */
  void change(Script.Price price) {
    if (price.site() == null) {
      priceFactor = price.factor();
    } else {
      siteFactors.put(price.site(), price.factor());
    }
  }

  /** From now on there are more or fewer requests. */
  void change(Script.Traffic traffic) {
    trafficFactor = traffic.factor();
  }

  /** How many requests come in place of the next one of the unchanged market, 0 or more. */
  int copies() {
    if (trafficFactor == 1) {
      return 1;
    }
    int whole = (int) trafficFactor;
    return whole + (random.nextDouble() < trafficFactor - whole ? 1 : 0);
  }

  /**
   * The prices of the unchanged market, times the factors, but never below an imp's floor; micros.
   */
  long[] prices(Opportunity opportunity) {
    double factor =
        priceFactor
            * (siteFactors.isEmpty()
                ? 1
                : siteFactors.getOrDefault(MarketNames.domain(opportunity), 1.0));
    if (factor == 1) {
      return opportunity.marketPriceMicros();
    }
    long[] prices = opportunity.marketPriceMicros().clone();
    List<Imp> imps = opportunity.request().imps();
    for (int i = 0; i < prices.length; i++) {
      prices[i] = Math.max(imps.get(i).bidfloorMicros(), Math.round(prices[i] * factor));
    }
    return prices;
  }
}
