/**
 * Defines what is remembered of a user, and how each event changes it.
 *
 * <p>The functions of {@link Profiles} take a {@link UserProfile} and return the profile after a
 * billed impression, a click, a visit or a {@link UserEvent}; {@link Profiles#capReached} says
 * whether a campaign's frequency cap keeps the campaign from the user. {@link UserEventCodec} reads
 * and writes the messages of the topic {@code user-events}, which tell what a user did outside the
 * auctions. A {@link CategoryAffinity} is the weight of a user's interest in one IAB category; the
 * weight halves every seven days, as {@link Affinities} calculates. This package stores nothing and
 * has no clock: the caller keeps the profiles and passes in the campaign time. It never sees a raw
 * user id, only the hashed key in an event, and it knows neither bid requests nor money. Start with
 * {@link UserProfile}, then read {@link Profiles}.
 */
package io.paceline.core.profile;
