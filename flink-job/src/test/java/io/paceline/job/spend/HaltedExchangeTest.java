package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.BillingEvidence.Kind;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.job.control.Campaigns;
import io.paceline.job.eligibility.Requests;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what the spend controller tells the watch of exchanges, and what it does about a halt. */
class HaltedExchangeTest {

  private SpendHarness spend;

  @BeforeEach
  void start() throws Exception {
    spend = SpendHarness.start(START);
  }

  @AfterEach
  void stop() throws Exception {
    spend.close();
  }

  private static ExchangeStatus status(ExchangeStatus.State state) {
    return new ExchangeStatus(Requests.EXCHANGE, state, START, "a test says so", 0, 0);
  }

  @Test
  void whatWasOnItsWayWhenTheExchangeWasHaltedGetsNoBidUntilTheHaltIsLifted() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    spend.exchange(status(ExchangeStatus.State.HALTED));
    assertThat(spend.refusal("shoes", "bid-1")).isEqualTo(NoBidReason.HALTED);

    OperatorSubtaskState state = spend.checkpoint(2);
    long now = spend.now();
    spend.close();
    spend = SpendHarness.restore(state, 2, now);
    assertThat(spend.refusal("shoes", "bid-2")).as("restored").isEqualTo(NoBidReason.HALTED);

    spend.exchange(status(ExchangeStatus.State.BIDDING));
    assertThat(spend.refusal("shoes", "bid-3")).isNotEqualTo(NoBidReason.HALTED);
  }

  @Test
  void theWatchHearsOfTheFirstBidAtAnExchangeAndOfEachBillingOnce() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    Bid bid = spend.bid("shoes", "bid-1");
    spend.bid("shoes", "bid-2");
    assertThat(spend.takeEvidence()).extracting(BillingEvidence::kind).containsOnlyOnce(Kind.BID);

    spend.notice(NoticeType.BILLING, bid, MAX_BID);
    spend.notice(NoticeType.BILLING, bid, MAX_BID);
    NoticeToken token = SpendHarness.token(bid);
    assertThat(spend.takeEvidence())
        .containsExactly(
            BillingEvidence.of(Requests.EXCHANGE, Kind.MATCHED, MAX_BID, token.bidAtMillis()));

    NoticeToken unknown = Notices.token("never-made", "shoes").bid(MAX_BID, spend.now()).build();
    spend.notice(NoticeType.BILLING, unknown, MAX_BID);
    assertThat(spend.takeEvidence())
        .extracting(BillingEvidence::kind)
        .containsExactly(Kind.UNMATCHED);
  }

  /** Two campaigns on the budget "shoes" bid by turns. */
  private void bidByTurns(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      ProposedBid proposed = spend.proposed(i % 2 == 0 ? "shoes" : "socks", "bid-" + i, false);
      assertThat(spend.propose(Proposals.onBudget(proposed, "shoes")).bid()).isNotNull();
    }
  }

  @Test
  void campaignsWithUnlikeFlightsOnOneBudgetTellItsMoneyOnceAndAfterAnEdit() throws Exception {
    Campaign shoes = Campaigns.asap("shoes", 2_000_000);
    Campaign socks =
        Campaigns.prolonged(
            Campaigns.onBudget(Campaigns.asap("socks", 2_000_000), "shoes"),
            Campaigns.FLIGHT_END + 9 * 86_400_000L);
    spend.ready(shoes);
    spend.campaign(socks);
    spend.takeEvidence();
    bidByTurns(0, 20);
    long aDay = socks.dayMicros();
    assertThat(aDay).isLessThan(shoes.dayMicros());
    assertThat(spend.takeEvidence())
        .containsExactly(BillingEvidence.bid(Requests.EXCHANGE, "shoes", aDay, spend.now()));

    Campaign edited = Campaigns.prolonged(socks, Campaigns.FLIGHT_END + 19 * 86_400_000L);
    spend.campaign(edited);
    bidByTurns(20, 40);
    assertThat(spend.takeEvidence())
        .containsExactly(
            BillingEvidence.bid(Requests.EXCHANGE, "shoes", edited.dayMicros(), spend.now()));
  }

  @Test
  void anUnsignedBillingTellsOnceAndOnlyOfABidThatWaitsForItsBilling() throws Exception {
    spend.ready(Campaigns.asap("shoes", 10_000));
    NoticeToken open = SpendHarness.token(spend.bid("shoes", "bid-1"));
    Bid won = spend.bid("shoes", "bid-2");
    spend.notice(NoticeType.WIN, won, MAX_BID);
    Bid billed = spend.bid("shoes", "bid-3");
    spend.notice(NoticeType.BILLING, billed, MAX_BID);
    spend.takeEvidence();
    int states = spend.stateEntries();

    for (int i = 0; i < 3; i++) {
      spend.unsigned(open);
      spend.unsigned(SpendHarness.token(won));
      spend.unsigned(SpendHarness.token(billed));
      spend.unsigned(Notices.token("invented-" + i, "shoes").bid(MAX_BID, spend.now()).build());
      spend.unsigned(Notices.token("bid-1", "nobody").bid(MAX_BID, spend.now()).build());
    }

    assertThat(spend.takeEvidence())
        .containsExactly(
            BillingEvidence.of(Requests.EXCHANGE, Kind.UNSIGNED, MAX_BID, open.bidAtMillis()),
            BillingEvidence.of(
                Requests.EXCHANGE, Kind.UNSIGNED, MAX_BID, SpendHarness.token(won).bidAtMillis()));
    assertThat(spend.stateEntries()).as("no state for what forgers invent").isEqualTo(states);

    spend.notice(NoticeType.WIN, open, MAX_BID);
    spend.unsigned(open);
    assertThat(spend.takeEvidence()).as("still once").isEmpty();
    spend.notice(NoticeType.BILLING, open, MAX_BID);
    assertThat(spend.takeEvidence())
        .extracting(BillingEvidence::kind)
        .containsExactly(Kind.MATCHED);
  }

  @Test
  void aBudgetThatLiesBehindItsPlanSaysWhereBiddingIsHalted() throws Exception {
    spend.ready(Campaigns.asap("shoes", 1_000_000));
    spend.exchange(status(ExchangeStatus.State.HALTED));
    spend.at(spend.now() + 900_000);
    List<PacingUpdate> updates = spend.takeUpdates();
    PacingUpdate update = updates.get(updates.size() - 1);

    assertThat(update.standing().status()).isEqualTo(PacingStatus.LIMITED_BY_TRAFFIC);
    assertThat(update.standing().reason())
        .endsWith(" Bidding is halted at " + Requests.EXCHANGE + ".");

    spend.exchange(status(ExchangeStatus.State.BIDDING));
    spend.at(spend.now() + 900_000);
    assertThat(spend.takeUpdates())
        .last()
        .satisfies(last -> assertThat(last.standing().reason()).doesNotContain("halted"));
  }

  @Test
  void aHaltAndItsEndAreToldAtTheNextTick() throws Exception {
    spend.ready(Campaigns.asap("shoes", 1_000_000));
    spend.at(spend.now() + 900_000);
    List<PacingUpdate> updates = spend.takeUpdates();
    String behind = updates.get(updates.size() - 1).standing().reason();

    spend.exchange(status(ExchangeStatus.State.HALTED));
    assertThat(spend.tick().standing().reason())
        .isEqualTo(behind + " Bidding is halted at " + Requests.EXCHANGE + ".");
    spend.exchange(status(ExchangeStatus.State.BIDDING));
    assertThat(spend.tick().standing().reason()).isEqualTo(behind);
  }
}
