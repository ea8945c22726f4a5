package io.paceline.simulator.exchange;

import io.paceline.core.campaign.Campaign;
import java.util.Iterator;
import java.util.List;

/**
 * One day of a market, played from a log or made from a seed. A market is deterministic: it plays
 * the same day every time.
 */
public interface Market {

  /** Quarters of an hour in a day. */
  int QUARTER_HOURS = 96;

  /** Milliseconds of a day. */
  long DAY_MILLIS = 86_400_000L;

  /** One currency unit per thousand impressions (CPM), in micros per impression. */
  long MICROS_PER_CPM = 1_000L;

  /**
   * The currency that a market's requests state, OpenRTB's default. Logged prices are not
   * converted.
   */
  String CURRENCY = "USD";

  /** The market's name for people, for example {@code synthetic market, seed 1}. */
  String name();

  /**
   * The day's campaigns. Their flights begin at {@code epochMillis}, which is the campaign time at
   * the day's start, and last a day.
   */
  List<Campaign> campaigns(long epochMillis);

  /** How many requests the day has. */
  long size();

  /**
   * The shares of the day's requests in its {@value #QUARTER_HOURS} quarters of an hour; they add
   * up to 1.
   */
  double[] trafficShares();

  /** The day's requests in order of time. */
  Iterator<Opportunity> opportunities();

  /** Whether the user clicks the ad if the campaign's creative is shown in this imp. */
  boolean clicked(Opportunity opportunity, int impIndex, String campaignId);
}
