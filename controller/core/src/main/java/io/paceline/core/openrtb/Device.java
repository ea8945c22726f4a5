package io.paceline.core.openrtb;

import org.jspecify.annotations.Nullable;

/**
 * The user's device (OpenRTB 2.6 section 3.2.18) with its geo object flattened.
 *
 * @param ua user agent, or null
 * @param ifa advertising id, or null
 * @param type coarse type, from {@code devicetype}, else guessed from the user agent
 * @param os operating system, or null
 * @param country ISO-3166-1 alpha-3, or null
 * @param region ISO-3166-2 or the exchange's region code, or null
 * @param city name of the city, or null
 * @param lmt true where tracking is limited ({@code lmt}, {@code dnt} or Apple's {@code atts}), or
 *     where such a signal or the whole device cannot be read
 */
public record Device(
    @Nullable String ua,
    @Nullable String ifa,
    DeviceType type,
    @Nullable String os,
    @Nullable String country,
    @Nullable String region,
    @Nullable String city,
    boolean lmt) {}
