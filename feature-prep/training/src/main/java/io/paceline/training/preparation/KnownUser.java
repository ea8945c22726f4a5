package io.paceline.training.preparation;

import io.paceline.core.profile.UserProfile;

/**
 * A user with the profile at the end of the logs.
 *
 * @param userKey hashed user key
 * @param profile after the last event; its instants are those of the events
 */
public record KnownUser(String userKey, UserProfile profile) {}
