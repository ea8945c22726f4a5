package io.paceline.job.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.notice.Notice;
import io.paceline.core.notice.NoticeToken;
import org.jspecify.annotations.Nullable;

/**
 * An input that concerns one budget; besides {@code budgetId}, exactly one component is not null.
 */
public record MoneyInput(
    String budgetId,
    @Nullable ProposedBid proposed,
    @Nullable Notice notice,
    @Nullable Campaign campaign,
    @Nullable SpendReportArrived report,
    @Nullable CappedOut capped,
    @Nullable AdjustmentArrived adjustment,
    @Nullable NoticeToken unsigned) {

  /** A proposed bid, which asks for money of its budget. */
  public static MoneyInput of(ProposedBid proposed) {
    return new MoneyInput(
        proposed.chosen().budgetId(), proposed, null, null, null, null, null, null);
  }

  /** A notice about a bid. */
  public static MoneyInput of(Notice notice) {
    return new MoneyInput(notice.token().budgetId(), null, notice, null, null, null, null, null);
  }

  /** A new or edited campaign. */
  public static MoneyInput of(Campaign campaign) {
    return new MoneyInput(campaign.budget().id(), null, null, campaign, null, null, null, null);
  }

  /** A spend report, which is an exchange's running total. */
  public static MoneyInput of(SpendReportArrived report) {
    return new MoneyInput(report.report().budgetId(), null, null, null, report, null, null, null);
  }

  /** The count of what a frequency cap kept out. */
  public static MoneyInput of(CappedOut capped) {
    return new MoneyInput(capped.budgetId(), null, null, null, null, capped, null, null);
  }

  /** What a person adds to the spend or takes back. */
  public static MoneyInput of(AdjustmentArrived adjustment) {
    return new MoneyInput(
        adjustment.adjustment().budgetId(), null, null, null, null, null, adjustment, null);
  }

  /** What the token of a billing says that is not signed with a key of ours. */
  public static MoneyInput unsigned(NoticeToken claimed) {
    return new MoneyInput(claimed.budgetId(), null, null, null, null, null, null, claimed);
  }
}
