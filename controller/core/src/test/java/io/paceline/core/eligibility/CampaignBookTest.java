package io.paceline.core.eligibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.FrequencyCap;
import io.paceline.core.campaign.InvalidCampaignException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CampaignBookTest {

  private static final long END = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final long WEEK = Duration.ofDays(7).toMillis();

  /** Milliseconds after the first edit of a batch at which the batch is in the index. */
  private static final long BATCH = 200;

  private final CampaignBook book = new CampaignBook(Set.of(), "USD");

  /** Wall time. */
  private long now = 1_000_000;

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
    book.put(campaign("shoes", "shoes"), now);
    assertThat(book.board(now).isSpent(0)).isFalse();
    assertThat(book.board(now).push(0)).isEqualTo(1);
  }

  @Test
  void theLatestWordAboutABudgetReachesTheBoardInUseAndEveryLaterOne() throws Exception {
    book.put(campaign("shoes", "shoes"), now);
    BudgetBoard inUse = book.board(now);
    book.put("shoes", false, 1.5);
    assertThat(book.board(now)).isSameAs(inUse);
    assertThat(inUse.isSpent(0)).isTrue();
    assertThat(inUse.push(0)).isEqualTo(1.5);

    book.put(campaign("hats", "hats"), now);
    now += BATCH;

    assertThat(book.board(now)).isNotSameAs(inUse);
    int shoes = 1; // Campaigns are numbered in the order of their ids.
    assertThat(book.board(now).isSpent(shoes)).isTrue();
    assertThat(book.board(now).push(shoes)).isEqualTo(1.5);
  }

  @Test
  void anEditDoesNotLoseWhatCapsHaveKeptOut() throws Exception {
    book.put(campaign("shoes", "shoes"), now);
    CapTally tally = book.board(now).caps();
    tally.nextRequest();
    tally.keptOut(0, true);

    book.put(campaign("hats", "hats"), now);
    now += BATCH;

    assertThat(book.board(now).caps().take()).isEqualTo(new CappedOut("shoes", "shoes", 0, 1, 0));
  }

  @Test
  void aCampaignIsForgottenAWeekAfterItsEndAndItsBudgetWithTheLastOne() throws Exception {
    book.put(campaign("shoes", "feet"), now);
    book.put(campaign("hats", "hats"), now);
    book.put("feet", false, 1);
    EligibilityIndex before = book.index(now);

    assertThat(book.forgetEnded(END + WEEK, now))
        .isEqualTo(new CampaignBook.Forgotten(List.of(), List.of()));
    assertThat(book.index(now)).isSameAs(before);
    CampaignBook.Forgotten forgotten = book.forgetEnded(END + WEEK + 1, now);

    assertThat(forgotten.campaignIds()).containsExactlyInAnyOrder("shoes", "hats");
    assertThat(forgotten.budgetIds()).containsExactlyInAnyOrder("feet", "hats");
    now += BATCH;
    book.put(campaign("shoes", "feet"), now);
    assertThat(book.board(now).isSpent(0)).as("the budget's latest word is forgotten").isFalse();
  }

  @Test
  void aBudgetStaysWithTheCampaignsThatStillSpendIt() throws Exception {
    book.put(campaign("shoes", "feet"), now);
    book.put(campaign("socks", "feet", "2026-03-09T00:00"), now);

    assertThat(book.forgetEnded(END + WEEK + 1, now))
        .isEqualTo(new CampaignBook.Forgotten(List.of("shoes"), List.of()));
  }

  @Test
  void editsOfOneBatchMakeOneIndexHoweverManyRequestsComeBetweenThem() throws Exception {
    book.put(campaign("shoes", "shoes"), now);
    EligibilityIndex first = book.index(now);
    assertThat(book.board(now).size()).isEqualTo(1);
    Set<EligibilityIndex> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 300; i++) {
      book.put(campaign("edit-" + i, "edit-" + i), now + i / 2);
      seen.add(book.index(now + i / 2));
    }
    assertThat(seen).containsExactly(first);

    now += BATCH;
    EligibilityIndex next = book.index(now);
    assertThat(next).isNotSameAs(first);
    assertThat(book.index(now + 10 * BATCH)).isSameAs(next);
    assertThat(book.board(now).size()).isEqualTo(301);
  }

  @Test
  void anEditWaitsForNoClockThatWasSetBack() throws Exception {
    book.put(campaign("shoes", "shoes"), now);
    EligibilityIndex first = book.index(now);
    assertThat(book.board(now).size()).isEqualTo(1);
    book.put(campaign("hats", "hats"), now);
    assertThat(book.index(now)).isSameAs(first);

    assertThat(book.index(now - 1)).isNotSameAs(first);
  }

  @Test
  void aPauseDoesNotWaitForTheIndex() throws Exception {
    Campaign shoes = campaign("shoes", "shoes");
    book.put(shoes, now);
    book.put(campaign("hats", "hats"), now);
    BudgetBoard board = book.board(now);

    book.put(shoes.withVersion(2).withPaused(true), now);
    assertThat(book.board(now)).isSameAs(board);
    assertThat(flying(board)).containsExactly(0);

    book.put(shoes.withVersion(3), now);
    assertThat(flying(board)).containsExactly(0, 1);

    book.put(shoes.withVersion(4).withPaused(true), now);
    now += BATCH;
    assertThat(flying(book.board(now))).as("the new index knows of the pause").contains(0, 1);
    assertThat(book.index(now)).isNotNull();
  }

  private static List<Integer> flying(BudgetBoard board) {
    BitSet all = new BitSet();
    all.set(0, board.size());
    board.removeHalted(all);
    return all.stream().boxed().toList();
  }

  @Test
  void theLatestWordOfABudgetWithoutACampaignIsDropped() throws Exception {
    book.put(campaign("shoes", "feet"), now);
    assertThat(book.put("nobodys", false, 2)).isFalse();
    assertThat(book.put("feet", false, 2)).isTrue();
    now += BATCH;
    book.put(campaign("late", "nobodys"), now);
    now += BATCH;

    int late = 0; // Campaigns are numbered in the order of their ids.
    assertThat(book.board(now).isSpent(late)).isFalse();
    assertThat(book.board(now).push(late)).isEqualTo(1);
  }

  @Test
  void theLatestWordOfAClosedBudgetIsForgotten() throws Exception {
    book.put(campaign("shoes", "feet"), now);
    book.put("feet", false, 2);
    BudgetBoard board = book.board(now);
    assertThat(board.isSpent(0)).isTrue();

    book.forget("feet");
    assertThat(board.isSpent(0)).isFalse();
    book.forget("unknown");
  }

  @Test
  void anEditKeepsItsBudgetKnownUntilTheLastCampaignIsForgotten() throws Exception {
    book.put(campaign("shoes", "feet"), now);
    book.put(campaign("shoes", "feet").withVersion(2), now);
    assertThat(book.put("feet", false, 1)).isTrue();

    assertThat(book.forgetEnded(END + WEEK + 1, now).budgetIds()).containsExactly("feet");
    assertThat(book.put("feet", false, 1)).isFalse();
  }

  @Test
  void whatProfilesHaveToKnowOfACampaignIsThere() throws Exception {
    book.put(campaign("shoes", "shoes"), now);

    assertThat(book.frequencyCap("shoes")).isEqualTo(new FrequencyCap(3, 86_400_000L));
    assertThat(book.categories("shoes")).containsExactly("IAB18");
    assertThat(book.frequencyCap("unknown")).isNull();
    assertThat(book.categories("unknown")).isEmpty();
    assertThat(book.frequencyCap(null)).isNull();
    assertThat(book.categories(null)).isEmpty();
  }
}
