package io.paceline.simulator.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Protocol M: several campaigns of one bidder share one stream of requests. Each file is a
 * campaign, and request i is row i of every file, up to the end of the shortest file. The first
 * file gives the price of a request, each campaign's own file its pCTR. The value of a request to
 * campaign c is v = pCTR · (training cost of a click of c). Each campaign's budget is fraction ·
 * (first file's cost) / campaigns.
 */
final class SeveralCampaigns {

  /** How a request's campaign is chosen. */
  enum Allocation {
    /**
     * The campaign with the highest expected surplus, μ_c · ∫₀^b F(p) dp with b = v / μ_c. F is the
     * distribution of the price in the first file's landscape, μ_c the campaign's mean training
     * price divided by its multiplier.
     */
    SURPLUS,
    /**
     * The campaign with the highest normalised score, which is pCTR divided by its training click
     * rate.
     */
    GREEDY,
    /**
     * A campaign drawn at random, with weights by the money left. The weights are renewed only
     * twelve times in the stream, as by a job that runs every two hours of a day. This stands for
     * the batch job that Paceline replaces.
     */
    BATCH
  }

  private static final int BATCHES_A_DAY = 12;

  /** A campaign that is off the even plan is to be back on it within this share of the stream. */
  private static final double CATCH_UP_SHARE = 1.0 / 25;

  private final ReplayTask task;
  private final List<AuctionLog> logs = new ArrayList<>();
  private final List<Landscape> landscapes = new ArrayList<>();
  private final int requests;
  private final double[][] values;
  private final double[] surplusIntegral;
  private final double marketPrice;

  SeveralCampaigns(ReplayTask task, List<AuctionLog> files, List<Landscape> trained) {
    this.task = task;
    requests = files.stream().mapToInt(AuctionLog::size).min().orElseThrow();
    Landscape market = trained.get(0);
    for (int c = 0; c < files.size(); c++) {
      AuctionLog file = files.get(c);
      logs.add(
          new AuctionLog(file.name(), file.click(), files.get(0).price(), file.pctr(), null)
              .first(requests));
      Landscape own = trained.get(c);
      landscapes.add(
          new Landscape(
              own.name(), own.impressions(), own.clicks(), own.cost(), market.priceCounts()));
    }
    values = new double[files.size()][requests];
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < requests; i++) {
        values[c][i] = logs.get(c).pctr(i) * landscapes.get(c).costPerClick();
      }
    }
    surplusIntegral = integralOfDistribution(market);
    marketPrice = market.meanPrice();
  }

  /**
   * Plays every fraction with every law and, where all laws are asked for, also plays the default
   * law with the other allocations.
   */
  List<ReplayRun> play() {
    List<ReplayRun> runs = new ArrayList<>();
    for (Fraction fraction : task.fractions()) {
      long budget = (long) (fraction.value() * logs.get(0).totalCost() / logs.size());
      if (budget < 1) {
        throw new IllegalArgumentException(
            "fraction " + fraction.typed() + " leaves no budget for a campaign; take a larger one");
      }
      double[] budgets = new double[logs.size()];
      Arrays.fill(budgets, (double) budget);
      double bound = DualBound.of(values, logs.get(0).price(), budgets);
      for (ReplayLaw law : task.laws()) {
        runs.add(play(fraction, law, Allocation.SURPLUS, law.name(), budget, bound));
      }
      if (task.laws().size() == ReplayLaws.ALL.size()) {
        runs.add(
            play(
                fraction, ReplayLaws.DEFAULT, Allocation.GREEDY, "greedy-by-score", budget, bound));
        runs.add(
            play(fraction, ReplayLaws.DEFAULT, Allocation.BATCH, "two-hour-batch", budget, bound));
      }
    }
    return runs;
  }

  private ReplayRun play(
      Fraction fraction,
      ReplayLaw law,
      Allocation allocation,
      String label,
      long budget,
      double bound) {
    int campaigns = logs.size();
    Schedule schedule =
        Schedule.counted(requests, requests, SingleBudget.TICK_AUCTIONS, CATCH_UP_SHARE);
    double costMicros = fraction.value() * marketPrice * LogUnits.MICROS_PER_UNIT;
    PacedBidder[] bidders = new PacedBidder[campaigns];
    double[] left = new double[campaigns];
    for (int c = 0; c < campaigns; c++) {
      Landscape landscape = landscapes.get(c);
      bidders[c] =
          new PacedBidder(
              logs.get(c),
              law.maker().make(landscape, costMicros),
              new PacedBidder.Rules(
                  landscape,
                  schedule,
                  false,
                  task.minimumToWin(),
                  law.first().micros(landscape, costMicros, task.baseBid())),
              SingleBudget.SEED + c);
      bidders[c].begin(0, requests, budget);
      left[c] = budget;
    }
    SplittableRandom chance = new SplittableRandom(SingleBudget.SEED);
    double[] weights = left.clone();
    Books books = new Books(campaigns);
    for (int i = 0; i < requests; i++) {
      if ((long) i * BATCHES_A_DAY / requests != (i - 1L) * BATCHES_A_DAY / requests) {
        weights = left.clone();
      }
      for (PacedBidder bidder : bidders) {
        bidder.advance(i);
      }
      int chosen =
          switch (allocation) {
            case SURPLUS -> highestSurplus(bidders, left, i);
            case GREEDY -> highestScore(i);
            case BATCH -> drawn(weights, chance);
          };
      if (chosen >= 0) {
        double bid = bidders[chosen].bid(i, left[chosen]);
        boolean won = bid >= logs.get(0).price()[i];
        bidders[chosen].outcome(i, bid, won);
        if (won) {
          left[chosen] -= logs.get(0).price()[i];
          books.win(chosen, i);
        }
      }
      if (4L * (i + 1) / requests > books.shares.size()) {
        books.closeQuarter(left, (double) budget);
      }
    }
    boolean isDefault = law.equals(ReplayLaws.DEFAULT) && allocation == Allocation.SURPLUS;
    return ReplayRun.withoutTrace(
        ReplayRun.Setup.of(
                logs.stream().map(AuctionLog::name).toList(), Protocol.MULTI, label, isDefault)
            .withFraction(fraction.typed()),
        books.totals(left, (double) budget),
        ReplayRun.Value.ofBound(books.value, bound),
        ReplayRun.Evenness.ofVolatility(books.shares, null));
  }

  private int highestSurplus(PacedBidder[] bidders, double[] left, int request) {
    int chosen = -1;
    double most = 0;
    for (int c = 0; c < bidders.length; c++) {
      Landscape landscape = landscapes.get(c);
      double score = logs.get(c).pctr(request) / landscape.clickRate();
      double multiplier = bidders[c].multiplier();
      double bid = Math.min(multiplier * score, Math.min(landscape.maxPrice(), left[c]));
      double mu = landscape.meanPrice() / multiplier;
      // A truthful bid b = v / μ gains μ · b · F(b) − μ · ∫ p dF = μ · ∫₀^b F over what it pays.
      // Where b is cut to a cap, each win gains v − μ · b in addition.
      double surplus = mu * integral(bid) + (values[c][request] - mu * bid) * chance(bid);
      if (surplus > most && left[c] >= 1) {
        most = surplus;
        chosen = c;
      }
    }
    return chosen;
  }

  private int highestScore(int request) {
    int chosen = 0;
    double most = -1;
    for (int c = 0; c < logs.size(); c++) {
      double score = logs.get(c).pctr(request) / landscapes.get(c).clickRate();
      if (score > most) {
        most = score;
        chosen = c;
      }
    }
    return chosen;
  }

  private static int drawn(double[] weights, SplittableRandom chance) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double at = chance.nextDouble() * sum;
    for (int c = 0; c < weights.length; c++) {
      at -= weights[c];
      if (at < 0) {
        return c;
      }
    }
    return weights.length - 1;
  }

  /** ∫₀^b F at whole b; F is constant between whole prices. */
  private static double[] integralOfDistribution(Landscape market) {
    double[] density = market.smoothedDensity();
    double[] integral = new double[density.length + 1];
    double below = 0;
    for (int d = 0; d < density.length; d++) {
      below += density[d];
      integral[d + 1] = integral[d] + below;
    }
    return integral;
  }

  private double integral(double bid) {
    int whole = (int) bid;
    return surplusIntegral[whole] + (bid - whole) * chance(bid);
  }

  private double chance(double bid) {
    int whole = (int) bid;
    return surplusIntegral[whole + 1] - surplusIntegral[whole];
  }

  private final class Books {
    private final List<List<Double>> shares = new ArrayList<>();
    private final double[] spent;
    private long impressions;
    private long clicks;
    private double sumPctr;
    private double value;

    Books(int campaigns) {
      spent = new double[campaigns];
    }

    void win(int campaign, int request) {
      AuctionLog log = logs.get(campaign);
      impressions++;
      clicks += log.click()[request];
      sumPctr += log.pctr(request);
      value += values[campaign][request];
      spent[campaign] += log.price()[request];
    }

    void closeQuarter(double[] left, double budget) {
      List<Double> quarter = new ArrayList<>();
      for (double rest : left) {
        quarter.add(1 - rest / budget);
      }
      shares.add(quarter);
    }

    ReplayRun.Totals totals(double[] left, double budget) {
      double cost = 0;
      double overspend = 0;
      for (int c = 0; c < left.length; c++) {
        cost += spent[c];
        overspend += Math.max(0, spent[c] - budget);
      }
      double whole = budget * left.length;
      return new ReplayRun.Totals(
          requests, impressions, clicks, sumPctr, cost, whole, cost / whole, overspend);
    }
  }
}
