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
 * @param budgetMicros what the budget could spend on the day at most, by its controller at the
 *     day's end, micros; of a budget without daily amounts, what the flight had left at the day's
 *     beginning; 0 on a day without flight
 * @param spendMicros what the ledger has billed for bids of the day, micros
 * @param booksMicros what the exchanges have billed for bids of the day by their own books, micros
 * @param overspendMicros what the exchanges have billed to all campaigns of the budget on the day
 *     above what it could spend, micros; the same in each row of a shared budget
 * @param value sum of the true click probabilities of the impressions won
 * @param wins auctions won
 * @param bids bids made
 * @param refusals how often the budget's controller refused a proposed bid, by reason
 * @param course the budget's course, {@value Course#HOURS} entries
 * @param push smallest and largest push while the budget could bid, null where it never could
 * @param multiplier the same of the pacing multiplier, micros per unit of score
 * @param status where the budget stood at the end of the day, null where it never ticked
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
   * A budget at the end of an hour of its day. An hour without a tick, such as one that the clock
   * skips, stands as the hour before it.
   *
   * @param planShare share of the period's budget that the plan wanted spent
   * @param spendShare share of the period's budget that was billed or won
   * @param multiplier the pacing multiplier, micros per unit of score
   */
  public record Course(double planShare, double spendShare, double multiplier) {

    /** Hours of a day. */
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
