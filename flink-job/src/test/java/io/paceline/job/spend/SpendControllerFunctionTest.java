package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.FLIGHT_START;
import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.campaign.PacingMode;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.AnsweredImp;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.TrafficCurve;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.job.control.Campaigns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpendControllerFunctionTest {

  private SpendHarness spend;

  @BeforeEach
  void start() throws Exception {
    spend = SpendHarness.start(START);
  }

  @AfterEach
  void stop() throws Exception {
    spend.close();
  }

  @Test
  void aProposedBidIsPricedAndLeavesWithATokenThatTellsAllOfIt() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));

    Decision decision = spend.propose("shoes", "bid-1");

    assertThat(decision)
        .isEqualTo(
            Decision.bid(
                new AnsweredImp("request-of-bid-1", "1", 1, "adx", spend.now(), false),
                new Bid(
                    "bid-1",
                    MAX_BID,
                    (int) ((TestOptions.BILLING_WINDOW - TestOptions.AUCTION_WINDOW) / 1_000),
                    new Bid.Ad(
                        "shoes",
                        "banner",
                        "shoes.example",
                        List.of("IAB18"),
                        300,
                        250,
                        "https://shoes.example/",
                        "https://cdn.example/shoes.png"),
                    decision.bid().tokens()),
                "v1"));
    assertThat(SpendHarness.token(decision.bid()))
        .isEqualTo(
            Notices.token("bid-1", "shoes").bid(MAX_BID, spend.now()).userKey("user").build());
  }

  @Test
  void everyBidIsLoggedForTrainingAndNoRefusalIs() throws Exception {
    spend.ready(Campaigns.asap("shoes", 2_000));

    spend.bid("shoes", "bid-1");
    spend.propose("shoes", "bid-2");

    assertThat(spend.takeTraining())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.proposed())
                  .usingRecursiveComparison()
                  .isEqualTo(spend.proposed("shoes", "bid-1", false));
              assertThat(row.bidMicros()).isEqualTo(MAX_BID);
              assertThat(row.pacingMultiplier()).isEqualTo(MAX_BID);
              assertThat(row.bidAtMillis()).isEqualTo(spend.now());
              assertThat(row.w()).as("the creative's size").isEqualTo(300);
              assertThat(row.h()).isEqualTo(250);
            });
  }

  @Test
  void aBidThatWasNotSampledIsBidAndNotLogged() throws Exception {
    spend.ready(Campaigns.asap("shoes", 2_000));

    assertThat(spend.propose(spend.proposed("shoes", "bid-1", false).withRow(null)).bid())
        .isNotNull();

    assertThat(spend.takeTraining()).isEmpty();
  }

  @Test
  void aNewBudgetBidsOnlyOnceACompletedCheckpointHoldsIt() throws Exception {
    spend.campaign(Campaigns.asap("shoes", 10_000));
    assertThat(spend.refusal("shoes", "before-tick")).isEqualTo(NoBidReason.NOT_READY);

    spend.at(START + 1_000);
    assertThat(spend.refusal("shoes", "before-checkpoint")).isEqualTo(NoBidReason.COMMIT_RATE);
    spend.at(START + 9_000);
    assertThat(spend.refusal("shoes", "still-before")).isEqualTo(NoBidReason.COMMIT_RATE);

    spend.checkpoint(1);
    assertThat(spend.refusal("shoes", "bucket-empty")).isEqualTo(NoBidReason.COMMIT_RATE);
    spend.at(START + 10_000);
    assertThat(spend.bid("shoes", "after").priceMicros()).isEqualTo(MAX_BID);
  }

  @Test
  void aCheckpointThatDoesNotHoldTheBudgetYetIsNotEnough() throws Exception {
    spend.checkpoint(1);
    spend.campaign(Campaigns.asap("shoes", 10_000));
    spend.at(START + 1_000);

    assertThat(spend.refusal("shoes", "a")).isEqualTo(NoBidReason.COMMIT_RATE);
    spend.at(START + 2_000);
    assertThat(spend.refusal("shoes", "b")).isEqualTo(NoBidReason.COMMIT_RATE);
  }

  @Test
  void withoutCheckpointsNothingIsEverRestoredAndNothingWaits() throws Exception {
    try (SpendHarness free = SpendHarness.start(START, "--checkpoint.interval", "0 s")) {
      free.campaign(Campaigns.asap("shoes", 10_000));
      free.at(START + 1_000);
      free.propose("shoes", "first");
      free.at(START + 2_000);
      assertThat(free.bid("shoes", "second").priceMicros()).isEqualTo(MAX_BID);
    }
  }

  @Test
  void winAndBillingDebitOnceHoweverOftenTheyCome() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    Bid bid = spend.bid("shoes", "bid-1");

    spend.notice(NoticeType.WIN, bid, 1_500);
    spend.notice(NoticeType.WIN, bid, 1_500);
    PacingUpdate won = spend.tick();
    spend.notice(NoticeType.BILLING, bid, 1_400);
    spend.notice(NoticeType.BILLING, bid, 1_400);
    spend.notice(NoticeType.WIN, bid, 1_500);
    spend.notice(NoticeType.CLICK, bid, 0);
    spend.notice(NoticeType.CLICK, bid, 0);
    PacingUpdate billed = spend.tick();

    assertThat(won.spend().wonMicros()).isEqualTo(1_500);
    assertThat(won.spend().totalMicros()).isZero();
    assertThat(won.spend().openMicros()).isEqualTo(MAX_BID);
    assertThat(billed.spend().totalMicros()).isEqualTo(1_400);
    assertThat(billed.spend().periodMicros()).isEqualTo(1_400);
    assertThat(billed.spend().wonMicros()).isZero();
    assertThat(billed.spend().openMicros()).isZero();
    assertThat(billed.counts().bids()).isEqualTo(1);
    assertThat(billed.counts().wins()).isEqualTo(1);
    assertThat(billed.counts().billings()).isEqualTo(1);
    assertThat(billed.counts().clicks()).isEqualTo(1);
  }

  @Test
  void theSameBidIsNotMadeTwice() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.bid("shoes", "bid-1");

    assertThat(spend.refusal("shoes", "bid-1")).isEqualTo(NoBidReason.DUPLICATE_REQUEST);
    assertThat(spend.tick().spend().openMicros()).isEqualTo(MAX_BID);
  }

  @Test
  void aCampaignWithMoneyForThreeImpressionsHoldsThreeAndALossFreesOne() throws Exception {
    spend.ready(Campaigns.asap("shoes", 3 * MAX_BID));
    Bid lost = spend.bid("shoes", "bid-1");
    spend.bid("shoes", "bid-2");
    spend.bid("shoes", "bid-3");

    assertThat(spend.refusal("shoes", "bid-4")).isEqualTo(NoBidReason.BUDGET);
    spend.notice(NoticeType.LOSS, lost, 0);
    assertThat(spend.bid("shoes", "bid-5").priceMicros()).isEqualTo(MAX_BID);
    assertThat(spend.refusal("shoes", "bid-6")).isEqualTo(NoBidReason.BUDGET);
  }

  @Test
  void aStallReleasesNoMoneyOfBidsWhoseNoticesWaitInTheTopic() throws Exception {
    spend.ready(Campaigns.asap("shoes", 2 * MAX_BID));
    Bid first = spend.bid("shoes", "bid-1");
    Bid second = spend.bid("shoes", "bid-2");

    spend.stalledUntil(spend.now() + 10 * TestOptions.AUCTION_WINDOW);
    assertThat(spend.refusal("shoes", "bid-3")).isEqualTo(NoBidReason.BUDGET);
    spend.notice(NoticeType.BILLING, first, MAX_BID);
    spend.stalledUntil(spend.now() + TestOptions.BILLING_WINDOW);
    assertThat(spend.refusal("shoes", "bid-4")).isEqualTo(NoBidReason.BUDGET);
    spend.notice(NoticeType.BILLING, second, MAX_BID);

    PacingUpdate billed = spend.tick();
    assertThat(billed.spend().totalMicros()).isEqualTo(2 * MAX_BID);
    assertThat(billed.counts().expired()).isZero();
  }

  @Test
  void theEndOfItsInputsReleasesNoMoneyOfBidsWhoseNoticesWaitInTheTopic() throws Exception {
    spend.ready(Campaigns.asap("shoes", MAX_BID));
    spend.bid("shoes", "bid-1");

    spend.read(Long.MAX_VALUE);
    spend.stalledUntil(spend.now() + 10 * TestOptions.AUCTION_WINDOW);

    assertThat(spend.refusal("shoes", "bid-2")).isEqualTo(NoBidReason.BUDGET);
  }

  @Test
  void silenceReleasesTheMoneyAtTheTickAfterTheWindow() throws Exception {
    spend.ready(Campaigns.asap("shoes", MAX_BID));
    spend.bid("shoes", "bid-1");
    final long bidAt = spend.now();
    assertThat(spend.tick().spend().openMicros()).isEqualTo(MAX_BID);

    spend.at(bidAt + TestOptions.AUCTION_WINDOW - 1);
    assertThat(spend.takeUpdates()).isEmpty();
    assertThat(spend.refusal("shoes", "bid-2")).isEqualTo(NoBidReason.BUDGET);

    // The ledger releases money in slots of 200 ms.
    spend.at(bidAt + TestOptions.AUCTION_WINDOW + 200 + TestOptions.TICK);
    assertThat(spend.takeUpdates())
        .singleElement()
        .satisfies(
            update -> {
              assertThat(update.spend().openMicros()).isZero();
              assertThat(update.counts().expired()).isEqualTo(1);
              assertThat(update.control().canBid()).isTrue();
            });
    assertThat(spend.bid("shoes", "bid-3").priceMicros()).isEqualTo(MAX_BID);
  }

  @Test
  void aWinThatIsNeverBilledIsReleasedAfterTheBillingWindow() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    Bid bid = spend.bid("shoes", "bid-1");
    spend.notice(NoticeType.WIN, bid, 1_500);
    final long wonAt = spend.now();

    spend.at(wonAt + TestOptions.BILLING_WINDOW - 1);
    assertThat(spend.takeUpdates())
        .last()
        .extracting(update -> update.spend().wonMicros())
        .isEqualTo(1_500L);
    spend.at(wonAt + TestOptions.BILLING_WINDOW + 200 + TestOptions.TICK);
    assertThat(spend.takeUpdates())
        .last()
        .extracting(update -> update.spend().openMicros())
        .isEqualTo(0L);
  }

  @Test
  void ticksSpeakOnlyWhenThereIsNews() throws Exception {
    spend.campaign(Campaigns.asap("shoes", 10_000));
    spend.at(START + 1_000);
    assertThat(spend.takeUpdates()).hasSize(1);

    for (int tick = 0; tick < 50; tick++) {
      spend.at(spend.now() + TestOptions.TICK);
    }
    assertThat(spend.takeUpdates()).isEmpty();

    spend.campaign(Campaigns.asap("shoes", 10_000).withVersion(2).withPaused(true));
    spend.at(spend.now() + TestOptions.TICK);
    assertThat(spend.takeUpdates())
        .singleElement()
        .extracting(update -> update.control().canBid())
        .isEqualTo(false);
  }

  @Test
  void anHourOfMissedTicksIsOneTick() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));

    spend.at(START + 3_000_000);

    assertThat(spend.takeUpdates()).hasSize(1);
    assertThat(spend.timers()).isEqualTo(1);
  }

  @Test
  void ticksThatAPauseMadeLateFireTogetherOnceAndAreSpreadAgain() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000), Campaigns.asap("hats", 10_000));
    spend.at(spend.now() + 60 * TestOptions.TICK);
    spend.takeUpdates();
    spend.bid("shoes", "b1");
    spend.bid("hats", "b2");
    Map<String, Long> ticked = new HashMap<>();

    for (long millis = 1; millis <= TestOptions.TICK; millis++) {
      spend.at(spend.now() + 1);
      for (PacingUpdate update : spend.takeUpdates()) {
        ticked.put(update.budgetId(), millis);
      }
    }

    assertThat(ticked).containsOnlyKeys("shoes", "hats");
    assertThat(ticked.get("shoes")).isNotEqualTo(ticked.get("hats"));
  }

  @Test
  void testTrafficIsAnsweredLikeAnyOtherButNeverSpends() throws Exception {
    spend.ready(Campaigns.asap("shoes", MAX_BID));

    Decision first = spend.propose(spend.proposed("shoes", "test-1", true));
    Decision second = spend.propose(spend.proposed("shoes", "test-2", true));
    spend.notice(NoticeType.WIN, first.bid(), 2_000);
    spend.notice(NoticeType.BILLING, first.bid(), 2_000);
    spend.at(spend.now() + TestOptions.TICK);

    assertThat(first.imp().test()).isTrue();
    assertThat(first.bid().priceMicros()).isEqualTo(MAX_BID);
    assertThat(second.bid().priceMicros()).isEqualTo(MAX_BID);
    assertThat(SpendHarness.token(first.bid()).test()).isTrue();
    assertThat(spend.takeTraining()).isEmpty();
    assertThat(spend.takeUpdates()).isEmpty();
    assertThat(spend.bid("shoes", "real").priceMicros()).isEqualTo(MAX_BID);
  }

  @Test
  void anAnswerAfterTheDeadlineIsANoBidThatHoldsNothing() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    var late = spend.proposed("shoes", "late", false);

    spend.at(late.auction().deadlineMillis() + 1);

    assertThat(spend.propose(late).reason()).isEqualTo(NoBidReason.DEADLINE);
    spend.at(spend.now() + TestOptions.TICK);
    assertThat(spend.takeUpdates()).isEmpty();
  }

  @Test
  void noCampaignAPausedOneAndAnEndedOneDoNotBid() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000), Campaigns.asap("hats", 10_000));
    spend.campaign(Campaigns.asap("hats", 10_000).withVersion(2).withPaused(true));

    assertThat(spend.refusal("unknown", "a")).isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
    assertThat(spend.refusal("hats", "b")).isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
    spend.at(Campaigns.FLIGHT_END);
    assertThat(spend.refusal("shoes", "c")).isEqualTo(NoBidReason.NO_ACTIVE_CAMPAIGN);
  }

  @Test
  void aNoticeOfABidThatNobodyRemembersDebitsByItsToken() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    NoticeToken forgotten =
        Notices.token("older", "shoes").period(FLIGHT_START).bid(1_900, START).site(null).build();

    spend.notice(NoticeType.BILLING, forgotten, 1_800);
    spend.notice(NoticeType.BILLING, forgotten, 1_800);

    assertThat(spend.tick().spend().totalMicros()).isEqualTo(1_800);
  }

  @Test
  void theAnnouncedTrafficCurveShapesThePlan() throws Exception {
    spend.campaign(Campaigns.of("even", 100_000, PacingMode.TRAFFIC, null));
    spend.at(START + 1_000);
    assertThat(spend.takeUpdates().get(0).progress().targetSpendShare())
        .as("half of the flight has passed, but nobody could bid then")
        .isBetween(0.0, 0.01);

    // All traffic of the day comes between 12:15 and 12:30.
    double[] shares = new double[TrafficCurve.SLOTS];
    shares[49] = 1;
    spend.model(ModelAnnouncement.withEqualWeekdays("v1", "bundles/v1", "fingerprint", shares));
    assertThat(planShareAt(START + 902_000)).isBetween(0.0, 0.01);
    assertThat(planShareAt(START + 1_350_000)).isBetween(0.49, 0.51);
  }

  private double planShareAt(long millis) throws Exception {
    spend.at(millis);
    List<PacingUpdate> updates = spend.takeUpdates();
    return updates.get(updates.size() - 1).progress().targetSpendShare();
  }
}
