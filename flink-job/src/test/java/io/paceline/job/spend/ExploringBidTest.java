package io.paceline.job.spend;

import static io.paceline.job.control.Campaigns.MAX_BID;
import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.bidding.BidFunction;
import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.job.control.Campaigns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** First-price bids of a campaign that values an impression at its maximum bid. */
class ExploringBidTest {

  private SpendHarness spend;

  @BeforeEach
  void start() throws Exception {
    spend = SpendHarness.start(START);
  }

  @AfterEach
  void stop() throws Exception {
    spend.close();
  }

  private ProposedBid proposed(String bidId, int at, double exploration) {
    return Proposals.sold(spend.proposed("shoes", bidId, false), at, exploration);
  }

  @Test
  void anExploringBidGoesAsFarTowardsTheHighestPriceAsItsProposalSays() throws Exception {
    spend.ready(Campaigns.asap("shoes", 100_000));
    long best =
        BidFunction.priceMicros(BidRequest.FIRST_PRICE, MAX_BID, MarketCurve.DEFAULT, 0, MAX_BID);

    Bid shaded = spend.propose(proposed("b1", BidRequest.FIRST_PRICE, 0)).bid();
    assertThat(shaded.priceMicros()).isEqualTo(best).isLessThan(MAX_BID);
    assertThat(spend.propose(proposed("b2", BidRequest.FIRST_PRICE, 0.5)).bid().priceMicros())
        .isEqualTo(best + (MAX_BID - best) / 2);
    assertThat(spend.propose(proposed("b3", BidRequest.FIRST_PRICE, 1)).bid().priceMicros())
        .isEqualTo(MAX_BID);
    assertThat(SpendHarness.token(shaded).category()).isEqualTo("IAB17");
  }

  @Test
  void exploringNeverGoesBeyondTheBudget() throws Exception {
    spend.ready(Campaigns.asap("shoes", 2_500));
    long bid = 0;
    for (int i = 0; bid <= 2_500 && i < 10; i++) {
      Decision decision = spend.propose(proposed("b" + i, BidRequest.FIRST_PRICE, 1));
      if (decision.bid() == null) {
        assertThat(decision.reason()).isIn(NoBidReason.BUDGET, NoBidReason.BID_TOO_LOW);
        break;
      }
      bid += decision.bid().priceMicros();
    }

    assertThat(bid).isPositive().isLessThanOrEqualTo(2_500);
  }
}
