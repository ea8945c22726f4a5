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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for bids when they are due, whether or not earlier ones are answered (an open loop: a slow
 * bidder does not slow its exchange). Before the day begins it sends test traffic, so that the job
 * is warm and it can be seen what the machine carries.
 */
final class RequestSender {

  private static final String WARM_UP = "warm-up-";

  /**
   * Test requests that wait for their answers at a time. So few keep the job from building a
   * backlog, and are enough to keep two processors busy.
   */
  private static final int WARM_UP_WAITING = 16;

  /** After so long a test request counts as lost, for example because the job is not there yet. */
  private static final long WARM_UP_PATIENCE_MILLIS = 500;

  /** How far test requests may lag behind their limit before the lag is forgotten. */
  private static final long BURST_NANOS = 10_000_000;

  private final Outbox outbox;
  private final Map<String, PendingRequest> pending;
  private final DayFigures figures;
  private final BidRequestCodec codec;
  private final Semaphore mayWait = new Semaphore(WARM_UP_WAITING);
  private volatile double warmUpPerSecond;
  private volatile boolean warmUpOnly;
  private volatile boolean stopped;

  /**
   * A sender of nothing yet.
   *
   * @param warmUpPerSecond test requests sent at most
   */
  RequestSender(
      Outbox outbox,
      Map<String, PendingRequest> pending,
      DayFigures figures,
      double warmUpPerSecond) {
    this.warmUpPerSecond = warmUpPerSecond;
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

  /** Limits the test traffic from now on, in requests a second. */
  void limitWarmUp(double perSecond) {
    warmUpPerSecond = perSecond;
  }

  /** Lets test traffic go on after the clock has started. */
  void warmUpOnly() {
    warmUpOnly = true;
  }

  /** A test request was answered, so that another one may be sent. */
  void testAnswered() {
    mayWait.release();
  }

  /**
   * Sends the market's requests as test traffic until the clock starts: a closed loop, which waits
   * for answers, so that what is answered a second is what the machine carries unless the limit is
   * lower.
   */
  void warmUp(Market market, CampaignClock clock) throws InterruptedException {
    Iterator<Opportunity> opportunities = market.opportunities();
    long due = System.nanoTime();
    for (long i = 0;
        !stopped && (warmUpOnly || System.currentTimeMillis() < clock.startWallMillis());
        i++) {
      if (!opportunities.hasNext()) {
        opportunities = market.opportunities();
      }
      if (!mayWait.tryAcquire(WARM_UP_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        pending.values().removeIf(PendingRequest::isTest);
        mayWait.drainPermits();
        mayWait.release(WARM_UP_WAITING - 1);
      }
      // What could not be sent in time is not made up for.
      due = Math.max(due + (long) (1e9 / warmUpPerSecond), System.nanoTime() - BURST_NANOS);
      waitUntil(due);
      send(asTest(opportunities.next(), WARM_UP + i), due);
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
