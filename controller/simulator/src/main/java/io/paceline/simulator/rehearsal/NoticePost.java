package io.paceline.simulator.rehearsal;

import static java.util.Objects.requireNonNull;

import io.paceline.core.money.CurrencyTable;
import io.paceline.core.notice.NoticeDecoder;
import io.paceline.core.openrtb.Bid;
import io.paceline.simulator.exchange.AuctionResult;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Brings the exchanges' notices into their topic: in the way in which each exchange sends them, and
 * never while the exchange is away. Times are wall milliseconds.
 */
final class NoticePost {

  /** How many times the usual longest delay a reordered notice takes at most. */
  private static final int REORDERED_DELAYS = 10;

  private static final String PRICE = "${AUCTION_PRICE}";
  private static final String REASON = "${AUCTION_LOSS}";
  private static final String MINIMUM = "${AUCTION_MIN_TO_WIN}";

  /** What the job does with a notice that it reads. */
  interface Reader {
    /**
     * Reads a notice.
     *
     * @param record the value of the record
     * @param arrivedMillis when it entered its topic
     */
    void read(byte[] record, long arrivedMillis);
  }

  private final Timetable timetable;
  private final Inbox inbox;
  private final SplittableRandom random;
  private final String currency;
  private final Reader reader;
  private final Map<String, NoticeSending> sending = new HashMap<>();
  private final Map<String, Long> awayUntil = new HashMap<>();

  /**
   * At first, each exchange sends all notices within the same delay.
   *
   * @param exchanges the names of all exchanges of the market
   * @param delayMillis the longest delay of a notice, 0 or more
   * @param currency ISO-4217 code of the currency of prices
   * @param reader reads what has come through {@code inbox}
   */
  NoticePost(
      Timetable timetable,
      Inbox inbox,
      SplittableRandom random,
      Collection<String> exchanges,
      long delayMillis,
      String currency,
      Reader reader) {
    this.timetable = timetable;
    this.inbox = inbox;
    this.random = random;
    this.currency = currency;
    this.reader = reader;
    for (String exchange : exchanges) {
      sending.put(exchange, NoticeSending.within(delayMillis));
    }
  }

  /** From now on the exchange sends its notices in another way. */
  void send(String exchange, NoticeSending how) {
    sending.put(exchange, how);
  }

  /** The exchange is away until then, or longer where that was said before. */
  void away(String exchange, long untilMillis) {
    awayUntil.merge(exchange, untilMillis, Math::max);
  }

  /** Whether the exchange is away now. */
  boolean isAway(String exchange) {
    return timetable.now() < backMillis(exchange);
  }

  /** When the exchange is back; a time that is past where it is not away. */
  private long backMillis(String exchange) {
    return awayUntil.getOrDefault(exchange, Long.MIN_VALUE);
  }

  /**
   * Sends a notice, unless it is one of those that get lost.
   *
   * @param url the address that is called, with OpenRTB's macros
   * @param result how the auction of the bid ended
   */
  void tell(String exchange, String url, AuctionResult result, Bid bid) {
    NoticeSending how =
        requireNonNull(sending.get(exchange), "the market has named all its exchanges");
    if (how.lost() > 0 && random.nextDouble() < how.lost()) {
      return;
    }
    int reason = how.lossReason() == null ? result.lossReason() : how.lossReason();
    String called =
        url.replace(PRICE, how.price().of(PRICE, result.priceMicros(), bid.priceMicros(), currency))
            .replace(REASON, Integer.toString(reason))
            .replace(MINIMUM, CurrencyTable.cpm(result.minimumToWinMicros()).toPlainString());
    byte[] record = NoticeDecoder.encode(called);
    post(exchange, record, how);
    if (how.duplicated() > 0 && random.nextDouble() < how.duplicated()) {
      post(exchange, record, how);
    }
  }

  private void post(String exchange, byte[] record, NoticeSending how) {
    long longest = how.delayMillis();
    if (how.reordered() > 0 && random.nextDouble() < how.reordered()) {
      longest *= REORDERED_DELAYS;
    }
    timetable.at(
        timetable.now() + random.nextLong(longest + 1), () -> arrive(exchange, record, how));
  }

  /** Puts a notice into its topic, or lets it wait until its exchange is back. */
  private void arrive(String exchange, byte[] record, NoticeSending how) {
    if (isAway(exchange)) {
      timetable.at(
          backMillis(exchange) + random.nextLong(how.delayMillis() + 1),
          () -> arrive(exchange, record, how));
      return;
    }
    long now = timetable.now();
    inbox.arrive(() -> reader.read(record, now));
  }
}
