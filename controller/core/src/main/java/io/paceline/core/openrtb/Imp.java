package io.paceline.core.openrtb;

import org.jspecify.annotations.Nullable;

/**
 * One impression offered (OpenRTB 2.6 section 3.2.4).
 *
 * @param id unique within the request
 * @param banner null where the impression offers none (video, audio or native only) or has a fault
 * @param bidfloorMicros lowest accepted bid in micros of Paceline's currency per impression, 0 for
 *     none
 * @param bidfloorcur currency in which the exchange stated the floor
 * @param tagid the exchange's or publisher's name of the slot, or null
 * @param instl true for interstitials
 * @param secure true where only HTTPS assets are accepted
 * @param fault why the impression cannot be read and gets a no-bid; null where it can be read
 */
public record Imp(
    String id,
    @Nullable Banner banner,
    long bidfloorMicros,
    String bidfloorcur,
    @Nullable String tagid,
    boolean instl,
    boolean secure,
    @Nullable String fault) {

  /** The currency of a floor that names none (OpenRTB 2.6 section 3.2.4). */
  public static final String DEFAULT_FLOOR_CURRENCY = "USD";

  /** An impression that can be read. */
  public static Imp readable(
      String id,
      @Nullable Banner banner,
      long bidfloorMicros,
      String bidfloorcur,
      @Nullable String tagid,
      boolean instl,
      boolean secure) {
    return new Imp(id, banner, bidfloorMicros, bidfloorcur, tagid, instl, secure, null);
  }

  /** An impression that cannot be read and gets a no-bid. */
  public static Imp unreadable(String id, String fault) {
    return new Imp(id, null, 0L, DEFAULT_FLOOR_CURRENCY, null, false, false, fault);
  }
}
