package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.BillingEvidence.Kind;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.job.control.Campaigns;
import io.paceline.job.eligibility.Requests;
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
            new BillingEvidence(Requests.EXCHANGE, Kind.MATCHED, MAX_BID, token.bidAtMillis()));

    NoticeToken unknown = Notices.token("never-made", "shoes").bid(MAX_BID, spend.now()).build();
    spend.notice(NoticeType.BILLING, unknown, MAX_BID);
    assertThat(spend.takeEvidence())
        .extracting(BillingEvidence::kind)
        .containsExactly(Kind.UNMATCHED);
  }
}
