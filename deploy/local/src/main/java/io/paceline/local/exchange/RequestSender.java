package io.paceline.local.exchange;

import io.paceline.auction.Market;
import io.paceline.auction.Opportunity;
import io.paceline.clock.CampaignClock;
import io.paceline.job.edge.Topic;
import io.paceline.openrtb.BidRequest;
import io.paceline.openrtb.BidRequestCodec;
import io.paceline.openrtb.CurrencyTable;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for bids when they are due, whether or not earlier ones are answered (an open loop: a slow
 * bidder does not slow its exchange). Before the day begins it sends test traffic, so that the job
 * is warm.
 */
final class RequestSender {

  private static final String WARM_UP = "warm-up-";
  private static final long WARM_UP_PER_SECOND = 400;

  private final Outbox outbox;
  private final Map<String, PendingRequest> pending;
  private final DayFigures figures;
  private final BidRequestCodec codec;
  private volatile boolean stopped;

  RequestSender(Outbox outbox, Map<String, PendingRequest> pending, DayFigures figures) {
    this.outbox = outbox;
    this.pending = pending;
    this.figures = figures;
    this.codec = new BidRequestCodec(CurrencyTable.USD, 1_000);
  }

  static boolean isWarmUp(String requestId) {
    return requestId.startsWith(WARM_UP);
  }

  void stop() {
    stopped = true;
  }

  /** Sends the market's requests as test traffic until the clock starts. */
  void warmUp(Market market, CampaignClock clock) {
    Iterator<Opportunity> opportunities = market.opportunities();
    long begin = System.nanoTime();
    for (long i = 0; !stopped && System.currentTimeMillis() < clock.startWallMillis(); i++) {
      if (!opportunities.hasNext()) {
        opportunities = market.opportunities();
      }
      Opportunity opportunity = opportunities.next();
      long due = begin + i * 1_000_000_000L / WARM_UP_PER_SECOND;
      waitUntil(due);
      send(asTest(opportunity, WARM_UP + i), due);
    }
  }

  private static Opportunity asTest(Opportunity o, String id) {
    BidRequest r = o.request();
    BidRequest test =
        new BidRequest(
            id,
            r.exchange(),
            0,
            r.imps(),
            r.site(),
            r.device(),
            r.user(),
            r.regs(),
            r.at(),
            r.tmaxMillis(),
            r.cur(),
            r.bcat(),
            r.badv(),
            true);
    return new Opportunity(o.offsetMillis(), test, o.marketPriceMicros());
  }

  /** Plays the day; returns when its last request is sent. */
  void play(Market market, CampaignClock clock) {
    long startNanos =
        System.nanoTime() + (clock.startWallMillis() - System.currentTimeMillis()) * 1_000_000L;
    Iterator<Opportunity> opportunities = market.opportunities();
    while (!stopped && opportunities.hasNext()) {
      Opportunity opportunity = opportunities.next();
      long due = startNanos + (long) (opportunity.offsetMillis() / clock.speed() * 1e6);
      waitUntil(due);
      send(opportunity, due);
    }
  }

  private void send(Opportunity opportunity, long dueNanos) {
    BidRequest request = opportunity.request();
    long now = System.nanoTime();
    pending.put(request.id(), new PendingRequest(opportunity, dueNanos, now));
    if (!request.test()) {
      figures.sent(request.imps().size(), now);
    }
    outbox.send(Topic.BID_REQUESTS, request.exchange(), request.id(), codec.encode(request));
  }

  private void waitUntil(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    while (left > 0 && !stopped) {
      LockSupport.parkNanos(left);
      left = dueNanos - System.nanoTime();
    }
  }
}
