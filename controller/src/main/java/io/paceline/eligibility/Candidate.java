package io.paceline.eligibility;

/**
 * A campaign that may be shown in one slot.
 *
 * @param campaignId the campaign
 * @param budgetId key of its budget
 * @param creativeId the creative that fits the slot
 * @param adomain the advertiser
 * @param push how strongly allocation favours it, 0.5 to 2, 1 for neutral
 */
public record Candidate(
    String campaignId, String budgetId, String creativeId, String adomain, double push) {}
