package io.paceline.simulator.exchange;

import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the device of a simulated market's request from the words by which a log describes it. All
 * markets make their devices here, so that a request that is written to a log and read back has the
 * same device.
 */
public final class MarketDevices {

  /**
   * The two-letter country codes for which Java knows the three-letter code; {@link
   * Locale#getISO3Country} throws for any other.
   */
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private MarketDevices() {}

  /**
   * The device that a user agent, a region and a city describe. The words in the user agent
   * determine the device type and the operating system.
   *
   * @param userAgent a whole agent string or a word such as {@code windows_ie}; or null
   * @param region region code, or null; a code in the form of ISO 3166-2, such as {@code DE-HH},
   *     determines the country
   * @param city city name or code, or null
   * @param countryOfOtherRegions three-letter code of the country of all other regions and of a
   *     missing one; null where it is unknown
   */
  public static Device device(
      @Nullable String userAgent,
      @Nullable String region,
      @Nullable String city,
      @Nullable String countryOfOtherRegions) {
    String words = userAgent == null ? "" : userAgent.toLowerCase(Locale.ROOT);
    return Device.builder()
        .ua(userAgent)
        .type(type(words))
        .os(os(words))
        .country(country(region, countryOfOtherRegions))
        .region(region)
        .city(city)
        .build();
  }

  private static @Nullable String country(
      @Nullable String region, @Nullable String countryOfOtherRegions) {
    if (region == null || !region.matches("[A-Z]{2}-.+")) {
      return countryOfOtherRegions;
    }
    String country = region.substring(0, 2);
    return COUNTRIES.contains(country)
        ? new Locale.Builder().setRegion(country).build().getISO3Country()
        : countryOfOtherRegions;
  }

  private static DeviceType type(String words) {
    if (words.contains("ipad") || words.contains("tablet")) {
      return DeviceType.TABLET;
    }
    if (words.contains("smart-tv") || words.contains("smarttv") || words.contains("_tv")) {
      return DeviceType.TV;
    }
    if (words.contains("iphone")
        || words.contains("android")
        || words.contains("mobile")
        || words.contains("windows phone")
        || words.startsWith("ios")) {
      return DeviceType.PHONE;
    }
    return words.contains("windows") || words.contains("mac") || words.contains("linux")
        ? DeviceType.DESKTOP
        : DeviceType.UNKNOWN;
  }

  private static @Nullable String os(String words) {
    if (words.contains("iphone") || words.contains("ipad") || words.startsWith("ios")) {
      return "ios";
    }
    for (String os : List.of("android", "windows", "mac", "linux")) {
      if (words.contains(os)) {
        return os;
      }
    }
    return null;
  }
}
