package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.job.kafka.RawRecord;

/**
 * A well-formed edit that still has to fit the campaign it changes.
 *
 * @param campaign the campaign as edited
 * @param origin the record, for the case that it is refused
 */
public record CampaignEdited(Campaign campaign, RawRecord origin) {

  /** Key of the edit: the campaign's id. */
  public String campaignId() {
    return campaign.id();
  }

  /** Key of what the edit says of money: the budget. */
  public String budgetId() {
    return campaign.budgetId();
  }
}
