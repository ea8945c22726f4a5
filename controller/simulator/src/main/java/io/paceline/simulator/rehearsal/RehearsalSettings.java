package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param model what scores and plans follow; null for the market's own probabilities and traffic
 */
public record RehearsalSettings(
    MarketDays market,
    long seed,
    PlayedDays days,
    Pace pace,
    String currency,
    List<Campaign> campaigns,
    Script script,
    @Nullable RehearsedModel model) {

  /** Copies the campaigns and checks that there are any. */
  public RehearsalSettings {
    campaigns = List.copyOf(campaigns);
    if (campaigns.isEmpty()) {
      throw new IllegalArgumentException("at least one campaign must be played");
    }
  }
}
