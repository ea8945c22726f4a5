package io.paceline.training.preparation;

import io.paceline.core.market.PriceEvidence;
import io.paceline.model.bundle.MarketCurves;
import io.paceline.training.statistics.OutcomeCounts;
import io.paceline.training.statistics.PriceCounts;
import io.paceline.training.statistics.TrafficCount;
import org.jspecify.annotations.Nullable;

/** Sums by key on their way from single outcomes to the statistics. */
public final class PartialSums {

  private PartialSums() {}

  /**
   * Counts of a site in one category.
   *
   * @param exchange where its requests come from
   * @param site domain, or null
   * @param category of the site, or null
   * @param counts what happened
   */
  public record OfSite(
      String exchange, @Nullable String site, @Nullable String category, OutcomeCounts counts) {

    static OfSite of(BidOutcome outcome) {
      LoggedBid.Page page = outcome.bid().page();
      return new OfSite(page.exchange(), page.site(), page.category(), outcome.counts());
    }

    String key() {
      return MarketCurves.siteKey(exchange, site) + '|' + category;
    }

    OfSite plus(OfSite other) {
      return new OfSite(exchange, site, category, counts.plus(other.counts));
    }
  }

  /**
   * Counts of a campaign.
   *
   * @param campaignId the campaign
   * @param counts what happened
   * @param scored number of shown impressions that a model had scored
   * @param probabilitySum sum of their click probabilities, each rounded to a billionth, in
   *     billionths: whole numbers give the same sum in any order
   */
  public record OfCampaign(
      String campaignId, OutcomeCounts counts, long scored, long probabilitySum) {
    static final double BILLION = 1e9;

    static OfCampaign of(BidOutcome outcome) {
      double probability = outcome.bid().scored().probability();
      boolean scored = outcome.shown() && probability > 0;
      return new OfCampaign(
          outcome.bid().ad().campaignId(),
          outcome.counts(),
          scored ? 1 : 0,
          scored ? Math.round(BILLION * probability) : 0);
    }

    OfCampaign plus(OfCampaign other) {
      return new OfCampaign(
          campaignId,
          counts.plus(other.counts),
          scored + other.scored,
          probabilitySum + other.probabilitySum);
    }
  }

  /**
   * Auctions of a site that told the same of the market price.
   *
   * @param siteKey {@link MarketCurves#siteKey}
   * @param told what they told
   * @param micros price or bid, micros per impression, rounded to three significant digits
   * @param auctions number of such auctions
   */
  public record OfPrice(String siteKey, PriceEvidence told, long micros, long auctions) {

    /** The price of one auction; null where it told nothing. */
    static @Nullable OfPrice of(BidOutcome outcome) {
      PriceEvidence told = outcome.told();
      if (told == null) {
        return null;
      }
      LoggedBid.Page page = outcome.bid().page();
      return new OfPrice(
          MarketCurves.siteKey(page.exchange(), page.site()),
          told,
          PriceCounts.rounded(outcome.toldMicros()),
          1);
    }

    String key() {
      return siteKey + '|' + told + '|' + micros;
    }

    OfPrice plus(OfPrice other) {
      return new OfPrice(siteKey, told, micros, auctions + other.auctions);
    }
  }

  /**
   * Bids of one quarter hour.
   *
   * @param quarter {@link TrafficCount#quarter}
   * @param bids number of bids
   */
  public record OfTime(long quarter, long bids) {
    static OfTime of(BidOutcome outcome) {
      return new OfTime(TrafficCount.quarter(outcome.bid().campaignMillis()), 1);
    }

    OfTime plus(OfTime other) {
      return new OfTime(quarter, bids + other.bids);
    }
  }
}
