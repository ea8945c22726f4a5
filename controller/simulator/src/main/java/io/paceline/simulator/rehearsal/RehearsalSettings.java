package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.List;

/**
 * What a rehearsal plays.
 *
 * @param market the market, of {@link Rehearsal#market}
 * @param seed seed of the notices' delays and of what a script leaves to chance
 * @param days which days
 * @param pace how fast campaign time runs, and the job's settings in wall time
 * @param currency ISO-4217 code of the currency of budgets, bids and the market's prices
 * @param campaigns the campaigns with which the days begin, at least one; their versions are not
 *     looked at
 * @param script what happens besides
 */
public record RehearsalSettings(
    SyntheticMarket market,
    long seed,
    PlayedDays days,
    Pace pace,
    String currency,
    List<Campaign> campaigns,
    Script script) {

  /** Copies the campaigns and checks that there are any. */
  public RehearsalSettings {
    campaigns = List.copyOf(campaigns);
    if (campaigns.isEmpty()) {
      throw new IllegalArgumentException("at least one campaign must be played");
    }
  }
}
