package io.paceline.simulator.ipinyou;

import java.util.List;

/**
 * One won impression of an iPinYou log (Liao et al., "iPinYou Global RTB Bidding Algorithm
 * Competition Dataset", ADKDD'14, table 3). Cells that hold {@code null}, {@code Na} or nothing are
 * null here. {@link LoggedRequests} says how a row becomes a bid request.
 *
 * @param click 1 where the impression was clicked, else 0
 * @param atMillis the log's own local time, read as if it were UTC, so that the time of day can be
 *     computed without a time zone
 * @param bidId the exchange's id of the auction
 * @param ipinyouId the user, or null
 * @param userAgent as logged: a whole agent string or a word such as {@code windows_ie}; or null
 * @param region region code, or null
 * @param city city code, or null
 * @param adExchange number or name of the exchange, or null
 * @param domain domain of the page, hashed in the published files, or null
 * @param url address of the page, hashed in the published files, or null
 * @param urlId id of the page where the domain is hidden, null in the published files; the
 *     synthetic market's log has the page's IAB category here
 * @param slotId the slot, or null
 * @param width of the slot in pixels, positive
 * @param height of the slot in pixels, positive
 * @param visibility for example {@code FirstView}, or null
 * @param format format of the slot: a name such as {@code Fixed} or {@code Pop}, or its number; or
 *     null
 * @param floorCpm lowest accepted bid, fen per thousand impressions
 * @param creative the creative shown
 * @param bidPriceCpm what was bid, fen per thousand impressions
 * @param payPriceCpm what was paid, fen per thousand impressions
 * @param advertiser number of the advertiser, or null
 * @param userTags the user's interests, never null
 * @param conversions how many conversions this impression led to, 0 where the log does not say
 * @param adCategory IAB category of the ad; null in the published files, while the synthetic
 *     market's log has it in place of the key page
 */
public record LoggedImpression(
    int click,
    long atMillis,
    String bidId,
    String ipinyouId,
    String userAgent,
    String region,
    String city,
    String adExchange,
    String domain,
    String url,
    String urlId,
    String slotId,
    int width,
    int height,
    String visibility,
    String format,
    long floorCpm,
    String creative,
    long bidPriceCpm,
    long payPriceCpm,
    String advertiser,
    List<String> userTags,
    int conversions,
    String adCategory) {

  /** Creates an impression of a log that tells neither conversions nor ad categories. */
  public LoggedImpression(
      int click,
      long atMillis,
      String bidId,
      String ipinyouId,
      String userAgent,
      String region,
      String city,
      String adExchange,
      String domain,
      String url,
      String urlId,
      String slotId,
      int width,
      int height,
      String visibility,
      String format,
      long floorCpm,
      String creative,
      long bidPriceCpm,
      long payPriceCpm,
      String advertiser,
      List<String> userTags) {
    this(
        click,
        atMillis,
        bidId,
        ipinyouId,
        userAgent,
        region,
        city,
        adExchange,
        domain,
        url,
        urlId,
        slotId,
        width,
        height,
        visibility,
        format,
        floorCpm,
        creative,
        bidPriceCpm,
        payPriceCpm,
        advertiser,
        userTags,
        0,
        null);
  }

  /** Milliseconds of a day. */
  public static final long DAY_MILLIS = 86_400_000L;

  /** Milliseconds since the log's local midnight. */
  public long timeOfDayMillis() {
    return Math.floorMod(atMillis, DAY_MILLIS);
  }

  /** Hour of the log's local day, 0 to 23. */
  public int hour() {
    return (int) (timeOfDayMillis() / 3_600_000L);
  }

  /** Day of the week in the log's local time, 0 for Sunday to 6 for Saturday as in the logs. */
  public int weekday() {
    // 1 January 1970 was a Thursday, day 4.
    return (int) Math.floorMod(Math.floorDiv(atMillis, DAY_MILLIS) + 4L, 7L);
  }

  /**
   * Id of the campaign that the creative stands for: {@code c} and the creative's id, in which an
   * underscore replaces each character that a campaign's id may not have. The played log, the
   * synthetic market and the training on a log all name campaigns in this way.
   */
  public String campaignId() {
    return "c" + creative.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  /** The market price, micros per impression: the floor or the price paid, whichever is larger. */
  public long marketPriceMicros() {
    return Math.max(floorCpm, payPriceCpm) * LoggedRequests.MICROS_PER_CPM;
  }

  LoggedImpression withClick(int newClick) {
    return new LoggedImpression(
        newClick,
        atMillis,
        bidId,
        ipinyouId,
        userAgent,
        region,
        city,
        adExchange,
        domain,
        url,
        urlId,
        slotId,
        width,
        height,
        visibility,
        format,
        floorCpm,
        creative,
        bidPriceCpm,
        payPriceCpm,
        advertiser,
        userTags,
        conversions,
        adCategory);
  }
}
