package io.paceline.deploy.exchange;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.money.CurrencyTable;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BidRequestCodec;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.job.kafka.Topic;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.Opportunity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends each bid request when it is due, whether or not earlier ones are answered (an open loop: a
 * slow bidder does not slow its exchange). Before the day begins it sends test traffic, which warms
 * the job up and shows what the machine carries.
 */
final class RequestSender {

  private static final String WARM_UP = "warm-up-";

  /**
   * Number of test requests that may wait for their answers at a time. They are few enough that the
   * job builds up no backlog, and enough to keep all processors busy.
   */
  static final int WARM_UP_WAITING = Math.max(16, 8 * Runtime.getRuntime().availableProcessors());

  /**
   * Time after which a test request counts as lost, for example because the job does not run yet.
   */
  private static final long WARM_UP_PATIENCE_NANOS = 500_000_000;

  /** Longest time that the sender waits before it checks whether it has to stop. */
  private static final long LOOK_NANOS = 50_000_000;

  /** How far test requests may lag behind their schedule; a longer lag is not made up for. */
  private static final long BURST_NANOS = 10_000_000;

  private final Outbox outbox;
  private final Map<String, PendingRequest> pending;
  private final DayFigures figures;
  private final BidRequestCodec codec;
  private final Semaphore mayWait = new Semaphore(WARM_UP_WAITING);
  private volatile double warmUpPerSecond;

  /**
   * Test requests sent within the last {@link #WARM_UP_PATIENCE_NANOS}, whether or not they are
   * answered, oldest first.
   */
  private final Deque<SentTest> sentTests = new ArrayDeque<>();

  private volatile boolean mayPlay;
  private volatile boolean stopped;

  private record SentTest(String id, PendingRequest request, long nanos) {}

  /**
   * A sender that has sent nothing yet.
   *
   * @param warmUpPerSecond highest rate of test requests per second
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

  /** Lets the day begin as soon as its clock has started; until then test traffic goes on. */
  void playDay() {
    mayPlay = true;
  }

  /** Notes that a test request was answered, so that another one may be sent. */
  void testAnswered() {
    mayWait.release();
  }

  /**
   * Sends the market's requests as test traffic until the day may begin and its clock has started.
   * This is a closed loop, which waits for answers: the answers per second are what the machine
   * carries, unless the limit is lower.
   */
  void warmUp(Market market, CampaignClock clock) throws InterruptedException {
    Iterator<Opportunity> opportunities = market.opportunities();
    long due = System.nanoTime();
    long number = 0;
    while (!stopped && !(mayPlay && System.currentTimeMillis() >= clock.startWallMillis())) {
      giveUpLostTests();
      if (!mayWait.tryAcquire(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
        continue;
      }
      if (!opportunities.hasNext()) {
        opportunities = market.opportunities();
      }
      // Only a lag of up to BURST_NANOS behind the schedule is made up for.
      due = Math.max(due + (long) (1e9 / warmUpPerSecond), System.nanoTime() - BURST_NANOS);
      waitUntil(due);
      Opportunity test = asTest(opportunities.next(), WARM_UP + number++);
      PendingRequest sent = send(test, due);
      sentTests.add(new SentTest(test.request().id(), sent, System.nanoTime()));
    }
  }

  /**
   * Gives up test requests that wait too long. Each request that stops waiting, because it is given
   * up here or answered, lets one more be sent.
   */
  private void giveUpLostTests() {
    long now = System.nanoTime();
    while (!sentTests.isEmpty() && now - sentTests.peek().nanos() > WARM_UP_PATIENCE_NANOS) {
      SentTest lost = sentTests.poll();
      if (pending.remove(lost.id(), lost.request())) {
        mayWait.release();
      }
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
            r.blockLists(),
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

  private PendingRequest send(Opportunity opportunity, long dueNanos) {
    BidRequest request = opportunity.request();
    long now = System.nanoTime();
    PendingRequest sent = new PendingRequest(opportunity, dueNanos, now);
    pending.put(request.id(), sent);
    if (!request.test()) {
      figures.sent(request.imps().size(), now);
    }
    outbox.send(Topic.BID_REQUESTS, request.exchange(), request.id(), codec.encode(request));
    return sent;
  }

  private void waitUntil(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    while (left > 0 && !stopped) {
      LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
      left = dueNanos - System.nanoTime();
    }
  }
}
