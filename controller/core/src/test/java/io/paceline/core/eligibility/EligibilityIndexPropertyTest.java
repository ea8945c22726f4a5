package io.paceline.core.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.profile.UserProfile;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EligibilityIndexPropertyTest {
  private static final Set<String> OWN = Set.of("Shop.example");

  @Test
  void theIndexSaysWhatAWalkOverAllCampaignsSays() {
    Random random = new Random(20260301L);
    RandomMarket market = new RandomMarket(random);
    Set<NoBidReason> seen = EnumSet.noneOf(NoBidReason.class);
    int bids = 0;
    for (int round = 0; round < 200; round++) {
      // With few campaigns, each reason is the furthest one at times. Many campaigns fill several
      // words of a bit set.
      int count = market.chance(2) ? random.nextInt(4) : random.nextInt(200);
      List<Campaign> campaigns = market.campaigns(count);
      EligibilityIndex index = EligibilityIndex.of(campaigns, OWN);
      EligibilityOracle oracle = new EligibilityOracle(campaigns, Set.of("shop.example"), "USD");
      Budgets budgets = budgets(random.nextInt(21));
      // The board begins with other states of the budgets, which the updates replace.
      BudgetBoard board = index.board(budgets(random.nextInt(21)));
      for (Campaign campaign : campaigns) {
        String budgetId = campaign.budget().id();
        board.update(budgetId, budgets.canBid(budgetId), budgets.push(budgetId));
      }
      InFlight inFlight =
          user ->
              campaigns.stream()
                  .map(Campaign::id)
                  .filter(campaign -> ((user + campaign).hashCode() & 1) == 1)
                  .collect(Collectors.toMap(campaign -> campaign, campaign -> 1));
      for (int i = 0; i < 50; i++) {
        BidRequest request = market.request();
        long now = random.nextLong(2 * RandomMarket.DAY);
        UserProfile profile = market.profile(campaigns, now);
        String userKey = market.chance(8) ? null : "u" + random.nextInt(100);
        String model = market.chance(20) ? null : "m1";

        EligibleRequest found =
            index.eligible(request, userKey, profile, now, model, board, inFlight);

        assertThat(found)
            .isEqualTo(oracle.eligible(request, userKey, profile, now, model, budgets, inFlight));
        for (EligibleImp imp : found.imps()) {
          if (imp.reason() == null) {
            bids++;
          } else {
            seen.add(imp.reason());
          }
        }
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.range(NoBidReason.NOT_READY, NoBidReason.FLOOR));
    assertThat(bids).isGreaterThan(1_000);
  }

  private static Budgets budgets(int spent) {
    return new Budgets() {
      @Override
      public boolean canBid(String budgetId) {
        return Integer.parseInt(budgetId.substring(1)) >= spent;
      }

      @Override
      public double push(String budgetId) {
        return 0.5 + budgetId.hashCode() % 10 / 10.0;
      }
    };
  }
}
