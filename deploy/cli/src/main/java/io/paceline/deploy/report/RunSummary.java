package io.paceline.deploy.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.paceline.core.openrtb.NoBidReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one played day went, as {@code summary.json} holds it. Counters run over the whole day, from
 * its first request until the last window has closed; requests with {@code test=1} (the warm-up)
 * are not in them. Money is in micros of Paceline's currency. In the file, the components of {@code
 * played}, {@code counts} and {@code money} are fields of the summary itself.
 *
 * @param played what was played, and on what
 * @param counts what was sent and decided, and what came of it
 * @param money what was billed
 * @param latencyMillis wall time from a request's scheduled send until its last response was read,
 *     over the day's requests that were answered
 * @param throughputPerSecond requests per wall second, from the first send to the last
 * @param campaigns one per booked campaign
 * @param notes what a reader should know about this run, in words
 */
public record RunSummary(
    @JsonUnwrapped Played played,
    @JsonUnwrapped Counts counts,
    @JsonUnwrapped Money money,
    Latency latencyMillis,
    double throughputPerSecond,
    List<CampaignSummary> campaigns,
    List<String> notes) {

  static final double DAY_MINUTES = 1_440.0;

  /** Sum of the campaigns' budgets, micros. */
  public long totalBudgetMicros() {
    return campaigns.stream().mapToLong(CampaignSummary::budgetMicros).sum();
  }

  /** The campaigns whose day can be called good or bad. */
  public List<CampaignSummary> judged() {
    return campaigns.stream()
        .filter(campaign -> Verdict.of(campaign).mark() != Verdict.Mark.NEUTRAL)
        .toList();
  }

  /** Spend over budget of some campaigns together, 1 for all of it; 0 without a budget. */
  static double spendShare(List<CampaignSummary> campaigns) {
    long budget = campaigns.stream().mapToLong(CampaignSummary::budgetMicros).sum();
    long spend = campaigns.stream().mapToLong(CampaignSummary::spendMicros).sum();
    return budget == 0 ? 0.0 : (double) spend / budget;
  }

  /** Share of the impressions that were refused or lost as too late, or not answered; 0 to 1. */
  public double tooLateShare() {
    long late =
        played.machine().lateBids()
            + counts.noBids().getOrDefault(NoBidReason.DEADLINE.name(), 0L)
            + (counts.imps() - counts.decisions());
    return counts.imps() == 0 ? 0.0 : (double) late / counts.imps();
  }

  /**
   * What was played, and on what.
   *
   * @param market what was played, in words
   * @param speed campaign milliseconds per wall millisecond
   * @param parallelism subtasks of each operator of the job
   * @param modelVersion the bundle that scored the last bid, null where there was no bid
   * @param machine what the machine carries and what the day asked of it
   */
  public record Played(
      String market,
      double speed,
      int parallelism,
      @Nullable String modelVersion,
      Machine machine) {}

  /**
   * What was sent and decided, and what came of it.
   *
   * @param requests bid requests sent
   * @param imps impressions offered in them
   * @param decisions impressions answered, by a bid or a no-bid; equal to imps where nothing was
   *     lost
   * @param bids decisions that are bids
   * @param wins bids that won their auction, by the exchange's books
   * @param losses bids that lost their auction
   * @param clicks clicks on won impressions
   * @param deadLetters records that the job wrote to the topic dead-letters; one that a restart
   *     wrote twice counts once
   * @param noBids no-bids per reason; bids plus these are the decisions
   */
  public record Counts(
      long requests,
      long imps,
      long decisions,
      long bids,
      long wins,
      long losses,
      long clicks,
      long deadLetters,
      Map<String, Long> noBids) {

    /** Wins over bids, 0 to 1; 0 without a bid. */
    public double winRate() {
      return bids == 0 ? 0.0 : (double) wins / bids;
    }
  }

  /**
   * What was billed.
   *
   * @param spendMicros what Paceline's ledgers say was billed
   * @param exchangeSpendMicros what the exchange's own books say was billed
   * @param overspendMicros sum over campaigns of max(0, exchange's spend − budget); it must not
   *     exceed what lost billing notices carried
   * @param lost notices that were lost on purpose; null, and not in the file, where none were to be
   *     lost
   */
  public record Money(
      long spendMicros,
      long exchangeSpendMicros,
      long overspendMicros,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Lost lost) {}

  /**
   * Notices that never arrived, and how the exchange's spend reports made up for them.
   *
   * @param notices how many
   * @param billedMicros money that the billing notices among them carried
   * @param missedMicros by how much the ledgers fell short of the exchange's books before the
   *     reports; it must equal {@code billedMicros}
   * @param reports spend reports sent at the end of the day
   */
  public record Lost(long notices, long billedMicros, long missedMicros, long reports) {}

  /**
   * What the machine carries, and what the day asked of it.
   *
   * @param testAnswersPerSecond test requests that were answered per second before the day; the
   *     machine may carry more, since no more than the day needs are tried
   * @param askedPerSecond requests per second, on average over the day, that were asked for
   * @param playedPerSecond requests per second, on average over the day, that were played
   * @param log true where a log was played, whose number of requests is fixed
   * @param tmaxMillis how long the exchange waits for an answer
   * @param lateBids bids that came later than {@code tmaxMillis} and therefore lost
   */
  public record Machine(
      double testAnswersPerSecond,
      double askedPerSecond,
      double playedPerSecond,
      boolean log,
      int tmaxMillis,
      long lateBids) {}

  /**
   * Percentiles of a latency.
   *
   * @param p50 milliseconds
   * @param p95 milliseconds
   * @param p99 milliseconds
   */
  public record Latency(double p50, double p95, double p99) {}

  /**
   * One campaign's day.
   *
   * @param id the campaign
   * @param budgetMicros what the campaign may spend in the day
   * @param spendMicros what was billed, according to the campaign's ledger
   * @param exchangeSpendMicros what was billed, according to the exchange's books
   * @param hindsightSpendMicros what the campaign would spend if it bid its maximum on every
   *     eligible imp, alone and without a budget
   * @param spendShareAt shares of the budget that were billed by each of the four hours, according
   *     to the exchange's books; 1 is all of it
   * @param planShareAt shares of the budget that the plan wanted billed by each of the four hours,
   *     0 to 1
   * @param wins impressions bought, by the exchange's books
   * @param edited true where the campaign was booked, edited or paused while the day ran; {@code
   *     budgetMicros} is then its highest budget
   * @param trouble status and reason of the budget when its spend was last ahead of or behind the
   *     plan; null, and not in the file, where it never was
   */
  public record CampaignSummary(
      String id,
      long budgetMicros,
      long spendMicros,
      long exchangeSpendMicros,
      long hindsightSpendMicros,
      DayShares spendShareAt,
      DayShares planShareAt,
      long wins,
      boolean edited,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String trouble) {

    /** Spend over budget, 1 for all of it; 0 without a budget. */
    public double spendShare() {
      return budgetMicros == 0 ? 0.0 : (double) spendMicros / budgetMicros;
    }

    /** Hindsight over budget; from 3 on, the budget and not the market limits the campaign. */
    public double hindsightRatio() {
      return budgetMicros == 0 ? 0.0 : (double) hindsightSpendMicros / budgetMicros;
    }

    /**
     * How many impressions the budget buys at the mean price paid; infinite where nothing was
     * bought.
     */
    public double affordableImpressions() {
      return exchangeSpendMicros == 0
          ? Double.POSITIVE_INFINITY
          : (double) budgetMicros * wins / exchangeSpendMicros;
    }

    /** Largest distance between spend and plan at the four hours, as a share of the budget. */
    public double largestDeviation() {
      double[] spent = spendShareAt.values();
      double[] planned = planShareAt.values();
      double largest = 0.0;
      for (int i = 0; i < spent.length; i++) {
        largest = Math.max(largest, Math.abs(spent[i] - planned[i]));
      }
      return largest;
    }
  }

  /**
   * The share of a budget that was billed, or was planned to be billed, from the start of the day
   * until each of four times of day.
   *
   * @param at6 at 06:00
   * @param at12 at 12:00
   * @param at18 at 18:00
   * @param at24 at the day's end
   */
  public record DayShares(
      @JsonProperty("6") double at6,
      @JsonProperty("12") double at12,
      @JsonProperty("18") double at18,
      @JsonProperty("24") double at24) {

    /** The four shares, in order of time. */
    public double[] values() {
      return new double[] {at6, at12, at18, at24};
    }
  }
}
