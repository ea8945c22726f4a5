package io.paceline.core.scoring;

/**
 * The bundle to load, as it was announced. Two announcements name the same bundle only where all
 * components are equal, because a folder may hold another bundle at the second announcement than at
 * the first.
 *
 * @param version unique name of the bundle
 * @param path folder of the bundle, readable by every task manager
 * @param fingerprint of the feature specification the model was trained with
 */
public record AnnouncedBundle(String version, String path, String fingerprint) {}
