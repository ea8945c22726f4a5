package io.paceline.core.profile;

/** What a user did. */
public enum UserEventType {
  /**
   * Saw a campaign's ad that Paceline did not buy, for example on the retailer's own page; counts
   * towards the frequency cap. What Paceline bought arrives as a billing notice instead.
   */
  IMPRESSION,
  /** Clicked such an ad. */
  CLICK,
  /** Viewed a page of the retailer. */
  VIEW,
  /** Bought; activity like a view, and joined with its bid where examples are prepared. */
  CONVERSION
}
