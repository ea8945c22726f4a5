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
    boolean lmt) {

  /** A device of which nothing is known. */
  public static final Device UNKNOWN = builder().build();

  /** A builder of a device of which nothing is known but what is set. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes a device. Each method is named after the component that it sets; see {@link Device} for
   * what they mean. What is not set stays unknown, and tracking is not limited.
   */
  public static final class Builder {

    private @Nullable String ua;
    private @Nullable String ifa;
    private DeviceType type = DeviceType.UNKNOWN;
    private @Nullable String os;
    private @Nullable String country;
    private @Nullable String region;
    private @Nullable String city;
    private boolean lmt;

    private Builder() {}

    /** Sets the user agent, null for none. */
    public Builder ua(@Nullable String agent) {
      ua = agent;
      return this;
    }

    /** Sets the advertising id, null for none. */
    public Builder ifa(@Nullable String id) {
      ifa = id;
      return this;
    }

    /** Sets the type. */
    public Builder type(DeviceType kind) {
      type = kind;
      return this;
    }

    /** Sets the operating system, null for none. */
    public Builder os(@Nullable String system) {
      os = system;
      return this;
    }

    /** Sets the country, three letters, null for none. */
    public Builder country(@Nullable String alpha3) {
      country = alpha3;
      return this;
    }

    /** Sets the region's code, null for none. */
    public Builder region(@Nullable String code) {
      region = code;
      return this;
    }

    /** Sets the city, null for none. */
    public Builder city(@Nullable String name) {
      city = name;
      return this;
    }

    /** Sets whether tracking is limited. */
    public Builder lmt(boolean limited) {
      lmt = limited;
      return this;
    }

    /** The device with all that was set. */
    public Device build() {
      return new Device(ua, ifa, type, os, country, region, city, lmt);
    }
  }
}
