package io.paceline.job.money;

import io.paceline.allocation.ProposedBid;
import io.paceline.campaign.Campaign;
import io.paceline.notice.Notice;

/** What concerns one budget; exactly one of the others is not null. */
public record MoneyInput(String budgetId, ProposedBid proposed, Notice notice, Campaign campaign) {

  /** A bid that wants money. */
  public static MoneyInput of(ProposedBid proposed) {
    return new MoneyInput(proposed.budgetId(), proposed, null, null);
  }

  /** Word of a bid. */
  public static MoneyInput of(Notice notice) {
    return new MoneyInput(notice.token().budgetId(), null, notice, null);
  }

  /** A new or edited campaign. */
  public static MoneyInput of(Campaign campaign) {
    return new MoneyInput(campaign.budgetId(), null, null, campaign);
  }
}
