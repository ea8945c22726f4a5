package io.paceline.deploy.exchange;

import io.paceline.core.openrtb.BidResponse;
import io.paceline.core.openrtb.BidResponseCodec;
import io.paceline.core.openrtb.InvalidResponseException;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.simulator.exchange.AuctionResult;
import io.paceline.simulator.exchange.Exchange;
import io.paceline.simulator.exchange.ExchangeBooks;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.Opportunity;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bidder's answers, holds the auctions, keeps the exchange's own books and sends the
 * notices. One thread uses it; other threads read the books once that thread has stopped.
 */
final class AuctionHouse {

  /** OpenRTB loss reason 2: the impression's opportunity had expired. */
  private static final int LOSS_EXPIRED = 2;

  /**
   * Reasons of no-bids with which the job gave an impression up instead of deciding on it. Such
   * answers say nothing of how many decisions the machine carries.
   */
  private static final Set<NoBidReason> UNSCORED =
      EnumSet.of(NoBidReason.NOT_READY, NoBidReason.DEADLINE, NoBidReason.SCORING_FAILED);

  private final Market market;
  private final Map<String, PendingRequest> pending;
  private final DayFigures figures;
  private final NoticeSender notices;
  private final Runnable testAnswered;
  private final BilledTotals billed = new BilledTotals();
  private final ExchangeBooks books = new ExchangeBooks();
  private volatile @Nullable String modelVersion;

  /**
   * Makes an auction house whose books are empty.
   *
   * @param testAnswered runs for each test request once all its impressions are answered, whatever
   *     the answers are
   */
  AuctionHouse(
      Market market,
      Map<String, PendingRequest> pending,
      DayFigures figures,
      NoticeSender notices,
      Runnable testAnswered) {
    this.market = market;
    this.pending = pending;
    this.figures = figures;
    this.notices = notices;
    this.testAnswered = testAnswered;
  }

  /** Takes one record of topic bid-responses. */
  void answer(byte[] value) throws InvalidResponseException {
    BidResponse response = BidResponseCodec.decode(value);
    PendingRequest request = pending.get(response.requestId());
    int imp = request == null ? -1 : request.take(response.impId());
    if (request == null || imp < 0) {
      if (!RequestSender.isWarmUp(response.requestId())) {
        figures.repeat();
      }
      return;
    }
    long now = System.nanoTime();
    NoBidReason refusal = response.reason();
    if (refusal != null && UNSCORED.contains(refusal)) {
      request.refusedUnscored();
    }
    if (request.isComplete() && pending.remove(response.requestId(), request)) {
      if (request.isTest()) {
        if (request.isDecided()) {
          figures.testAnswered();
        }
        testAnswered.run();
      } else {
        figures.answered(request.latencyNanos(now));
      }
    }
    BidResponse.SeatBid bid = response.bid();
    if (request.isTest()) {
      if (bid != null) {
        figures.testBid();
        notices.tellTest(bid, Exchange.auction(request.opportunity(), imp, bid.priceMicros()));
      }
    } else if (bid != null) {
      modelVersion = response.modelVersion();
      auction(bid, request, imp, now);
    } else {
      figures.noBid(Objects.requireNonNull(refusal, "a response without a bid states a reason"));
    }
  }

  private void auction(BidResponse.SeatBid bid, PendingRequest request, int imp, long now) {
    String campaignId = bid.ad().cid();
    Opportunity opportunity = request.opportunity();
    boolean late = request.isExpired(now);
    AuctionResult result =
        late
            ? new AuctionResult(false, 0, LOSS_EXPIRED, opportunity.marketPriceMicros()[imp])
            : Exchange.auction(opportunity, imp, bid.priceMicros());
    books.settle(bid.id(), campaignId, opportunity.offsetMillis(), result);
    if (result.won()) {
      billed.bill(
          opportunity.request().exchange(),
          campaignId,
          opportunity.offsetMillis(),
          result.priceMicros());
    }
    figures.bid(result.won(), late);
    notices.tell(bid, result);
    if (result.won() && market.clicked(opportunity, imp, campaignId)) {
      books.click(bid.id(), campaignId);
      notices.click(bid);
    }
  }

  BilledTotals billed() {
    return billed;
  }

  ExchangeBooks books() {
    return books;
  }

  /** Version of the bundle that scored the latest bid; null before the first bid. */
  @Nullable String modelVersion() {
    return modelVersion;
  }
}
