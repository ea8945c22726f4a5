package io.paceline.deploy.exchange;

import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.openrtb.BidResponse;
import io.paceline.core.openrtb.CurrencyTable;
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
   * For test traffic only, because its length would otherwise change the random draws of the day.
   */
  private final SplittableRandom testRandom;

  private final long delayMillis;
  private final double duplicateShare;
  private final double lossShare;
  private final LongAdder lost = new LongAdder();
  private final LongAdder lostMicros = new LongAdder();
  private final LongAdder waiting = new LongAdder();

  NoticeSender(Outbox outbox, ExchangeSettings settings) {
    this.outbox = outbox;
    this.random = new SplittableRandom(settings.seed());
    this.testRandom = new SplittableRandom(settings.seed());
    this.delayMillis = settings.noticeDelayMillis();
    this.duplicateShare = settings.duplicateShare();
    this.lossShare = settings.lossShare();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "exchange-notices");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Tells how the auction of a bid ended; called by one thread. */
  void tell(BidResponse bid, AuctionResult result) {
    if (result.won()) {
      call(expanded(bid.nurl(), result), bid.bidId());
      if (!call(expanded(bid.burl(), result), bid.bidId())) {
        lostMicros.add(result.priceMicros());
      }
    } else {
      call(expanded(bid.lurl(), result), bid.bidId());
    }
  }

  /**
   * Tells how the auction of a test bid ended. The notices are delayed as in the day, but none is
   * lost or sent twice, and the exchange's books do not count them. Called by one thread.
   */
  void tellTest(BidResponse bid, AuctionResult result) {
    if (result.won()) {
      send(expanded(bid.nurl(), result), bid.bidId(), delay(testRandom));
      send(expanded(bid.burl(), result), bid.bidId(), delay(testRandom));
    } else {
      send(expanded(bid.lurl(), result), bid.bidId(), delay(testRandom));
    }
  }

  /** Tells that the user clicked; called by one thread. */
  void click(BidResponse bid) {
    call(bid.clickUrl(), bid.bidId());
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
    if (lossShare > 0 && random.nextDouble() < lossShare) {
      lost.increment();
      return false;
    }
    int times = random.nextDouble() < duplicateShare ? 2 : 1;
    for (int i = 0; i < times; i++) {
      send(url, bidId, delay(random));
    }
    return true;
  }

  private long delay(SplittableRandom draws) {
    return delayMillis == 0 ? 0 : draws.nextLong(delayMillis + 1);
  }

  private void send(String url, String bidId, long delay) {
    waiting.increment();
    Future<?> unused = timer.schedule(() -> send(url, bidId), delay, TimeUnit.MILLISECONDS);
  }

  private void send(String url, String bidId) {
    outbox.send(Topic.NOTICES, bidId, NoticeDecoder.encode(url));
    waiting.decrement();
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
