package io.paceline.core.scoring;

/**
 * Which bundle to load, as it was announced. Two are the same only where all of it is: a folder may
 * hold another bundle than it did when it was announced before.
 *
 * @param version unique name of the bundle
 * @param path folder of the bundle, readable by every task manager
 * @param fingerprint of the feature specification the model was trained with
 */
public record AnnouncedBundle(String version, String path, String fingerprint) {}
