package io.paceline.simulator.ipinyou;

import io.paceline.core.openrtb.Size;
import io.paceline.simulator.exchange.Market;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One won impression of an iPinYou log (Liao et al., "iPinYou Global RTB Bidding Algorithm
 * Competition Dataset", ADKDD'14, table 3). Cells that hold {@code null}, {@code Na} or nothing are
 * null here. {@link LoggedRequests} says how a row becomes a bid request.
 *
 * @param bidId the exchange's id of the auction
 * @param atMillis the log's own local time, in milliseconds since 1970, read as if it were UTC, so
 *     that the time of day can be computed without a time zone
 * @param adExchange number or name of the exchange, or null
 * @param viewer who saw the ad
 * @param page where the ad was seen
 * @param slot the place on the page
 * @param ad what was shown
 * @param price what was bid and paid
 * @param clicked whether the impression was clicked
 * @param conversions how many conversions this impression led to, 0 where the log does not say
 */
public record LoggedImpression(
    String bidId,
    long atMillis,
    @Nullable String adExchange,
    Viewer viewer,
    Page page,
    Slot slot,
    Ad ad,
    Price price,
    boolean clicked,
    int conversions) {

  /**
   * The user and the user's device.
   *
   * @param id the user ({@code ipinyouid}), or null
   * @param userAgent as logged: a whole agent string or a word such as {@code windows_ie}; or null
   * @param region region code, or null
   * @param city city code, or null
   * @param tags the user's interests, never null
   */
  public record Viewer(
      @Nullable String id,
      @Nullable String userAgent,
      @Nullable String region,
      @Nullable String city,
      List<String> tags) {}

  /**
   * The page that showed the ad.
   *
   * @param domain its domain, hashed in the published files, or null
   * @param url its address, hashed in the published files, or null
   * @param urlId its id where the domain is hidden, null in the published files; the synthetic
   *     market's log has the page's IAB category here
   */
  public record Page(@Nullable String domain, @Nullable String url, @Nullable String urlId) {

    /** A page of which nothing is known. */
    public static final Page UNKNOWN = new Page(null, null, null);
  }

  /**
   * A slot of the page.
   *
   * @param id the slot, or null
   * @param size in pixels, positive
   * @param visibility for example {@code FirstView}, or null
   * @param format a name such as {@code Fixed} or {@code Pop}, or its number; or null
   * @param floorCpm lowest accepted bid, per thousand impressions, in the log's currency (published
   *     files: fen); 0 for none
   */
  public record Slot(
      @Nullable String id,
      Size size,
      @Nullable String visibility,
      @Nullable String format,
      long floorCpm) {}

  /**
   * The ad that was shown.
   *
   * @param creative the creative
   * @param advertiser number of the advertiser, or null
   * @param category IAB category of the ad; null in the published files, while the synthetic
   *     market's log has it in place of the key page
   */
  public record Ad(String creative, @Nullable String advertiser, @Nullable String category) {

    private static final String CAMPAIGN = "c";

    /** The ad of a campaign whose id is as {@link LoggedImpression#campaignId} makes it. */
    public static Ad ofCampaign(String campaignId, String advertiser, String category) {
      return new Ad(campaignId.substring(CAMPAIGN.length()), advertiser, category);
    }

    private String campaignId() {
      return CAMPAIGN + creative.replaceAll("[^A-Za-z0-9_.-]", "_");
    }
  }

  /**
   * The auction's amounts, per thousand impressions, in the log's currency (published files: fen).
   *
   * @param bidCpm what was bid
   * @param paidCpm what was paid
   */
  public record Price(long bidCpm, long paidCpm) {

    /** What was bid, micros per impression. */
    public long bidMicros() {
      return bidCpm * Market.MICROS_PER_CPM;
    }

    /** What was paid, micros per impression. */
    public long paidMicros() {
      return paidCpm * Market.MICROS_PER_CPM;
    }
  }

  /** Milliseconds since the log's local midnight. */
  public long timeOfDayMillis() {
    return Math.floorMod(atMillis, Market.DAY_MILLIS);
  }

  /** Hour of the log's local day, 0 to 23. */
  public int hour() {
    return (int) (timeOfDayMillis() / 3_600_000L);
  }

  /** Day of the week in the log's local time, 0 for Sunday to 6 for Saturday as in the logs. */
  public int weekday() {
    // 1 January 1970 was a Thursday, day 4.
    return (int) Math.floorMod(Math.floorDiv(atMillis, Market.DAY_MILLIS) + 4L, 7L);
  }

  /**
   * Id of the campaign that the creative stands for: {@code c} and the creative's id, in which an
   * underscore replaces each character that a campaign's id may not have. The played log, the
   * synthetic market and the training on a log all name campaigns in this way.
   */
  public String campaignId() {
    return ad.campaignId();
  }

  /** The market price, micros per impression: the floor or the price paid, whichever is larger. */
  public long marketPriceMicros() {
    return Math.max(slot.floorCpm(), price.paidCpm()) * Market.MICROS_PER_CPM;
  }

  /** The same impression, clicked. */
  LoggedImpression withClick() {
    return withOutcome(true, conversions);
  }

  /** The same impression with so many conversions more. */
  LoggedImpression withConversions(int more) {
    return more == 0 ? this : withOutcome(clicked, Math.addExact(conversions, more));
  }

  /** The impression alone, as if nothing had come of it; equal for rows that repeat it. */
  LoggedImpression withoutOutcome() {
    return withOutcome(false, 0);
  }

  /** The same impression, with what another row that repeats it tells of its outcome. */
  LoggedImpression withOutcomesOf(LoggedImpression other) {
    return withOutcome(clicked || other.clicked, Math.max(conversions, other.conversions));
  }

  private LoggedImpression withOutcome(boolean click, int count) {
    return click == clicked && count == conversions
        ? this
        : new LoggedImpression(
            bidId, atMillis, adExchange, viewer, page, slot, ad, price, click, count);
  }
}
