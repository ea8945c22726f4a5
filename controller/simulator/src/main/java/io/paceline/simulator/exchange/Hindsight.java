package io.paceline.simulator.exchange;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.openrtb.Imp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a campaign could have spent on a day if it had bid its maximum on every impression in which
 * it may be shown, without a budget and without other campaigns of Paceline, but within its
 * frequency cap. A campaign whose budget is larger than this cannot spend the whole budget, however
 * it is paced. Test requests do not count, since they cost nothing.
 */
public final class Hindsight {

  private static final int UNKNOWN_USER = -1;

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
    Map<String, Integer> userNumbers = new HashMap<>();
    Iterator<Opportunity> opportunities = market.opportunities();
    while (opportunities.hasNext()) {
      Opportunity opportunity = opportunities.next();
      if (!opportunity.request().test()) {
        String user = MarketEligibility.userKey(opportunity.request());
        int number =
            user == null
                ? UNKNOWN_USER
                : userNumbers.computeIfAbsent(user, u -> userNumbers.size());
        for (Player player : players) {
          player.play(opportunity, number);
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

    /**
     * Impressions in the current cap period, by user number; {@code periodStart} has the time at
     * which that period began, in milliseconds since the day's start.
     */
    private int[] shown = new int[0];

    private int[] periodStart = new int[0];

    private long spendMicros;

    Player(Campaign campaign, long epochMillis) {
      this.campaign = campaign;
      this.eligibility = new MarketEligibility(campaign, epochMillis);
    }

    void play(Opportunity opportunity, int user) {
      if (!eligibility.admits(opportunity)) {
        return;
      }
      List<Imp> imps = opportunity.request().imps();
      for (int i = 0; i < imps.size(); i++) {
        if (eligibility.fits(imps.get(i)) && !capMet(opportunity, user)) {
          AuctionResult result =
              Exchange.auction(opportunity, i, campaign.bidding().maxBidMicros());
          if (result.won()) {
            spendMicros += result.priceMicros();
            countShown(opportunity, user);
          }
        }
      }
    }

    private boolean capMet(Opportunity opportunity, int user) {
      FrequencyCap cap = campaign.frequencyCap();
      return cap != null
          && user < shown.length
          && opportunity.offsetMillis() < periodStart[user] + cap.periodMillis()
          && shown[user] >= cap.impressions();
    }

    private void countShown(Opportunity opportunity, int user) {
      FrequencyCap cap = campaign.frequencyCap();
      if (cap == null) {
        return;
      }
      if (user >= shown.length) {
        int length = Math.max(1_024, Integer.highestOneBit(user) * 2);
        shown = Arrays.copyOf(shown, length);
        periodStart = Arrays.copyOf(periodStart, length);
      }
      boolean over = opportunity.offsetMillis() >= periodStart[user] + cap.periodMillis();
      if (shown[user] == 0 || over) {
        periodStart[user] = (int) opportunity.offsetMillis();
        shown[user] = 0;
      }
      shown[user]++;
    }
  }
}
