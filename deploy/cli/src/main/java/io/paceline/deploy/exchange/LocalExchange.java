package io.paceline.deploy.exchange;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.SpendReportCodec;
import io.paceline.deploy.kafka.Outbox;
import io.paceline.deploy.kafka.TopicFollower;
import io.paceline.job.kafka.Topic;
import io.paceline.simulator.exchange.ExchangeBooks;
import io.paceline.simulator.exchange.Market;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An exchange over Kafka that plays one day of a market: asks for bids, holds the auctions, sends
 * the notices, keeps its own books.
 */
public final class LocalExchange implements AutoCloseable {

  private static final long STOP_MILLIS = 5_000;

  /**
   * Longest time that a notice waits for others, to be sent together with them. For broker and job,
   * a message of its own would cost more than booking the notice, and nobody waits for a notice.
   */
  private static final int NOTICE_LINGER_MILLIS = 20;

  private final Market market;
  private final ExchangeSettings settings;
  private final Map<String, PendingRequest> pending = new ConcurrentHashMap<>();
  private final DayFigures figures = new DayFigures();
  private final Outbox outbox;
  private final Outbox noticeOutbox;
  private final NoticeSender notices;
  private final AuctionHouse house;
  private final TopicFollower responses;
  private final RequestSender sender;
  private final Thread thread;
  private volatile boolean played;
  private volatile @Nullable RuntimeException failure;

  /** Connects and begins with test traffic at once; {@link #playDay} lets the day begin. */
  public LocalExchange(Market market, ExchangeSettings settings) {
    this.market = market;
    this.settings = settings;
    outbox = new Outbox(settings.bootstrapServers());
    noticeOutbox = new Outbox(settings.bootstrapServers(), NOTICE_LINGER_MILLIS);
    notices = new NoticeSender(noticeOutbox, settings);
    sender = new RequestSender(outbox, pending, figures, settings.warmUpPerSecond());
    house = new AuctionHouse(market, pending, figures, notices, sender::testAnswered);
    responses =
        new TopicFollower(
            settings.bootstrapServers(),
            Topic.BID_RESPONSES,
            record -> house.answer(record.value()));
    thread = new Thread(this::run, "exchange-requests");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      sender.warmUp(market, settings.clock());
      pending.values().removeIf(PendingRequest::isTest);
      sender.play(market, settings.clock());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
    played = true;
  }

  /** Lets the day begin as soon as its clock has started; until then test traffic goes on. */
  public void playDay() {
    sender.playDay();
  }

  /** Limits the test traffic from now on, in requests a second. */
  public void limitWarmUp(double perSecond) {
    sender.limitWarmUp(perSecond);
  }

  /** What was counted so far. */
  public DayFigures figures() {
    return figures;
  }

  /** True once the day's last request is sent, or the exchange has stopped sending. */
  public boolean isPlayed() {
    return played;
  }

  /** True once every request of the day is answered and every notice is sent. */
  public boolean isSettled() {
    return played
        && !notices.isBusy()
        && pending.values().stream().allMatch(PendingRequest::isTest);
  }

  /** Notices that were lost on purpose. */
  public long lostNotices() {
    return notices.lost();
  }

  /** Money that the lost billing notices carried, micros. */
  public long lostMicros() {
    return notices.lostMicros();
  }

  /** Billed so far, micros. */
  public long billedMicros() {
    return house.billed().totalMicros();
  }

  /**
   * Reports on topic {@code spend-reports} what was billed so far for these campaigns.
   *
   * @param epochMillis campaign time of the day's first instant
   * @return how many reports were sent
   */
  public int report(List<Campaign> campaigns, long epochMillis) {
    SpendReportCodec codec = new SpendReportCodec();
    List<SpendReport> reports =
        house.billed().reports(campaigns, epochMillis, System.currentTimeMillis());
    for (SpendReport report : reports) {
      outbox.send(Topic.SPEND_REPORTS, report.campaignId(), codec.encode(report));
    }
    return reports.size();
  }

  /** Why the exchange stopped by itself, or null. */
  public @Nullable Exception failure() {
    if (failure != null) {
      return failure;
    }
    if (outbox.failure() != null) {
      return outbox.failure();
    }
    return noticeOutbox.failure() == null ? responses.failure() : noticeOutbox.failure();
  }

  /** Ends all traffic and returns the exchange's books. */
  public ExchangeBooks closeBooks() throws InterruptedException {
    close();
    return house.books();
  }

  /** Version of the bundle that scored the latest bid; null before the first bid. */
  public @Nullable String modelVersion() {
    return house.modelVersion();
  }

  @Override
  public void close() throws InterruptedException {
    sender.stop();
    thread.join(STOP_MILLIS);
    responses.close();
    notices.close();
    noticeOutbox.close();
    outbox.close();
  }
}
