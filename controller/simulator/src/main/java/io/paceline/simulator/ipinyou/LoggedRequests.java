package io.paceline.simulator.ipinyou;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.DeviceType;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import io.paceline.simulator.exchange.Opportunity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns a logged impression into a bid request, and a shown impression back into a log row. Serving
 * and training both use this class, so in the job a model meets requests of exactly the form on
 * which it was trained.
 *
 * <table>
 * <caption>The mapping</caption>
 * <tr><th>log</th><th>request</th></tr>
 * <tr><td>bidid</td><td>{@code id}</td></tr>
 * <tr><td>ipinyouid</td><td>{@code user.id}; usertag: {@code user.segments}</td></tr>
 * <tr><td>useragent</td><td>{@code device.ua}, and by the words in it {@code device.type} and
 *     {@code device.os}</td></tr>
 * <tr><td>region, city</td><td>{@code device.region}, {@code device.city} as they stand;
 *     {@code device.country} is that of an ISO-3166-2 region such as {@code DE-HH}, otherwise
 *     {@code CHN}</td></tr>
 * <tr><td>adexchange</td><td>{@code exchange}: {@code ipinyou-} and the number ({@code 0} where
 *     there is none); a name stays as it is</td></tr>
 * <tr><td>domain, url</td><td>{@code site.domain}, {@code site.page}; urlid: {@code site.cat} where
 *     it is an IAB category; no site where all three are missing</td></tr>
 * <tr><td>slotid</td><td>{@code imp.tagid}; width and height: the only size</td></tr>
 * <tr><td>slotvisibility</td><td>{@code imp.banner.pos}: {@code FirstView} or 1 is 1 (above the
 *     fold), the second to tenth view 3 (below), everything else 0 (unknown)</td></tr>
 * <tr><td>keypage</td><td>the campaign's category ({@link #shown}) where it is an IAB category;
 *     otherwise unused</td></tr>
 * <tr><td>slotprice</td><td>{@code imp.bidfloor} in {@link #CURRENCY}, one CPM being
 *     {@value #MICROS_PER_CPM} micros per impression</td></tr>
 * </table>
 *
 * Every request of a log is a second-price auction of one impression, {@code imp.id} 1.
 */
public final class LoggedRequests {

  /** One currency unit per thousand impressions, in micros per impression. */
  public static final long MICROS_PER_CPM = 1_000L;

  /**
   * The currency that a market's requests state, OpenRTB's default. Logged prices are not
   * converted.
   */
  public static final String CURRENCY = "USD";

  /** The tmax of requests that are not sent, so that nobody waits for an answer. */
  private static final int NO_TMAX = 0;

  /** How an IAB category is written. */
  static final Pattern CATEGORY = Pattern.compile("IAB\\d+(-\\d+)?");

  private static final int ABOVE_THE_FOLD = 1;
  private static final int BELOW_THE_FOLD = 3;

  /**
   * Two-letter codes of the countries of which Java knows the three-letter code; for any other code
   * it throws.
   */
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private LoggedRequests() {}

  /** Makes the bid request of a logged impression, for training. */
  public static BidRequest toRequest(LoggedImpression row) {
    return toRequest(row, row.bidId(), NO_TMAX);
  }

  /**
   * Makes the bid request of a logged impression, to be sent under an id that the caller chooses.
   */
  public static BidRequest toRequest(LoggedImpression row, String requestId, int tmaxMillis) {
    Imp imp =
        new Imp(
            "1",
            new Banner(
                List.of(new Size(row.width(), row.height())), List.of(), pos(row.visibility())),
            row.floorCpm() * MICROS_PER_CPM,
            CURRENCY,
            row.slotId(),
            false,
            false);
    return new BidRequest(
        requestId,
        exchange(row.adExchange()),
        0L,
        List.of(imp),
        site(row),
        device(row.userAgent(), row.region(), row.city()),
        new User(row.ipinyouId(), null, row.userTags()),
        new Regs(false, false),
        BidRequest.SECOND_PRICE,
        tmaxMillis,
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  /**
   * The offer that a logged impression showed, with the ids that the campaign and its creative have
   * in a played market.
   *
   * @param firstShownMillis when the campaign began, as far as the log can tell
   */
  public static Offer shown(LoggedImpression row, long firstShownMillis) {
    String campaignId = row.campaignId();
    return new Offer(
        campaignId,
        campaignId,
        IpinyouMarket.creativeId(campaignId, new Size(row.width(), row.height())),
        IpinyouMarket.adomain(row.advertiser()),
        row.adCategory() == null ? List.of() : List.of(row.adCategory()),
        row.width(),
        row.height(),
        firstShownMillis,
        Objective.CLICK,
        Offer.NO_NUMBER);
  }

  /**
   * Makes the log row of an impression that a campaign won. {@link #toRequest(LoggedImpression)}
   * turns that row into a request of the same user, device, site, exchange and slot. The price paid
   * is the market price, as in a second-price auction. Where the request does not allow profiling,
   * the row has no user.
   *
   * @param dayStartMillis the log's local midnight, as in {@link LoggedImpression#atMillis}
   * @param campaignId {@code c} and the creative's id, see {@link LoggedImpression#campaignId}
   * @param advertiser number of the advertiser
   * @param adCategory what the campaign is about, or null
   * @param bidPriceCpm what was bid, currency units per thousand impressions
   * @param clicked whether the user clicked
   */
  public static LoggedImpression toLog(
      Opportunity opportunity,
      int impIndex,
      long dayStartMillis,
      String campaignId,
      String advertiser,
      String adCategory,
      long bidPriceCpm,
      boolean clicked) {
    BidRequest request = opportunity.request();
    Imp imp = request.imps().get(impIndex);
    Size size = imp.banner().sizes().get(0);
    Site site = request.site();
    Device device = request.device();
    boolean known = request.regs().profilingAllowed();
    return new LoggedImpression(
        clicked ? 1 : 0,
        dayStartMillis + opportunity.offsetMillis(),
        request.id() + "-" + imp.id(),
        known ? request.user().id() : null,
        device.ua(),
        device.region(),
        device.city(),
        request.exchange(),
        site == null ? null : site.domain(),
        site == null ? null : site.page(),
        site == null || site.cat().isEmpty() ? null : site.cat().get(0),
        imp.tagid(),
        size.w(),
        size.h(),
        switch (imp.banner().pos()) {
          case ABOVE_THE_FOLD -> "FirstView";
          case BELOW_THE_FOLD -> "SecondView";
          default -> null;
        },
        null,
        imp.bidfloorMicros() / MICROS_PER_CPM,
        campaignId.substring(1),
        bidPriceCpm,
        opportunity.marketPriceMicros()[impIndex] / MICROS_PER_CPM,
        advertiser,
        known ? request.user().segments() : List.of(),
        0,
        adCategory);
  }

  /** The device that a logged user agent, region and city describe. */
  public static Device device(String userAgent, String region, String city) {
    String words = userAgent == null ? "" : userAgent.toLowerCase(Locale.ROOT);
    return new Device(
        userAgent, null, deviceType(words), os(words), country(region), region, city, false);
  }

  private static String exchange(String adExchange) {
    if (adExchange == null) {
      return "ipinyou-0";
    }
    boolean number = adExchange.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? "ipinyou-" + adExchange : adExchange;
  }

  private static Site site(LoggedImpression row) {
    boolean category = row.urlId() != null && CATEGORY.matcher(row.urlId()).matches();
    if (row.domain() == null && row.url() == null && !category) {
      return null;
    }
    String domain = row.domain() == null ? null : row.domain().toLowerCase(Locale.ROOT);
    List<String> cat = category ? List.of(row.urlId()) : List.of();
    return new Site(null, domain, row.url(), cat, null, false);
  }

  private static int pos(String visibility) {
    if (visibility == null) {
      return 0;
    }
    return switch (visibility) {
      case "FirstView", "1" -> ABOVE_THE_FOLD;
      case "OtherView", "0", "255" -> 0;
      default -> visibility.endsWith("View") || visibility.matches("[2-9]|10") ? BELOW_THE_FOLD : 0;
    };
  }

  private static String country(String region) {
    if (region == null || !region.matches("[A-Z]{2}-.+")) {
      return "CHN";
    }
    String country = region.substring(0, 2);
    return COUNTRIES.contains(country)
        ? new Locale.Builder().setRegion(country).build().getISO3Country()
        : "CHN";
  }

  private static DeviceType deviceType(String words) {
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

  private static String os(String words) {
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
