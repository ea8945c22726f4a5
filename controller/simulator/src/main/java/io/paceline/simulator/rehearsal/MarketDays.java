package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.simulator.exchange.Opportunity;
import java.util.Iterator;
import java.util.List;

/**
 * The days of a market to rehearse in. The same day always has the same requests, and no two days
 * have a request id in common.
 */
public interface MarketDays {

  /**
   * About how many requests {@link #known} gives where the market has as many: from this number to
   * twice as many.
   */
  int KNOWN = 20_000;

  /**
   * The market's own campaigns, at least one. Their flights begin at {@code epochMillis} (campaign
   * time) and last a day.
   */
  List<Campaign> campaigns(long epochMillis);

  /** How many requests a day has. */
  long requestsPerDay();

  /** The shares of a day's requests in its 96 quarters of an hour; their sum is 1. */
  double[] trafficShares();

  /**
   * The requests of a day, in order of time.
   *
   * @param day number of the day, -10,000 to 10,000
   */
  Iterator<Opportunity> opportunities(int day);

  /** Requests from which the job knows the market beforehand, at least one. */
  Iterator<Opportunity> known();

  /** The names of all exchanges and sites, whether or not {@link #known} has a request of each. */
  MarketNames names();

  /** Shape of the log-logistic curve that is closest to the prices of a site. */
  double priceShape();

  /**
   * How likely it is that the user clicks if one of the market's own campaigns is shown in this
   * imp, 0 to 1.
   */
  double clickProbability(Opportunity opportunity, int impIndex, String campaignId);

  /** The same for each of {@link #campaigns} in their order, up to rounding. */
  double[] clickProbabilities(Opportunity opportunity, int impIndex);

  /** Whether the user clicks if one of the market's own campaigns is shown in this imp. */
  boolean clicked(Opportunity opportunity, int impIndex, String campaignId);
}
