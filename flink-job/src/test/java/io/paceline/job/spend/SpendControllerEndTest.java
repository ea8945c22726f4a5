package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.FLIGHT_END;
import static io.paceline.job.control.Campaigns.FLIGHT_START;
import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PacingUpdateCodec;
import io.paceline.job.control.Campaigns;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpendControllerEndTest {

  private static final long OVER = FLIGHT_END + TestOptions.DUPLICATE_WINDOW;
  private static final long CLOSED = OVER + 2 * TestOptions.DUPLICATE_WINDOW;
  private static final long REPORTS_OVER = CLOSED + 400L * 86_400_000L + 1;

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
  void whatBidsNeedEndsWithTheWindowsAndWhatReportsNeedAfterFourHundredDays() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000), Campaigns.asap("hats", 10_000));
    Bid bid = spend.bid("shoes", "bid-1");
    spend.notice(NoticeType.BILLING, bid, 1_500);
    spend.bid("hats", "bid-2");

    spend.at(OVER);
    int running = spend.stateEntries();
    assertThat(spend.timers()).isEqualTo(2);

    spend.at(OVER + 2 * TestOptions.TICK);
    assertThat(spend.stateEntries()).isLessThan(running);
    assertThat(spend.timers()).as("no tick, but a date for the end of reports").isEqualTo(2);

    spend.at(REPORTS_OVER);
    assertThat(spend.stateEntries()).as("what shoes have spent").isEqualTo(1);
    assertThat(spend.timers()).isZero();
  }

  @Test
  void aBudgetThatWasSpentIsSpentForEveryLaterCampaign() throws Exception {
    spend.ready(Campaigns.asap("shoes", MAX_BID));
    spend.notice(NoticeType.BILLING, spend.bid("shoes", "bid-1"), MAX_BID);

    spend.at(OVER + 2 * TestOptions.TICK);
    spend.takeUpdates();
    assertSpent(later("boots"));
    spend.at(spend.now() + 3_600_000 + TestOptions.DUPLICATE_WINDOW + 2 * TestOptions.TICK);
    spend.at(spend.now() + REPORTS_OVER - OVER + 3_600_000);
    assertThat(spend.timers()).isZero();

    assertSpent(later("sandals"));
  }

  private static Campaign later(String id) {
    Campaign campaign = Campaigns.asap(id, MAX_BID);
    return Campaigns.onBudget(campaign, "shoes");
  }

  private void assertSpent(Campaign later) throws Exception {
    long now = spend.now();
    spend.campaign(
        Campaigns.of(
            later.id(),
            1,
            new Campaign.Flight(now - 1, now + 3_600_000, "UTC"),
            later.budget(),
            later.bidding(),
            null));
    PacingUpdate update = spend.tick();
    assertThat(update.spend().totalMicros()).isEqualTo(MAX_BID);
    assertThat(update.control().canBid()).isFalse();
  }

  @Test
  void reportsAreStillBookedAndNoticesAreNotWhenTheBudgetIsClosed() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    Bid bid = spend.bid("shoes", "bid-1");
    spend.notice(NoticeType.BILLING, bid, 1_500);
    spend.at(OVER + 30 * 86_400_000L);

    spend.notice(NoticeType.BILLING, bid, 1_500);
    spend.report("shoes", "shoes", 1_700);
    spend.report("shoes", "shoes", 1_700);
    spend.at(spend.now() + TestOptions.TICK);
    assertThat(spend.takeDeadLetters()).isEmpty();
    spend.takeUpdates();

    spend.campaign(Campaigns.prolonged(Campaigns.asap("shoes", 10_000), spend.now() + 3_600_000));
    assertThat(spend.tick().spend().totalMicros()).isEqualTo(1_700);
  }

  @Test
  void aClosedBudgetStaysClosedThroughARestartBeforeNoticesAreRead() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.notice(NoticeType.BILLING, spend.bid("shoes", "bid-1"), 1_500);
    spend.at(CLOSED);
    spend.at(CLOSED + TestOptions.TICK);
    long reportsEnd = spend.nextTimer();
    OperatorSubtaskState state = spend.checkpoint(2);

    restart(state, reportsEnd - 86_400_000L);
    spend.report("shoes", "shoes", 1_700);
    spend.stalledUntil(spend.now() + 2 * TestOptions.TICK);
    assertThat(spend.takeTold()).isEmpty();
    assertThat(spend.nextTimer()).isEqualTo(reportsEnd);

    restart(state, reportsEnd + 1_000);
    spend.stalledUntil(spend.now() + 2 * TestOptions.TICK);
    assertThat(spend.stateEntries()).as("what was spent").isEqualTo(1);
    assertThat(spend.timers()).isZero();
  }

  private void restart(OperatorSubtaskState state, long at) throws Exception {
    spend.close();
    spend = SpendHarness.restore(state, 2, at);
  }

  @Test
  void aFlightThatIsMovedIntoThePastStillTakesReports() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.notice(NoticeType.BILLING, spend.bid("shoes", "bid-1"), 1_500);
    spend.campaign(Campaigns.prolonged(Campaigns.asap("shoes", 10_000), FLIGHT_START + 1));
    spend.at(OVER + 30 * 86_400_000L);

    spend.report("shoes", "shoes", 1_700);
    assertThat(spend.takeDeadLetters()).isEmpty();
    spend.campaign(Campaigns.prolonged(Campaigns.asap("shoes", 10_000), spend.now() + 3_600_000));
    assertThat(spend.tick().spend().totalMicros()).isEqualTo(1_700);
  }

  @Test
  void aClosedBudgetIsToldOnce() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.at(OVER);
    spend.takeTold();

    spend.at(OVER + 2 * TestOptions.TICK);
    assertThat(spend.takeTold()).containsExactly(BudgetTold.closed("shoes"));
    assertThat(BudgetTold.toRecord(BudgetTold.closed("shoes")).value()).as("tombstone").isEmpty();

    spend.at(REPORTS_OVER);
    assertThat(spend.takeTold()).isEmpty();
  }

  @Test
  void aCampaignThatWasEndedBidsNoMoreAndGoesOnWithWhatIsLeft() throws Exception {
    Campaign shoes = Campaigns.asap("shoes", 2 * MAX_BID);
    spend.ready(shoes);
    Bid bid = spend.bid("shoes", "bid-1");

    spend.campaign(shoes.endedAt(spend.now()));
    assertThat(spend.refusal("shoes", "bid-2")).isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
    spend.notice(NoticeType.BILLING, bid, MAX_BID);
    PacingUpdate ended = spend.tick();
    assertThat(ended.spend().totalMicros()).isEqualTo(MAX_BID);
    assertThat(ended.control().canBid()).isFalse();

    spend.campaign(Campaigns.costing(shoes, MAX_BID + MAX_BID / 2));
    PacingUpdate back = spend.tick();
    assertThat(back.spend().totalMicros()).isEqualTo(MAX_BID);
    assertThat(spend.bid("shoes", "bid-3").priceMicros()).isEqualTo(MAX_BID / 2);
  }

  @Test
  void aCampaignMayBeEndedAtAnyInstantOfItsDay() throws Exception {
    // In this zone a day begins at START.
    Campaign.Flight flight =
        new Campaign.Flight(START - 86_400_000L, START + 5 * 86_400_000L, "Etc/GMT-12");
    long id = 0;
    for (PacingMode pacing : PacingMode.values()) {
      for (long end : List.of(START - 2, START - 1, START, START + 1, START + 2)) {
        String name = "shoes-" + id++;
        Campaign campaign =
            Campaigns.of(
                name,
                1,
                flight,
                new Campaign.Budget(name, 10_000, 5_000, null, pacing),
                new Campaign.Bidding(Objective.CLICK, 0, MAX_BID),
                null);
        spend.campaign(campaign);
        spend.campaign(campaign.endedAt(end));
        PacingUpdate update = spend.tick();
        assertThat(update.standing().status()).isEqualTo(PacingStatus.ENDED);
        assertThat(update.control().canBid()).isFalse();
        assertThat(PacingUpdateCodec.encode(update)).isNotEmpty();
      }
    }
  }

  @Test
  void nothingIsBidWhileAllBiddingIsStopped() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.stop(true);
    assertThat(spend.refusal("shoes", "bid-1")).isEqualTo(NoBidReason.STOPPED);

    spend.stop(false);
    assertThat(spend.bid("shoes", "bid-2").priceMicros()).isEqualTo(MAX_BID);
  }

  @Test
  void aBudgetTellsThatAllBiddingIsStoppedAndThatItGoesOn() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.stop(true);
    PacingUpdate stopped = spend.tick();
    assertThat(stopped.standing().status()).isEqualTo(PacingStatus.PAUSED);
    assertThat(stopped.standing().reason()).isEqualTo("All bidding is stopped.");
    assertThat(stopped.control().canBid()).isFalse();

    spend.stop(false);
    assertThat(spend.tick().control().canBid()).isTrue();
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
    spend.at(CLOSED);
    spend.at(REPORTS_OVER);
    assertThat(spend.stateEntries()).as("nothing was spent").isZero();

    spend.notice(NoticeType.LOSS, late("shoes"), 0);
    spend.at(spend.now() + TestOptions.DUPLICATE_WINDOW + 60_001);

    assertThat(spend.stateEntries()).isZero();
    assertThat(spend.timers()).isZero();
  }

  @Test
  void aBudgetWithoutACampaignIsNotClosedWhileItsNoticesMayWaitUnread() throws Exception {
    spend.notice(NoticeType.WIN, late("shoes"), 1_500);
    spend.read(START + 1);
    spend.stalledUntil(START + TestOptions.DUPLICATE_WINDOW + 120_000);
    assertThat(spend.timers()).as("looks again").isEqualTo(1);

    spend.notice(NoticeType.BILLING, late("shoes"), 1_500);
    spend.campaign(Campaigns.asap("shoes", 10_000));
    assertThat(spend.tick().spend().totalMicros()).isEqualTo(1_500);
  }

  @Test
  void aBudgetWithoutACampaignIsLookedAtOnceAMinuteUntilItsBidsAreForgotten() throws Exception {
    billed("bid-1", START, 5);
    List<Long> looks = new ArrayList<>();
    while (spend.nextTimer() < START + 86_400_000L) {
      looks.add(spend.nextTimer());
      spend.at(spend.nextTimer());
    }

    assertThat(looks).hasSizeBetween(2, 5);
    for (int i = 1; i < looks.size(); i++) {
      assertThat(looks.get(i) - looks.get(i - 1)).isEqualTo(60_000);
    }
    assertThat(spend.nextTimer())
        .as("closed, until reports are too old")
        .isEqualTo(spend.now() + 400L * 86_400_000L + 1);
  }

  @Test
  void theBilledBidsOfABudgetWithoutACampaignAreRemovedBeforeItIsClosed() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      spend.notice(NoticeType.BILLING, Notices.token("bid-" + i, "shoes").build(), 1);
    }
    long end = START + TestOptions.DUPLICATE_WINDOW + 60_000;
    spend.read(end);

    spend.stalledUntil(end);
    // Bids of the first minute may be billed, or made again, in the next one, and are remembered
    // for a minute from then on.
    spend.at(end + TestOptions.DUPLICATE_WINDOW - 1);
    assertThat(spend.stateEntries()).as("account, record, pages and next tick").isEqualTo(4);
    // The first of these ticks removes most pages, the second one closes the budget.
    spend.at(spend.now() + TestOptions.TICK);
    spend.at(spend.now() + TestOptions.TICK);
    spend.at(end + REPORTS_OVER);
    assertThat(spend.stateEntries()).as("what was spent").isEqualTo(1);
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

    spend.at(START + TestOptions.DUPLICATE_WINDOW + 61_000);
    assertThat(spend.timers()).as("one tick, not two").isEqualTo(1);
    // One tick forgets the billed bid, the next one closes the budget.
    spend.at(CLOSED - TestOptions.TICK);
    spend.at(CLOSED);
    spend.at(REPORTS_OVER);
    assertThat(spend.stateEntries()).as("what was spent").isEqualTo(1);
    assertThat(spend.timers()).isZero();
  }

  @Test
  void whatWasBilledJustBeforeABudgetWithoutACampaignEndsIsRememberedToo() throws Exception {
    billed("first", START, 1);
    long end = START + TestOptions.DUPLICATE_WINDOW + 60_000;
    spend.at(end - 1);
    billed("last", end - 1, 5);
    spend.at(end + 1_000);

    spend.campaign(Campaigns.asap("shoes", 10_000));
    billed("forgotten by a crash", spend.now(), 5);
    billed("last", end - 1, 5);
    assertThat(spend.tick().spend().totalMicros()).isEqualTo(11);
  }

  @Test
  void aBidThatIsMadeAgainIsKnownAlsoWhereAClockWasAheadBeforeTheCampaignCame() throws Exception {
    billed("ahead", START + 86_400_000L, 5);
    spend.at(START + TestOptions.DUPLICATE_WINDOW + 61_000);

    spend.campaign(Campaigns.asap("shoes", 10_000));
    spend.at(spend.now() + 1_000);
    spend.checkpoint(1);
    spend.propose("shoes", "first");
    spend.at(spend.now() + 1_000);
    spend.notice(NoticeType.BILLING, spend.bid("shoes", "bid-1"), 1_500);
    assertThat(spend.refusal("shoes", "bid-1")).isEqualTo(NoBidReason.DUPLICATE_REQUEST);
  }

  private void billed(String bidId, long bidAt, long micros) throws Exception {
    NoticeToken token = Notices.token(bidId, "shoes").bid(micros, bidAt).build();
    spend.notice(NoticeType.BILLING, token, micros);
  }
}
