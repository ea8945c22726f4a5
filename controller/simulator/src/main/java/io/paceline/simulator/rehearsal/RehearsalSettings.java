package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.List;

/**
 * What a rehearsal plays.
 *
 * @param market a market that {@link Rehearsal#market} made
 * @param seed seed of the notices' delays and of what a script leaves to chance
 * @param days the days that are played
 * @param pace how fast campaign time runs, and the job's settings in wall time
 * @param currency ISO-4217 code of the currency of budgets, bids and the market's prices
 * @param campaigns the campaigns that are booked when the days begin, at least one; each counts as
 *     version 1, whatever version it states
 * @param script what people, exchanges and the job do on these days
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
