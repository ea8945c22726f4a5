package io.paceline.simulator.rehearsal;

import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One campaign on one day of its time zone.
 *
 * @param campaign id of the campaign
 * @param budget id of its budget
 * @param day the day
 * @param budgetMicros the most that the budget could spend on the day, as its controller said last
 *     on that day, micros; for a budget without a daily amount, what the exchanges' books had left
 *     of the flight's total when the day began; 0 on a day on which no campaign of the budget was
 *     in its flight
 * @param spendMicros what the ledger has billed for bids of the day, with corrections by reports,
 *     micros
 * @param booksMicros what the exchanges have billed for bids of the day by their own books, micros
 * @param overspendMicros by how much the exchanges' bills to all campaigns of the budget on the day
 *     exceed what the budget could spend, micros; the same in each row of a shared budget
 * @param value sum of the true click probabilities of the impressions won
 * @param wins auctions won
 * @param bids bids made
 * @param refusals how often the budget's controller refused a proposed bid, by reason
 * @param course how the budget stood at the end of each hour of the day, {@value Course#HOURS}
 *     entries; empty where the budget had no tick in a flight on that day
 * @param push smallest and largest push while the budget could bid, null where it never could
 * @param multiplier smallest and largest pacing multiplier while the budget could bid, micros per
 *     unit of score, null where it never could
 * @param status the budget's status at its last tick of the day, null where it never ticked
 */
public record CampaignDay(
    String campaign,
    String budget,
    LocalDate day,
    long budgetMicros,
    long spendMicros,
    long booksMicros,
    long overspendMicros,
    double value,
    long wins,
    long bids,
    Map<NoBidReason, Long> refusals,
    List<Course> course,
    @Nullable Range push,
    @Nullable Range multiplier,
    @Nullable PacingStatus status) {

  /**
   * How a budget stood at the end of an hour of its day. An hour without a tick, such as one that
   * the clock skips, has the figures of the hour before it. Hours before the day's first tick in a
   * flight have the shares 0 and the multiplier of the day's end.
   *
   * @param planShare share of the period's budget that the plan wanted spent
   * @param spendShare share of the period's budget that was billed or won
   * @param multiplier the pacing multiplier, micros per unit of score
   */
  public record Course(double planShare, double spendShare, double multiplier) {

    /** How many hours a day has in the figures; a longer day's last hours count as one. */
    public static final int HOURS = 24;
  }

  /** Smallest and largest value. */
  public record Range(double least, double most) {

    Range with(double value) {
      return value >= least && value <= most
          ? this
          : new Range(Math.min(least, value), Math.max(most, value));
    }
  }
}
