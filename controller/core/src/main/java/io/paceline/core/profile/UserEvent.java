package io.paceline.core.profile;

import org.jspecify.annotations.Nullable;

/**
 * Something a user did outside the auctions (topic {@code user-events}).
 *
 * @param userKey hashed key of the user, as in {@link io.paceline.core.notice.NoticeToken#userKey}
 * @param type what happened
 * @param campaignId the campaign that the event concerns; may be null for a view, but not for an
 *     impression, a click or a conversion
 * @param category IAB category of the page viewed or of what was clicked, null where unknown
 * @param atMillis wall time of the event
 */
public record UserEvent(
    String userKey,
    UserEventType type,
    @Nullable String campaignId,
    @Nullable String category,
    long atMillis) {}
