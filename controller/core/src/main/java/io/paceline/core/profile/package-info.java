/**
 * Defines what is remembered of a user, and how each event changes it.
 *
 * <p>{@link UserKey} makes the hashed key of a bid request's user, or null where the request names
 * no user or its privacy signals forbid a profile. {@link UserState} is all that is kept of a user:
 * the profile, and the latest notices, so that each counts once. Its methods return the state after
 * a notice or a {@link UserEvent}. The functions of {@link Profiles} take a {@link UserProfile} and
 * return the profile after a billed impression, a click, a visit or an event; {@link
 * Profiles#capReached} says whether a campaign's frequency cap keeps the campaign from the user.
 * {@link UserEventCodec} reads and writes the messages of the topic {@code user-events}, which tell
 * what a user did outside the auctions. A {@link CategoryAffinity} is the weight of a user's
 * interest in one IAB category; the weight halves every seven days, as {@link Affinities}
 * calculates. {@link SiteCategories} remembers the category of each site, so that a billed
 * impression can add to the interest in it. This package stores no profile and has no clock: the
 * caller keeps the profiles and passes in the campaign time. Only {@link UserKey} sees a raw user
 * id and a bid request; everything else goes by the hashed key. The package knows no money. Start
 * with {@link UserState}, then read {@link Profiles}.
 */
@NullMarked
package io.paceline.core.profile;

import org.jspecify.annotations.NullMarked;
