package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** The days of a synthetic market; each has requests of its own. */
final class SyntheticDays implements MarketDays {

  /** The market's day 0 is the first that is played, and day -1 is played where zones differ. */
  private static final int UNPLAYED_DAY = -2;

  /** Shape of the curve closest to log-normal prices of sigma 0.5, the market's own. */
  private static final double SHAPE = 3.4;

  private final SyntheticMarket market;

  SyntheticDays(SyntheticMarket market) {
    this.market = market;
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
    return market.opportunities(day);
  }

  /** The first requests of a day that nobody plays. */
  @Override
  public Iterator<Opportunity> known() {
    Iterator<Opportunity> day = market.opportunities(UNPLAYED_DAY);
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < KNOWN && day.hasNext();
      }

      @Override
      public Opportunity next() {
        next++;
        return day.next();
      }
    };
  }

  @Override
  public MarketNames names() {
    return new MarketNames(new TreeSet<>(market.exchanges()), new TreeSet<>(market.domains()));
  }

  @Override
  public double priceShape() {
    return SHAPE;
  }

  @Override
  public double clickProbability(Opportunity opportunity, int impIndex, String campaignId) {
    return market.clickProbability(opportunity, impIndex, campaignId);
  }

  @Override
  public double[] clickProbabilities(Opportunity opportunity, int impIndex) {
    return market.clickProbabilities(opportunity, impIndex);
  }

  @Override
  public boolean clicked(Opportunity opportunity, int impIndex, String campaignId) {
    return market.clicked(opportunity, impIndex, campaignId);
  }
}
