package io.paceline.simulator.exchange;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exchange's own account of a day, by campaign. It is kept independently of the job's ledger,
 * and in the end both must agree to the micro. Only one thread may use it. A bid can be settled
 * once and clicked once; a second settlement or click is refused, since it would be the exchange's
 * own mistake.
 */
public final class ExchangeBooks {

  private static final int HOURS = 24;
  private static final long HOUR_MILLIS = 3_600_000L;

  private enum Outcome {
    LOST,
    WON,
    CLICKED
  }

  /**
   * One campaign's day.
   *
   * @param bids bids that took part in an auction, equal to wins + losses
   * @param wins auctions won
   * @param losses auctions lost
   * @param clicks clicks on impressions that were won
   * @param spendMicros sum of the prices paid for the auctions won
   * @param spendByHourMicros spend by hour of the market's day, 24 entries
   */
  public record Account(
      long bids, long wins, long losses, long clicks, long spendMicros, long[] spendByHourMicros) {

    /** Spend on auctions held before this hour of the market's day (0 to 24), micros. */
    public long spendBeforeMicros(int hour) {
      long spend = 0;
      for (int i = 0; i < hour; i++) {
        spend += spendByHourMicros[i];
      }
      return spend;
    }
  }

  private static final class Tally {
    private long wins;
    private long losses;
    private long clicks;
    private final long[] spendByHour = new long[HOURS];

    Account account() {
      long spend = Arrays.stream(spendByHour).sum();
      return new Account(wins + losses, wins, losses, clicks, spend, spendByHour.clone());
    }
  }

  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, Tally> tallies = new TreeMap<>();

  /**
   * Books a bid and how its auction ended.
   *
   * @param bidId the bid's own id
   * @param campaignId campaign that made the bid
   * @param offsetMillis when the auction was held, campaign time since the day's start; auctions
   *     outside the day count in its first or last hour
   * @throws IllegalStateException where this bid is already booked
   */
  public void settle(String bidId, String campaignId, long offsetMillis, AuctionResult result) {
    Outcome outcome = result.won() ? Outcome.WON : Outcome.LOST;
    if (outcomes.putIfAbsent(bidId, outcome) != null) {
      throw new IllegalStateException("bid " + bidId + " is already in the exchange's books");
    }
    Tally tally = tallies.computeIfAbsent(campaignId, id -> new Tally());
    if (result.won()) {
      int hour = (int) Math.max(0L, Math.min(HOURS - 1L, offsetMillis / HOUR_MILLIS));
      tally.wins++;
      tally.spendByHour[hour] += result.priceMicros();
    } else {
      tally.losses++;
    }
  }

  /**
   * Books a click on a bid that has won.
   *
   * @throws IllegalStateException where the bid has not won, its click is already booked, or the
   *     campaign has made no bid
   */
  public void click(String bidId, String campaignId) {
    Tally tally = tallies.get(campaignId);
    if (tally == null || !outcomes.replace(bidId, Outcome.WON, Outcome.CLICKED)) {
      throw new IllegalStateException(
          "bid " + bidId + " has no impression that is still to be clicked");
    }
    tally.clicks++;
  }

  /** A campaign's day so far; all zero where it has made no bid. */
  public Account account(String campaignId) {
    return tallies.getOrDefault(campaignId, new Tally()).account();
  }

  /** The accounts of all campaigns that have made a bid, by campaign id. */
  public Map<String, Account> accounts() {
    Map<String, Account> accounts = new TreeMap<>();
    tallies.forEach((id, tally) -> accounts.put(id, tally.account()));
    return Collections.unmodifiableMap(accounts);
  }

  /** The sum of all campaigns' accounts. */
  public Account total() {
    Tally total = new Tally();
    for (Tally tally : tallies.values()) {
      total.wins += tally.wins;
      total.losses += tally.losses;
      total.clicks += tally.clicks;
      Arrays.setAll(total.spendByHour, hour -> total.spendByHour[hour] + tally.spendByHour[hour]);
    }
    return total.account();
  }
}
