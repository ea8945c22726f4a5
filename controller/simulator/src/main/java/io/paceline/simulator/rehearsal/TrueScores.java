package io.paceline.simulator.rehearsal;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.eligibility.Candidates;
import io.paceline.core.eligibility.EligibleImp;
import io.paceline.core.eligibility.EligibleRequest;
import io.paceline.core.market.KnownCurves;
import io.paceline.core.scoring.ImpScores;
import io.paceline.core.scoring.SiteCurves;
import io.paceline.simulator.exchange.Opportunity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of a model: scores candidates by the market's true click probabilities. Each is
 * divided by the campaign's mean over the requests that are known beforehand. The same requests
 * give each site's market curve, by its median price. A campaign that is not one of the market's
 * own campaigns is clicked like one of them, which its id chooses, so that two campaigns please
 * different users.
 */
final class TrueScores implements KnownCurves, SiteCurves {

  private static final int EVERY = 10;
  private static final int FEWEST_PRICES = 20;

  private final MarketDays market;
  private final List<String> own;

  /** For each campaign, the place in {@link #own} of the campaign like which it is clicked. */
  private final Map<String, Integer> likes = new HashMap<>();

  /** Mean click probability of each of the market's own campaigns. */
  private final double[] means;

  private final Map<String, MarketCurve> curves = new HashMap<>();
  private final MarketCurve overall;

  /** Scores by the market, whose own campaigns have these ids. */
  TrueScores(MarketDays market, List<String> own) {
    this.market = market;
    this.own = List.copyOf(own);
    Map<String, List<Long>> bySite = new HashMap<>();
    List<Long> all = new ArrayList<>();
    Iterator<Opportunity> known = market.known();
    means = new double[own.size()];
    int scored = 0;
    for (int i = 0; known.hasNext(); i++) {
      Opportunity opportunity = known.next();
      if (i % EVERY == 0) {
        double[] chances = market.clickProbabilities(opportunity, 0);
        for (int k = 0; k < means.length; k++) {
          means[k] += chances[k];
        }
        scored++;
      }
      List<Long> site =
          bySite.computeIfAbsent(MarketNames.domain(opportunity), domain -> new ArrayList<>());
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

  private MarketCurve curve(List<Long> prices) {
    prices.sort(null);
    return new MarketCurve(
        (double) Math.max(1L, prices.get(prices.size() / 2)), market.priceShape());
  }

  @Override
  public MarketCurve overall() {
    return overall;
  }

  /** The curve of a site; what the market charges there does not depend on the exchange. */
  @Override
  public @Nullable MarketCurve site(String exchange, String domain) {
    return curves.get(domain);
  }

  @Override
  public MarketCurve marketCurve(
      String exchange, @Nullable String domain, @Nullable MarketCurve otherwise) {
    MarketCurve narrow = site(exchange, domain == null ? "" : domain);
    if (narrow != null) {
      return narrow;
    }
    return otherwise == null ? overall : otherwise;
  }

  private int like(String campaignId) {
    return likes.computeIfAbsent(
        campaignId,
        id -> {
          int place = own.indexOf(id);
          return place >= 0 ? place : Math.floorMod(id.hashCode(), own.size());
        });
  }

  /** The market's own probability that the user clicks on this campaign in this impression. */
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
