package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.FLIGHT_END;
import static io.paceline.job.control.Campaigns.FLIGHT_START;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.job.control.Campaigns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpendControllerEndTest {

  private static final long OVER = FLIGHT_END + TestOptions.DUPLICATE_WINDOW;

  private SpendHarness spend;

  @BeforeEach
  void start() throws Exception {
    spend = SpendHarness.start(START);
  }

  @AfterEach
  void stop() throws Exception {
    spend.close();
  }

  private static NoticeToken late(String budgetId) {
    return Notices.token("late", budgetId)
        .period(FLIGHT_START)
        .bid(1_900, START)
        .site(null)
        .build();
  }

  @Test
  void stateAndTimersAreFreedOnceTheFlightAndTheDuplicatesWindowAreOver() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000), Campaigns.asap("hats", 10_000));
    Bid bid = spend.bid("shoes", "bid-1");
    spend.notice(NoticeType.BILLING, bid, 1_500);
    spend.bid("hats", "bid-2");

    spend.at(OVER);
    assertThat(spend.stateEntries()).as("still recognises duplicates").isPositive();
    assertThat(spend.timers()).isEqualTo(2);

    spend.at(OVER + 2 * TestOptions.TICK);
    assertThat(spend.stateEntries()).isZero();
    assertThat(spend.timers()).isZero();
  }

  @Test
  void aProlongedFlightKeepsItsBudget() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.campaign(Campaigns.prolonged(Campaigns.asap("shoes", 10_000), OVER + 3_600_000));

    spend.at(OVER + 2 * TestOptions.TICK);

    assertThat(spend.bid("shoes", "bid-1").priceMicros()).isEqualTo(Campaigns.MAX_BID);
    assertThat(spend.timers()).isEqualTo(1);
  }

  @Test
  void aNoticeThatComesAfterTheEndLeavesNothingBehindForEver() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.at(OVER + 2 * TestOptions.TICK);

    spend.notice(NoticeType.BILLING, late("shoes"), 1_500);
    spend.at(spend.now() + TestOptions.DUPLICATE_WINDOW + 1);

    assertThat(spend.stateEntries()).isZero();
    assertThat(spend.timers()).isZero();
  }

  @Test
  void aProposalForABudgetThatNobodyKnowsWritesNothing() throws Exception {
    assertThat(spend.refusal("unknown", "bid-1")).isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);

    assertThat(spend.stateEntries()).isZero();
    assertThat(spend.timers()).isZero();
  }

  @Test
  void aNoticeThatComesBeforeItsCampaignIsBookedAndTheCampaignThenTicksAsUsual() throws Exception {
    spend.notice(NoticeType.BILLING, late("shoes"), 1_500);
    spend.campaign(Campaigns.asap("shoes", 10_000));

    spend.at(START + 1 + TestOptions.TICK);
    assertThat(spend.takeUpdates())
        .singleElement()
        .extracting(update -> update.spend().totalMicros())
        .isEqualTo(1_500L);

    spend.at(START + TestOptions.DUPLICATE_WINDOW + 1_000);
    assertThat(spend.timers()).as("one tick, not two").isEqualTo(1);
    spend.at(OVER + 2 * TestOptions.TICK);
    assertThat(spend.stateEntries()).isZero();
  }
}
