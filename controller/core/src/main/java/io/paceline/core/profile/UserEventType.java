package io.paceline.core.profile;

/** What a user did. */
public enum UserEventType {
  /**
   * Saw a campaign's ad that Paceline did not buy, for example on the retailer's own page. The
   * event counts towards the frequency cap. An impression that Paceline bought arrives as a billing
   * notice instead.
   */
  IMPRESSION,
  /** Clicked a campaign's ad that Paceline did not buy. */
  CLICK,
  /** Viewed a page of the retailer. */
  VIEW,
  /**
   * Bought something. The profile treats it like a view; the preparation of training examples joins
   * it with its bid.
   */
  CONVERSION
}
