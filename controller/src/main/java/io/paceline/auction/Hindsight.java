package io.paceline.auction;

import io.paceline.campaign.Campaign;
import io.paceline.campaign.FrequencyCap;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.Imp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a campaign could have spent: its maximum bid on every impression it may be shown in, alone
 * on our side of the market and without a budget, its frequency cap kept. A campaign whose budget
 * is larger than this cannot spend it, however it is paced.
 */
public final class Hindsight {

  private Hindsight() {}

  /**
   * Plays the market's day once for all its campaigns.
   *
   * @param epochMillis campaign time at the day's start
   * @return micros by campaign id, in the order of the market's campaigns
   */
  public static Map<String, Long> spendMicros(Market market, long epochMillis) {
    List<Player> players = new ArrayList<>();
    for (Campaign campaign : market.campaigns(epochMillis)) {
      players.add(new Player(campaign, epochMillis));
    }
    Iterator<Opportunity> opportunities = market.opportunities();
    while (opportunities.hasNext()) {
      Opportunity opportunity = opportunities.next();
      if (!opportunity.request().test()) {
        for (Player player : players) {
          player.play(opportunity);
        }
      }
    }
    Map<String, Long> spend = new LinkedHashMap<>();
    for (Player player : players) {
      spend.put(player.campaign.id(), player.spendMicros);
    }
    return spend;
  }

  private static final class Player {
    private final Campaign campaign;
    private final MarketEligibility eligibility;

    /** Start of the running cap period and impressions in it, by user. */
    private final Map<String, long[]> shown = new HashMap<>();

    private long spendMicros;

    Player(Campaign campaign, long epochMillis) {
      this.campaign = campaign;
      this.eligibility = new MarketEligibility(campaign, epochMillis);
    }

    void play(Opportunity opportunity) {
      if (!eligibility.admits(opportunity)) {
        return;
      }
      BidRequest request = opportunity.request();
      List<Imp> imps = request.imps();
      for (int i = 0; i < imps.size(); i++) {
        if (eligibility.fits(imps.get(i)) && !capMet(opportunity)) {
          AuctionResult result = Exchange.auction(opportunity, i, campaign.maxBidMicros());
          if (result.won()) {
            spendMicros += result.priceMicros();
            countShown(opportunity);
          }
        }
      }
    }

    private boolean capMet(Opportunity opportunity) {
      FrequencyCap cap = campaign.frequencyCap();
      if (cap == null) {
        return false;
      }
      long[] period = shown.get(MarketEligibility.userKey(opportunity.request()));
      return period != null
          && opportunity.offsetMillis() < period[0] + cap.periodMillis()
          && period[1] >= cap.impressions();
    }

    private void countShown(Opportunity opportunity) {
      FrequencyCap cap = campaign.frequencyCap();
      if (cap == null) {
        return;
      }
      long[] period =
          shown.computeIfAbsent(
              MarketEligibility.userKey(opportunity.request()),
              key -> new long[] {opportunity.offsetMillis(), 0L});
      if (opportunity.offsetMillis() >= period[0] + cap.periodMillis()) {
        period[0] = opportunity.offsetMillis();
        period[1] = 0L;
      }
      period[1]++;
    }
  }
}
