package io.paceline.simulator.synthetic;

import io.paceline.core.openrtb.Imp;
import io.paceline.simulator.exchange.Exchange;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.MarketEligibility;
import io.paceline.simulator.exchange.Opportunity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sizes maximum bids and budgets by the market itself, on a sample of a day that nobody plays.
 *
 * <p>The maximum bid is {@value #MAX_BID_OVER_QUANTILE} times the {@value #MAX_BID_QUANTILE}
 * quantile of the market prices where the campaign may be shown. The budget of a campaign that can
 * spend it (see {@link SyntheticCampaign#reachable}) is the smaller of
 *
 * <ul>
 *   <li>1/{@value #HINDSIGHT_OVER_BUDGET} of what it could spend alone, at market prices,
 *   <li>1/{@value #SHARE_OVER_BUDGET} of what it would spend if every impression were won by one of
 *       the campaigns that may be shown there, each as often as the others,
 * </ul>
 *
 * times the share of its wins that its frequency cap leaves, and times a random factor of 0.5 to 1,
 * so that small and large campaigns meet. All these budgets together are scaled down, where
 * necessary, to {@value #MARKET_SHARE} of what the whole market costs. The budget of any other
 * campaign is {@value #UNREACHABLE} times what it would pay alone with its maximum bid, or {@value
 * #UNREACHABLE} times the average of these payments if that is more. No budget is smaller than one
 * maximum bid.
 */
final class SyntheticBudgets {

  private static final double MAX_BID_QUANTILE = 0.85;
  private static final double MAX_BID_OVER_QUANTILE = 1.2;
  private static final double HINDSIGHT_OVER_BUDGET = 7.0;
  private static final double SHARE_OVER_BUDGET = 2.5;
  private static final double MARKET_SHARE = 0.32;
  private static final double UNREACHABLE = 2.0;

  private static final long KIND = 5L;
  private static final long MAX_CHECKS = 8_000_000L;
  private static final int MAX_SAMPLE = 30_000;
  private static final int MIN_SAMPLE = 2_000;

  private final List<Opportunity> sample = new ArrayList<>();
  private final double scale;
  private final List<Row> rows = new ArrayList<>();

  /**
   * One campaign while it is sized; its amounts, in micros, are those of the sample. Both {@code
   * alone} and {@code paidAlone} add up the impressions that the campaign wins with its maximum bid
   * and without other campaigns: {@code alone} at market prices, {@code paidAlone} at what the
   * campaign pays, which is its bid in a first-price auction.
   */
  private static final class Row {
    private final SyntheticCampaign campaign;
    private final int[] pricesCpm = new int[(int) SyntheticDay.MAX_PRICE_CPM + 1];
    private final Map<String, int[]> byUser = new HashMap<>();
    private MarketEligibility eligibility;
    private long maxBidMicros;
    private double alone;
    private double paidAlone;
    private double wins;
    private double equalShare;

    Row(SyntheticCampaign campaign) {
      this.campaign = campaign;
      bidAtMost(Long.MAX_VALUE);
    }

    final void bidAtMost(long micros) {
      maxBidMicros = micros;
      eligibility = new MarketEligibility(campaign.campaign(0L, micros, 0L), 0L);
    }
  }

  /**
   * The maximum bid and the budget of a campaign.
   *
   * @param maxBidMicros micros per impression
   * @param budgetMicros for the day
   */
  record Money(long maxBidMicros, long budgetMicros) {}

  private SyntheticBudgets(SyntheticWorld world, long requests, long users) {
    long sampled =
        Math.max(MIN_SAMPLE, Math.min(MAX_SAMPLE, MAX_CHECKS / world.campaigns().size()));
    scale = (double) requests / sampled;
    // The sample has fewer users in proportion, so that a user comes back as often as on the whole
    // day. Otherwise frequency caps would take effect too rarely.
    long sampledUsers = Math.max(1L, Math.round(users / scale));
    new SyntheticDay(world, SyntheticDay.SIZING_DAY, sampled, sampledUsers, 0)
        .forEachRemaining(sample::add);
    world.campaigns().forEach(campaign -> rows.add(new Row(campaign)));
  }

  /**
   * The maximum bids and budgets of the world's campaigns, in their order, for a day with these
   * numbers of requests and users.
   */
  static List<Money> of(SyntheticWorld world, long requests, long users) {
    SyntheticBudgets sizing = new SyntheticBudgets(world, requests, users);
    sizing.setMaximumBids();
    double marketCost = sizing.playSample() * sizing.scale;
    return sizing.money(world.seed(), marketCost);
  }

  private void setMaximumBids() {
    for (Opportunity opportunity : sample) {
      for (Row row : rows) {
        if (row.eligibility.admits(opportunity)) {
          List<Imp> imps = opportunity.request().imps();
          for (int i = 0; i < imps.size(); i++) {
            if (row.eligibility.fits(imps.get(i))) {
              long cpm = opportunity.marketPriceMicros()[i] / Market.MICROS_PER_CPM;
              row.pricesCpm[(int) Math.min(SyntheticDay.MAX_PRICE_CPM, cpm)]++;
            }
          }
        }
      }
    }
    for (Row row : rows) {
      double cpm = Math.ceil(MAX_BID_OVER_QUANTILE * quantile(row.pricesCpm));
      row.bidAtMost((long) (cpm * Market.MICROS_PER_CPM));
    }
  }

  private static int quantile(int[] histogram) {
    long total = 0;
    for (int count : histogram) {
      total += count;
    }
    if (total == 0) {
      return (int) SyntheticDay.MAX_PRICE_CPM / 2;
    }
    long seen = 0;
    int value = 0;
    while (seen + histogram[value] < MAX_BID_QUANTILE * total) {
      seen += histogram[value++];
    }
    return value;
  }

  /**
   * Adds up what each campaign could spend; returns what all impressions of the sample cost, in
   * micros.
   */
  private double playSample() {
    double cost = 0;
    List<Row> admitted = new ArrayList<>();
    List<Row> eligible = new ArrayList<>();
    for (Opportunity opportunity : sample) {
      admitted.clear();
      for (Row row : rows) {
        if (row.eligibility.admits(opportunity)) {
          admitted.add(row);
        }
      }
      List<Imp> imps = opportunity.request().imps();
      for (int i = 0; i < imps.size(); i++) {
        long price = opportunity.marketPriceMicros()[i];
        cost += price;
        eligible.clear();
        for (Row row : admitted) {
          if (row.eligibility.fits(imps.get(i))) {
            eligible.add(row);
          }
        }
        for (Row row : eligible) {
          if (row.maxBidMicros >= price) {
            row.alone += price;
            row.paidAlone += Exchange.auction(opportunity, i, row.maxBidMicros).priceMicros();
            row.wins++;
            row.equalShare += (double) price / eligible.size();
            if (row.campaign.cap() != null) {
              String user = MarketEligibility.userKey(opportunity.request());
              row.byUser.computeIfAbsent(user, key -> new int[1])[0]++;
            }
          }
        }
      }
    }
    return cost;
  }

  private List<Money> money(long seed, double marketCost) {
    double averageNarrow =
        rows.stream()
            .filter(row -> !row.campaign.reachable())
            .mapToDouble(row -> row.paidAlone)
            .average()
            .orElse(0.0);
    double[] budgets = new double[rows.size()];
    double reachable = 0;
    for (int i = 0; i < budgets.length; i++) {
      Row row = rows.get(i);
      if (row.campaign.reachable()) {
        double size = 0.5 + 0.5 * SeededHash.random(seed, KIND, i).nextDouble();
        double most =
            Math.min(row.alone / HINDSIGHT_OVER_BUDGET, row.equalShare / SHARE_OVER_BUDGET);
        budgets[i] = scale * size * shareKeptByCap(row) * most;
        reachable += budgets[i];
      } else {
        budgets[i] = scale * UNREACHABLE * Math.max(averageNarrow, row.paidAlone);
      }
    }
    double shrink = Math.min(1.0, MARKET_SHARE * marketCost / reachable);
    List<Money> money = new ArrayList<>();
    for (int i = 0; i < budgets.length; i++) {
      Row row = rows.get(i);
      double budget = row.campaign.reachable() ? shrink * budgets[i] : budgets[i];
      money.add(new Money(row.maxBidMicros, Math.max(row.maxBidMicros, Math.round(budget))));
    }
    return List.copyOf(money);
  }

  /** Share of its wins that a campaign's frequency cap leaves. */
  private static double shareKeptByCap(Row row) {
    if (row.campaign.cap() == null || row.wins == 0) {
      return 1.0;
    }
    double kept = 0;
    for (int[] wins : row.byUser.values()) {
      kept += Math.min(row.campaign.cap().impressions(), wins[0]);
    }
    return kept / row.wins;
  }
}
