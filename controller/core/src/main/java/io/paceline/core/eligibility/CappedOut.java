package io.paceline.core.eligibility;

/**
 * What a campaign's frequency cap did since the last report about it, counted in requests. Each
 * subtask reports its own counts.
 *
 * @param campaignId the campaign
 * @param budgetId its budget
 * @param admitted requests in which the campaign was a candidate; older ones count less, see {@link
 *     CapTally#take}
 * @param reached requests in which it would have been a candidate if the user had not reached the
 *     cap
 * @param unknown requests in which it would have been a candidate if it had no cap: the user may
 *     not be recognised, so nobody can count the user's impressions
 */
public record CappedOut(
    String campaignId, String budgetId, long admitted, long reached, long unknown) {}
