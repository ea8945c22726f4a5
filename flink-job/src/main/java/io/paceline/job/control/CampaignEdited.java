package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.job.kafka.RawRecord;

/**
 * A well-formed edit that still has to fit the campaign it changes.
 *
 * @param campaign the campaign as edited
 * @param origin the record that the edit came in, needed if it is refused
 */
public record CampaignEdited(Campaign campaign, RawRecord origin) {

  /** Key of the first gate: the campaign's id. */
  public String campaignId() {
    return campaign.id();
  }

  /** Key of the second gate: the id of the budget that the campaign spends. */
  public String budgetId() {
    return campaign.budget().id();
  }
}
