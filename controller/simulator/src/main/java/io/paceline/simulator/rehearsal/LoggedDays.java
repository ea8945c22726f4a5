package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.ipinyou.IpinyouMarket;
import io.paceline.simulator.ipinyou.LoggedImpression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The days of a log: each day has all its requests, in the order of the time of day, under ids of
 * its own.
 *
 * <p>A log does not tell how likely a click was. The chance is taken to be the click rate of the
 * creative times that of the site over that of the log. A rate of few clicks is drawn towards that
 * of the log, which counts as {@value #PRIOR_CLICKS} clicks.
 */
final class LoggedDays implements MarketDays {

  private static final double PRIOR_CLICKS = 10;

  /** A log without a single click counts as one click in this many impressions. */
  private static final double RARE = 1_000;

  private static final double LOWEST_SHAPE = 0.5;
  private static final double HIGHEST_SHAPE = 10;

  /** Clicks and impressions. */
  private static final class Rate {
    private long clicks;
    private long impressions;

    void count(boolean clicked) {
      impressions++;
      clicks += clicked ? 1 : 0;
    }

    /** The rate, drawn towards another one. */
    double towards(double prior) {
      return (clicks + PRIOR_CLICKS) / (impressions + PRIOR_CLICKS / prior);
    }
  }

  private final IpinyouMarket market;
  private final List<Campaign> campaigns;

  /** Stands between a request's id in the log and the number of the day; no id contains it. */
  private final String ofDay;

  private final Set<String> clickedIds = new HashSet<>();
  private final MarketNames names;
  private final double priceShape;

  /** Click rate of each campaign, in the order of {@link #campaigns}. */
  private final double[] rates;

  private final Map<String, Integer> places = new HashMap<>();

  /** Click rate of each site over that of the log, by domain. */
  private final Map<String, Double> lifts = new HashMap<>();

  /**
   * Takes a log.
   *
   * @throws IllegalArgumentException where the log has no campaign to play
   */
  LoggedDays(IpinyouLog log, int tmaxMillis) {
    market = new IpinyouMarket(log, tmaxMillis);
    campaigns = market.campaigns(0);
    if (campaigns.isEmpty()) {
      throw new IllegalArgumentException(log.withoutCampaigns());
    }
    TreeSet<String> exchanges = new TreeSet<>();
    Map<String, Rate> sites = new HashMap<>();
    Rate all = new Rate();
    double logs = 0;
    double squares = 0;
    int tildes = 0;
    Iterator<Opportunity> day = market.opportunities();
    while (day.hasNext()) {
      Opportunity opportunity = day.next();
      String id = opportunity.request().id();
      boolean clicked = market.clicked(opportunity, 0, "");
      if (clicked) {
        clickedIds.add(id);
      }
      all.count(clicked);
      sites.computeIfAbsent(MarketNames.domain(opportunity), domain -> new Rate()).count(clicked);
      exchanges.add(opportunity.request().exchange());
      double price = Math.log((double) Math.max(1, opportunity.marketPriceMicros()[0]));
      logs += price;
      squares += price * price;
      tildes = Math.max(tildes, longestRun(id));
    }
    ofDay = "~".repeat(tildes + 1);
    names = new MarketNames(exchanges, new TreeSet<>(sites.keySet()));
    double mean = logs / all.impressions;
    double deviation = Math.sqrt(Math.max(0, squares / all.impressions - mean * mean));
    // The logarithm of a log-logistic price has the standard deviation π / (√3 · shape).
    priceShape =
        Math.max(LOWEST_SHAPE, Math.min(HIGHEST_SHAPE, Math.PI / (Math.sqrt(3) * deviation)));
    double rate = all.clicks == 0 ? 1 / RARE : (double) all.clicks / all.impressions;
    for (Map.Entry<String, Rate> site : sites.entrySet()) {
      lifts.put(site.getKey(), site.getValue().towards(rate) / rate);
    }
    rates = rates(log, rate);
  }

  private static int longestRun(String id) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < id.length(); i++) {
      run = id.charAt(i) == '~' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private double[] rates(IpinyouLog log, double prior) {
    Map<String, Rate> byCampaign = new HashMap<>();
    for (LoggedImpression row : log.impressions()) {
      byCampaign.computeIfAbsent(row.campaignId(), id -> new Rate()).count(row.clicked());
    }
    double[] of = new double[campaigns.size()];
    for (int i = 0; i < of.length; i++) {
      String id = campaigns.get(i).id();
      places.put(id, i);
      of[i] = byCampaign.getOrDefault(id, new Rate()).towards(prior);
    }
    return of;
  }

  @Override
  public List<Campaign> campaigns(long epochMillis) {
    return market.campaigns(epochMillis);
  }

  @Override
  public long requestsPerDay() {
    return market.size();
  }

  @Override
  public double[] trafficShares() {
    return market.trafficShares();
  }

  @Override
  public Iterator<Opportunity> opportunities(int day) {
    Iterator<Opportunity> logged = market.opportunities();
    String suffix = ofDay + day;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return logged.hasNext();
      }

      @Override
      public Opportunity next() {
        Opportunity next = logged.next();
        BidRequest request = next.request();
        return new Opportunity(
            next.offsetMillis(),
            Rehearsal.sent(request, request.id() + suffix, request.receivedAtMillis()),
            next.marketPriceMicros());
      }
    };
  }

  /** Requests of the log at even distances. */
  @Override
  public Iterator<Opportunity> known() {
    Iterator<Opportunity> logged = market.opportunities();
    long every = Math.max(1, market.size() / KNOWN);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return logged.hasNext();
      }

      @Override
      public Opportunity next() {
        Opportunity next = logged.next();
        for (long skipped = 1; skipped < every && logged.hasNext(); skipped++) {
          logged.next();
        }
        return next;
      }
    };
  }

  @Override
  public MarketNames names() {
    return names;
  }

  @Override
  public double priceShape() {
    return priceShape;
  }

  @Override
  public double clickProbability(Opportunity opportunity, int impIndex, String campaignId) {
    Integer place = places.get(campaignId);
    if (place == null) {
      throw new IllegalArgumentException("the log has no campaign " + campaignId);
    }
    return Math.min(1, rates[place] * lift(opportunity));
  }

  @Override
  public double[] clickProbabilities(Opportunity opportunity, int impIndex) {
    double lift = lift(opportunity);
    double[] chances = new double[rates.length];
    for (int i = 0; i < chances.length; i++) {
      chances[i] = Math.min(1, rates[i] * lift);
    }
    return chances;
  }

  private double lift(Opportunity opportunity) {
    return lifts.getOrDefault(MarketNames.domain(opportunity), 1.0);
  }

  /** As when the demo plays the log: in a row that was clicked, any ad is clicked. */
  @Override
  public boolean clicked(Opportunity opportunity, int impIndex, String campaignId) {
    String id = opportunity.request().id();
    return clickedIds.contains(id.substring(0, id.lastIndexOf(ofDay)));
  }
}
