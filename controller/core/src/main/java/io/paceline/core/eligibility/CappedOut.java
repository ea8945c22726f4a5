package io.paceline.core.eligibility;

/**
 * What a campaign's frequency cap did since it was last told, in requests. Told by each subtask for
 * itself.
 *
 * @param campaignId the campaign
 * @param budgetId its budget
 * @param admitted requests in which it was a candidate
 * @param reached requests in which it would have been one if the user had not reached the cap
 * @param unknown requests in which it would have been one if it had no cap: the user may not be
 *     recognised, so nobody can count
 */
public record CappedOut(
    String campaignId, String budgetId, long admitted, long reached, long unknown) {}
