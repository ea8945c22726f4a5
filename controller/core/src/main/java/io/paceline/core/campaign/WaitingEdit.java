package io.paceline.core.campaign;

/**
 * An edit that waits until the other campaigns of its budget are edited likewise.
 *
 * @param campaign the campaign as edited
 * @param position where the edit's record lies
 * @param dueMillis wall time until which it waits
 */
public record WaitingEdit(Campaign campaign, TopicPosition position, long dueMillis) {}
