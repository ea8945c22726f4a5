package io.paceline.simulator.rehearsal;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.openrtb.Site;
import io.paceline.core.scoring.ImpScores;
import io.paceline.simulator.exchange.Opportunity;
import io.paceline.simulator.synthetic.SyntheticMarket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scores candidates by the market's true click probabilities. Each is divided by the campaign's
 * mean over a sample from a day that is never played. The same sample gives each site's market
 * curve, by its median price. A campaign that is not one of the market's own campaigns is clicked
 * like one of them, which its id chooses, so that two campaigns please different users.
 */
final class TrueScores {

  /**
   * The market's day of the sample. Day 0 is the first date that is played, and parts of day -1 are
   * played where campaigns have several zones.
   */
  private static final int SAMPLED_DAY = -2;

  private static final int SAMPLE = 20_000;
  private static final int EVERY = 10;
  private static final int FEWEST_PRICES = 20;

  /**
   * Shape of the market curve that comes closest to the market's log-normal prices of sigma 0.5.
   */
  private static final double SHAPE = 3.4;

  private final SyntheticMarket market;
  private final List<String> own;

  /** For each campaign, the place in {@link #own} of the campaign like which it is clicked. */
  private final Map<String, Integer> likes = new HashMap<>();

  /** Mean click probability of each of the market's own campaigns. */
  private final double[] means;

  private final Map<String, MarketCurve> curves = new HashMap<>();
  private final Set<String> sites = new TreeSet<>();
  private final Set<String> exchanges = new TreeSet<>();
  private final MarketCurve overall;

  /** Scores for a market whose own campaigns have these ids. */
  TrueScores(SyntheticMarket market, List<String> own) {
    this.market = market;
    this.own = List.copyOf(own);
    Map<String, List<Long>> bySite = new HashMap<>();
    List<Long> all = new ArrayList<>();
    Iterator<Opportunity> before = market.opportunities(SAMPLED_DAY);
    means = new double[own.size()];
    int scored = 0;
    for (int i = 0; i < SAMPLE && before.hasNext(); i++) {
      Opportunity opportunity = before.next();
      if (i % EVERY == 0) {
        double[] chances = market.clickProbabilities(opportunity, 0);
        for (int k = 0; k < means.length; k++) {
          means[k] += chances[k];
        }
        scored++;
      }
      exchanges.add(opportunity.request().exchange());
      sites.add(domain(opportunity));
      List<Long> site = bySite.computeIfAbsent(domain(opportunity), domain -> new ArrayList<>());
      for (long price : opportunity.marketPriceMicros()) {
        site.add(price);
        all.add(price);
      }
    }
    for (int k = 0; k < means.length; k++) {
      means[k] /= scored;
    }
    overall = curve(all);
    bySite.forEach(
        (domain, prices) -> {
          if (prices.size() >= FEWEST_PRICES) {
            curves.put(domain, curve(prices));
          }
        });
  }

  static String domain(Opportunity opportunity) {
    Site site = opportunity.request().site();
    return site == null || site.domain() == null ? "" : site.domain();
  }

  private static MarketCurve curve(List<Long> prices) {
    prices.sort(null);
    return new MarketCurve((double) Math.max(1L, prices.get(prices.size() / 2)), SHAPE);
  }

  /** The exchanges that sent requests of the sample. */
  Set<String> exchanges() {
    return exchanges;
  }

  /** The domains of the sites in the sample; an empty one stands for apps. */
  Set<String> sites() {
    return sites;
  }

  /** How likely a bid of a given price wins on the opportunity's site. */
  MarketCurve curve(Opportunity opportunity) {
    return curves.getOrDefault(domain(opportunity), overall);
  }

  private int like(String campaignId) {
    return likes.computeIfAbsent(
        campaignId,
        id -> {
          int place = own.indexOf(id);
          return place >= 0 ? place : Math.floorMod(id.hashCode(), own.size());
        });
  }

  /** The true probability that the user clicks on this campaign in this impression. */
  double probability(Opportunity opportunity, int imp, String campaignId) {
    return market.clickProbability(opportunity, imp, own.get(like(campaignId)));
  }

  /** Whether the user clicks on this campaign in this impression. */
  boolean clicked(Opportunity opportunity, int imp, String campaignId) {
    return market.clicked(opportunity, imp, own.get(like(campaignId)));
  }

  /** Scores of all candidates, one entry per impression. */
  List<ImpScores> of(Opportunity opportunity, EligibleRequest eligible) {
    List<ImpScores> scores = new ArrayList<>(eligible.imps().size());
    for (EligibleImp imp : eligible.imps()) {
      Candidates candidates = imp.byNumber();
      double[] probability = new double[candidates.size()];
      double[] normalised = new double[probability.length];
      double[] chances =
          probability.length == 0
              ? normalised
              : market.clickProbabilities(opportunity, imp.impIndex());
      for (int i = 0; i < probability.length; i++) {
        int like = like(candidates.offer(i).campaignId());
        probability[i] = chances[like];
        normalised[i] = chances[like] / means[like];
      }
      scores.add(new ImpScores(probability, normalised));
    }
    return scores;
  }
}
