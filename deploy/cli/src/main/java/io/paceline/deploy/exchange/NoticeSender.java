package io.paceline.deploy.exchange;

import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.openrtb.BidResponse;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.job.kafka.Topic;
import io.paceline.simulator.exchange.AuctionResult;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends notices: the bidder's notice addresses with their macros expanded (OpenRTB 2.6 section
 * 4.4). They come late and out of order, some of them twice and some never. A real exchange would
 * call the addresses, and a collector would write every call to topic {@code notices}; this class
 * writes the same records itself.
 */
final class NoticeSender implements AutoCloseable {

  private static final long STOP_SECONDS = 5;

  private final Outbox outbox;
  private final ScheduledExecutorService timer;
  private final SplittableRandom random;

  /**
   * Draws for test traffic only. With {@link #random} for both, the day's draws would depend on how
   * long the test traffic lasts.
   */
  private final SplittableRandom testRandom;

  private final ExchangeSettings.Notices travel;
  private final LongAdder lost = new LongAdder();
  private final LongAdder lostMicros = new LongAdder();
  private final LongAdder waiting = new LongAdder();

  NoticeSender(Outbox outbox, ExchangeSettings settings) {
    this.outbox = outbox;
    this.random = new SplittableRandom(settings.seed());
    this.testRandom = new SplittableRandom(settings.seed());
    this.travel = settings.notices();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "exchange-notices");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Tells how the auction of a bid ended; called by one thread. */
  void tell(BidResponse.SeatBid bid, AuctionResult result) {
    if (result.won()) {
      call(expanded(bid.notices().nurl(), result), bid.id());
      if (!call(expanded(bid.notices().burl(), result), bid.id())) {
        lostMicros.add(result.priceMicros());
      }
    } else {
      call(expanded(bid.notices().lurl(), result), bid.id());
    }
  }

  /**
   * Tells how the auction of a test bid ended. The notices are delayed as in the day, but none is
   * lost or sent twice, and the exchange's books do not count them. Called by one thread.
   */
  void tellTest(BidResponse.SeatBid bid, AuctionResult result) {
    if (result.won()) {
      send(expanded(bid.notices().nurl(), result), bid.id(), delay(testRandom));
      send(expanded(bid.notices().burl(), result), bid.id(), delay(testRandom));
    } else {
      send(expanded(bid.notices().lurl(), result), bid.id(), delay(testRandom));
    }
  }

  /** Tells that the user clicked; called by one thread. */
  void click(BidResponse.SeatBid bid) {
    call(bid.ad().clickUrl(), bid.id());
  }

  private static String expanded(String url, AuctionResult result) {
    return url.replace("${AUCTION_PRICE}", CurrencyTable.cpm(result.priceMicros()).toPlainString())
        .replace("${AUCTION_LOSS}", Integer.toString(result.lossReason()))
        .replace(
            "${AUCTION_MIN_TO_WIN}",
            CurrencyTable.cpm(result.minimumToWinMicros()).toPlainString());
  }

  /** Sends a notice, perhaps twice; returns false where the notice is lost. */
  private boolean call(String url, String bidId) {
    if (travel.lossShare() > 0 && random.nextDouble() < travel.lossShare()) {
      lost.increment();
      return false;
    }
    int times = random.nextDouble() < travel.duplicateShare() ? 2 : 1;
    for (int i = 0; i < times; i++) {
      send(url, bidId, delay(random));
    }
    return true;
  }

  private long delay(SplittableRandom draws) {
    return travel.delayMillis() == 0 ? 0 : draws.nextLong(travel.delayMillis() + 1);
  }

  private void send(String url, String bidId, long delay) {
    waiting.increment();
    Future<?> unused = timer.schedule(() -> send(url, bidId), delay, TimeUnit.MILLISECONDS);
  }

  private void send(String url, String bidId) {
    try {
      outbox.send(Topic.NOTICES, bidId, NoticeDecoder.encode(url));
    } finally {
      // A notice that could not be sent does not wait either; the outbox tells why it failed.
      waiting.decrement();
    }
  }

  /** Notices that were lost on purpose. */
  long lost() {
    return lost.sum();
  }

  /** Money that the lost billing notices carried, micros. */
  long lostMicros() {
    return lostMicros.sum();
  }

  /** True while notices wait to be sent. */
  boolean isBusy() {
    return waiting.sum() > 0;
  }

  @Override
  public void close() throws InterruptedException {
    timer.shutdownNow();
    timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
  }
}
