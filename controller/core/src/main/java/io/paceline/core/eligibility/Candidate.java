package io.paceline.core.eligibility;

/**
 * A campaign that may be shown in one slot.
 *
 * @param offer campaign and creative, the same object for every request
 * @param push how strongly allocation favours the candidate, 0.5 to 2, 1 for neutral
 */
public record Candidate(Offer offer, double push) {

  /** The campaign. */
  public String campaignId() {
    return offer.campaignId();
  }

  /** Key of its budget. */
  public String budgetId() {
    return offer.budgetId();
  }

  /** The creative that fits the slot. */
  public String creativeId() {
    return offer.creativeId();
  }

  /** The advertiser. */
  public String adomain() {
    return offer.adomain();
  }
}
