package io.paceline.simulator.rehearsal;

import io.paceline.simulator.exchange.AuctionResult;
import io.paceline.simulator.exchange.ExchangeBooks;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The exchanges' own books, by the campaigns' local dates. They do not know the job's ledgers. */
final class Books {

  private record Page(LocalDate day, String exchange) {}

  private final Map<Page, ExchangeBooks> open = new HashMap<>();
  private final Map<Page, Map<String, ExchangeBooks.Account>> closed = new HashMap<>();

  /**
   * Books a bid and how its auction ended.
   *
   * @param offsetMillis campaign time of the bid since the date began in the campaign's zone,
   *     milliseconds
   */
  void settle(
      LocalDate day,
      String exchange,
      String bidId,
      String campaignId,
      long offsetMillis,
      AuctionResult result) {
    page(day, exchange).settle(bidId, campaignId, offsetMillis, result);
  }

  /** Books a click on a bid that has won. */
  void click(LocalDate day, String exchange, String bidId, String campaignId) {
    page(day, exchange).click(bidId, campaignId);
  }

  private ExchangeBooks page(LocalDate day, String exchange) {
    return open.computeIfAbsent(new Page(day, exchange), page -> new ExchangeBooks());
  }

  /** Keeps only the sums of all dates before this one, on which no campaign bids any more. */
  void close(LocalDate before) {
    open.entrySet()
        .removeIf(
            entry -> {
              boolean over = entry.getKey().day().isBefore(before);
              if (over) {
                closed.put(entry.getKey(), new TreeMap<>(entry.getValue().accounts()));
              }
              return over;
            });
  }

  /** What one exchange has billed a campaign on a date, micros. */
  long spendMicros(LocalDate day, String exchange, String campaignId) {
    Page page = new Page(day, exchange);
    Map<String, ExchangeBooks.Account> sums = closed.get(page);
    if (sums != null) {
      ExchangeBooks.Account account = sums.get(campaignId);
      return account == null ? 0 : account.spendMicros();
    }
    ExchangeBooks books = open.get(page);
    return books == null ? 0 : books.account(campaignId).spendMicros();
  }

  /** What all exchanges have billed a campaign on a date, micros. */
  long spendMicros(LocalDate day, Collection<String> exchanges, String campaignId) {
    long micros = 0;
    for (String exchange : exchanges) {
      micros = Math.addExact(micros, spendMicros(day, exchange, campaignId));
    }
    return micros;
  }

  /** What all exchanges have billed on all dates, micros. */
  long totalMicros() {
    long micros = 0;
    for (ExchangeBooks books : open.values()) {
      micros = Math.addExact(micros, sum(books.accounts().values()));
    }
    for (Map<String, ExchangeBooks.Account> sums : closed.values()) {
      micros = Math.addExact(micros, sum(sums.values()));
    }
    return micros;
  }

  private static long sum(Collection<ExchangeBooks.Account> accounts) {
    long micros = 0;
    for (ExchangeBooks.Account account : accounts) {
      micros = Math.addExact(micros, account.spendMicros());
    }
    return micros;
  }

  /** How many auctions a campaign has won on a date. */
  long wins(LocalDate day, Collection<String> exchanges, String campaignId) {
    long wins = 0;
    for (String exchange : exchanges) {
      Page page = new Page(day, exchange);
      Map<String, ExchangeBooks.Account> sums = closed.get(page);
      ExchangeBooks books = open.get(page);
      if (sums != null) {
        ExchangeBooks.Account account = sums.get(campaignId);
        wins += account == null ? 0 : account.wins();
      } else if (books != null) {
        wins += books.account(campaignId).wins();
      }
    }
    return wins;
  }
}
