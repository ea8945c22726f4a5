package io.paceline.simulator.ipinyou;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.Creative;
import io.paceline.core.campaign.Objective;
import io.paceline.core.campaign.PacingMode;
import io.paceline.core.campaign.Targeting;
import io.paceline.core.openrtb.Size;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.MarketBanners;
import io.paceline.simulator.exchange.Opportunity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/**
 * A market that plays an iPinYou log. Each logged impression becomes a request, in the order of the
 * time of day: all days of the log are folded onto one. The market price is the larger of floor and
 * price paid; {@link LoggedRequests} says how a row becomes a request. The log cannot tell whether
 * an ad that was not shown would have been clicked, so in a row that was clicked, the ad of any
 * campaign is clicked.
 *
 * <p>There is one campaign per creative. Its daily budget is a quarter of what the log paid for the
 * creative, rounded down to the micro; a creative that cost nothing has no campaign. Its maximum
 * bid is the highest price of the published logs, {@value #MAX_BID_CPM} CPM.
 */
public final class IpinyouMarket implements Market {

  /** Highest price of the published logs. */
  private static final long MAX_BID_CPM = 300L;

  private static final long BUDGET_DIVISOR = 4L;

  private final String name;
  private final int tmaxMillis;

  /** The log's impressions by time of day, and at the same time of day in the file's order. */
  private final List<LoggedImpression> rows;

  /** New request ids, by index in {@code rows}, for rows whose bid id is that of an earlier row. */
  private final Map<Integer, String> renamed;

  private final Set<String> clickedRequestIds;

  /**
   * Prepares a log for playing.
   *
   * @param log the log to play
   * @param tmaxMillis how long the exchange waits for an answer, wall time
   */
  public IpinyouMarket(IpinyouLog log, int tmaxMillis) {
    this.name = "iPinYou log " + log.source();
    this.tmaxMillis = tmaxMillis;
    List<LoggedImpression> ordered = new ArrayList<>(log.impressions());
    ordered.sort(Comparator.comparingLong(LoggedImpression::timeOfDayMillis));
    this.rows = Collections.unmodifiableList(ordered);
    this.renamed = uniqueIds(rows);
    this.clickedRequestIds = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).clicked()) {
        clickedRequestIds.add(requestId(i));
      }
    }
  }

  private static Map<Integer, String> uniqueIds(List<LoggedImpression> rows) {
    Set<String> taken = new HashSet<>();
    rows.forEach(row -> taken.add(row.bidId()));
    Map<Integer, String> renamed = new HashMap<>();
    Set<String> met = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      String bidId = rows.get(i).bidId();
      if (!met.add(bidId)) {
        int copy = 2;
        while (!taken.add(bidId + "-" + copy)) {
          copy++;
        }
        renamed.put(i, bidId + "-" + copy);
      }
    }
    return renamed;
  }

  private String requestId(int index) {
    return renamed.getOrDefault(index, rows.get(index).bidId());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Campaign> campaigns(long epochMillis) {
    Map<String, List<LoggedImpression>> byCampaign = new TreeMap<>();
    for (LoggedImpression row : rows) {
      byCampaign.computeIfAbsent(row.campaignId(), id -> new ArrayList<>()).add(row);
    }
    List<Campaign> campaigns = new ArrayList<>();
    byCampaign.forEach(
        (id, shown) -> {
          long costMicros = 0;
          for (LoggedImpression row : shown) {
            costMicros += row.price().paidMicros();
          }
          long budgetMicros = costMicros / BUDGET_DIVISOR;
          if (budgetMicros > 0) {
            campaigns.add(campaign(id, shown, budgetMicros, epochMillis));
          }
        });
    return List.copyOf(campaigns);
  }

  private static Campaign campaign(
      String id, List<LoggedImpression> shown, long budgetMicros, long epochMillis) {
    Set<Size> sizes = new LinkedHashSet<>();
    shown.forEach(row -> sizes.add(row.slot().size()));
    LoggedImpression any = shown.get(0);
    String adomain = MarketBanners.adomain(any.ad().advertiser());
    List<Creative> creatives = new ArrayList<>();
    for (Size size : sizes) {
      creatives.add(MarketBanners.banner(id, adomain, size));
    }
    return new Campaign(
        id,
        1L,
        "Creative " + any.ad().creative(),
        false,
        new Campaign.Advertiser(
            adomain, any.ad().category() == null ? List.of() : List.of(any.ad().category())),
        new Campaign.Flight(epochMillis, epochMillis + Market.DAY_MILLIS, "UTC"),
        new Campaign.Budget(id, 0L, budgetMicros, null, PacingMode.TRAFFIC),
        new Campaign.Bidding(Objective.CLICK, 0L, MAX_BID_CPM * Market.MICROS_PER_CPM),
        List.copyOf(creatives),
        Targeting.EVERYWHERE,
        null);
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public double[] trafficShares() {
    double[] shares = new double[QUARTER_HOURS];
    for (LoggedImpression row : rows) {
      int slot = (int) (row.timeOfDayMillis() * shares.length / DAY_MILLIS);
      shares[slot] += 1.0 / rows.size();
    }
    return shares;
  }

  @Override
  public Iterator<Opportunity> opportunities() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < rows.size();
      }

      @Override
      public Opportunity next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        LoggedImpression row = rows.get(next);
        String id = requestId(next++);
        return new Opportunity(
            row.timeOfDayMillis(),
            LoggedRequests.toRequest(row, id, tmaxMillis),
            new long[] {row.marketPriceMicros()});
      }
    };
  }

  @Override
  public boolean clicked(Opportunity opportunity, int impIndex, String campaignId) {
    return clickedRequestIds.contains(opportunity.request().id());
  }
}
