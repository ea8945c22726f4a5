package io.paceline.core.eligibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.InvalidCampaignException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CampaignBookTest {

  private static final long END = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final long WEEK = Duration.ofDays(7).toMillis();

  private final CampaignBook book = new CampaignBook(Set.of(), "USD");

  /** A capped campaign whose flight ends at midnight. */
  private static Campaign campaign(String id, String budgetId) throws InvalidCampaignException {
    return campaign(id, budgetId, "2026-03-02T00:00");
  }

  private static Campaign campaign(String id, String budgetId, String flightEnd)
      throws InvalidCampaignException {
    String json =
        """
        {"id": "%s", "version": 1, "budgetId": "%s", "adomain": "shoes.example", "cat": ["IAB18"],
         "flightStart": "2026-03-01T00:00", "flightEnd": "%s", "totalBudget": 10,
         "maxBidCpm": 4.5, "frequencyCap": {"impressions": 3, "period": "PT24H"},
         "creatives": [{"id": "a", "w": 300, "h": 250,
                        "imageUrl": "https://cdn.example/a.png",
                        "landingPage": "https://shoes.example/"}]}
        """
            .formatted(id, budgetId, flightEnd);
    return new CampaignCodec().decode(json.getBytes(UTF_8));
  }

  @Test
  void aBudgetOfWhichNothingIsKnownMayBidWithoutAPush() throws Exception {
    book.put(campaign("shoes", "shoes"));
    assertThat(book.board().isSpent(0)).isFalse();
    assertThat(book.board().push(0)).isEqualTo(1);
  }

  @Test
  void theLatestWordAboutABudgetReachesTheBoardInUseAndEveryLaterOne() throws Exception {
    book.put(campaign("shoes", "shoes"));
    BudgetBoard inUse = book.board();
    book.put("shoes", false, 1.5);
    assertThat(book.board()).isSameAs(inUse);
    assertThat(inUse.isSpent(0)).isTrue();
    assertThat(inUse.push(0)).isEqualTo(1.5);

    book.put(campaign("hats", "hats"));

    assertThat(book.board()).isNotSameAs(inUse);
    int shoes = 1; // Campaigns are numbered in the order of their ids.
    assertThat(book.board().isSpent(shoes)).isTrue();
    assertThat(book.board().push(shoes)).isEqualTo(1.5);
  }

  @Test
  void anEditDoesNotLoseWhatCapsHaveKeptOut() throws Exception {
    book.put(campaign("shoes", "shoes"));
    CapTally tally = book.board().caps();
    tally.nextRequest();
    tally.keptOut(0, true);

    book.put(campaign("hats", "hats"));

    assertThat(book.board().caps().take()).isEqualTo(new CappedOut("shoes", "shoes", 0, 1, 0));
  }

  @Test
  void aCampaignIsForgottenAWeekAfterItsEndAndItsBudgetWithTheLastOne() throws Exception {
    book.put(campaign("shoes", "feet"));
    book.put(campaign("hats", "hats"));
    book.put("feet", false, 1);
    EligibilityIndex before = book.index();

    assertThat(book.forgetEnded(END + WEEK))
        .isEqualTo(new CampaignBook.Forgotten(List.of(), List.of()));
    assertThat(book.index()).isSameAs(before);
    CampaignBook.Forgotten forgotten = book.forgetEnded(END + WEEK + 1);

    assertThat(forgotten.campaignIds()).containsExactlyInAnyOrder("shoes", "hats");
    assertThat(forgotten.budgetIds()).containsExactlyInAnyOrder("feet", "hats");
    book.put(campaign("shoes", "feet"));
    assertThat(book.board().isSpent(0)).as("the budget's latest word is forgotten").isFalse();
  }

  @Test
  void aBudgetStaysWithTheCampaignsThatStillSpendIt() throws Exception {
    book.put(campaign("shoes", "feet"));
    book.put(campaign("socks", "feet", "2026-03-09T00:00"));

    assertThat(book.forgetEnded(END + WEEK + 1))
        .isEqualTo(new CampaignBook.Forgotten(List.of("shoes"), List.of()));
  }

  @Test
  void whatProfilesHaveToKnowOfACampaignIsThere() throws Exception {
    book.put(campaign("shoes", "shoes"));

    assertThat(book.frequencyCap("shoes")).isEqualTo(new FrequencyCap(3, 86_400_000L));
    assertThat(book.categories("shoes")).containsExactly("IAB18");
    assertThat(book.frequencyCap("unknown")).isNull();
    assertThat(book.categories("unknown")).isEmpty();
    assertThat(book.frequencyCap(null)).isNull();
    assertThat(book.categories(null)).isEmpty();
  }
}
