package io.paceline.simulator.ipinyou;

import io.paceline.core.campaign.Objective;
import io.paceline.core.eligibility.Offer;
import io.paceline.core.openrtb.Banner;
import io.paceline.core.openrtb.BidRequest;
import io.paceline.core.openrtb.BlockLists;
import io.paceline.core.openrtb.Device;
import io.paceline.core.openrtb.Imp;
import io.paceline.core.openrtb.Regs;
import io.paceline.core.openrtb.Site;
import io.paceline.core.openrtb.Size;
import io.paceline.core.openrtb.User;
import io.paceline.simulator.exchange.Market;
import io.paceline.simulator.exchange.MarketBanners;
import io.paceline.simulator.exchange.MarketDevices;
import io.paceline.simulator.exchange.Opportunity;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a logged impression into a bid request, and a shown impression back into a log row. Playing
 * a log and training on it both use this class, so on a played day the job's model meets requests
 * of exactly the form on which it was trained.
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
 * <tr><td>domain, url</td><td>{@code site.domain} in lower case, {@code site.page}; urlid:
 *     {@code site.cat} where it is an IAB category; no site where domain, page and category are all
 *     missing</td></tr>
 * <tr><td>slotid</td><td>{@code imp.tagid}; width and height: the only size</td></tr>
 * <tr><td>slotvisibility</td><td>{@code imp.banner.pos}: {@code FirstView} or 1 is 1 (above the
 *     fold), the second to tenth view 3 (below), everything else 0 (unknown)</td></tr>
 * <tr><td>keypage</td><td>the campaign's category ({@link #shown}) where it is an IAB category;
 *     otherwise unused</td></tr>
 * <tr><td>slotprice</td><td>{@code imp.bidfloor} in {@link Market#CURRENCY}, one CPM
 *     being {@value Market#MICROS_PER_CPM} micros per impression</td></tr>
 * </table>
 *
 * Every request of a log is a second-price auction of one impression, {@code imp.id} 1.
 */
public final class LoggedRequests {

  /** The tmax, in milliseconds, of requests for training: nobody waits for an answer to them. */
  private static final int NO_TMAX = 0;

  /** How an IAB category is written. */
  static final Pattern CATEGORY = Pattern.compile("IAB\\d+(-\\d+)?");

  private static final int ABOVE_THE_FOLD = 1;
  private static final int BELOW_THE_FOLD = 3;

  /** The country of a region that does not name its own: the published logs are from China. */
  private static final String COUNTRY_OF_PUBLISHED_LOGS = "CHN";

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
        Imp.readable(
            "1",
            new Banner(List.of(row.slot().size()), List.of(), pos(row.slot().visibility())),
            row.slot().floorCpm() * Market.MICROS_PER_CPM,
            Market.CURRENCY,
            row.slot().id(),
            false,
            false);
    return new BidRequest(
        requestId,
        exchange(row.adExchange()),
        0L,
        List.of(imp),
        site(row.page()),
        device(row.viewer()),
        new User(row.viewer().id(), null, row.viewer().tags()),
        Regs.NONE,
        BidRequest.SECOND_PRICE,
        tmaxMillis,
        List.of(),
        BlockLists.NONE,
        false);
  }

  /**
   * The offer that a logged impression showed, with the ids that the campaign and its creative have
   * in a played market.
   *
   * @param firstShownMillis time of the campaign's first impression, from which its age is counted,
   *     on the clock of the row's {@code atMillis}
   */
  public static Offer shown(LoggedImpression row, long firstShownMillis) {
    String campaignId = row.campaignId();
    Size size = row.slot().size();
    return new Offer(
        campaignId,
        campaignId,
        MarketBanners.creativeId(campaignId, size),
        MarketBanners.adomain(row.ad().advertiser()),
        row.ad().category() == null ? List.of() : List.of(row.ad().category()),
        size.w(),
        size.h(),
        firstShownMillis,
        Objective.CLICK,
        Offer.NO_NUMBER);
  }

  /**
   * Makes the log row of an impression that a campaign won. {@link #toRequest(LoggedImpression)}
   * turns that row into a request of the same user, device, site, exchange and slot. The price paid
   * is the market price, as in a second-price auction. Where the request does not allow profiling,
   * the row has neither user id nor interests.
   *
   * @param dayStartMillis the log's local midnight, as in {@link LoggedImpression#atMillis}
   * @param ad what was shown
   * @param bidCpm what was bid, in whole currency units per thousand impressions
   * @param clicked whether the user clicked
   */
  public static LoggedImpression toLog(
      Opportunity opportunity,
      int impIndex,
      long dayStartMillis,
      LoggedImpression.Ad ad,
      long bidCpm,
      boolean clicked) {
    BidRequest request = opportunity.request();
    Imp imp = request.imps().get(impIndex);
    Banner banner =
        Objects.requireNonNull(imp.banner(), "only an imp that offers a banner can be won");
    return new LoggedImpression(
        request.id() + "-" + imp.id(),
        dayStartMillis + opportunity.offsetMillis(),
        request.exchange(),
        viewer(request),
        page(request.site()),
        new LoggedImpression.Slot(
            imp.tagid(),
            banner.sizes().get(0),
            visibility(banner.pos()),
            null,
            imp.bidfloorMicros() / Market.MICROS_PER_CPM),
        ad,
        new LoggedImpression.Price(
            bidCpm, opportunity.marketPriceMicros()[impIndex] / Market.MICROS_PER_CPM),
        clicked,
        0);
  }

  private static LoggedImpression.Viewer viewer(BidRequest request) {
    Device device = request.device();
    boolean known = request.profilingAllowed();
    return new LoggedImpression.Viewer(
        known ? request.user().id() : null,
        device.ua(),
        device.region(),
        device.city(),
        known ? request.user().segments() : List.of());
  }

  private static LoggedImpression.Page page(@Nullable Site site) {
    return site == null
        ? LoggedImpression.Page.UNKNOWN
        : new LoggedImpression.Page(site.domain(), site.page(), site.category());
  }

  private static @Nullable String visibility(int pos) {
    return switch (pos) {
      case ABOVE_THE_FOLD -> "FirstView";
      case BELOW_THE_FOLD -> "SecondView";
      default -> null;
    };
  }

  private static String exchange(@Nullable String adExchange) {
    if (adExchange == null) {
      return "ipinyou-0";
    }
    boolean number = adExchange.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? "ipinyou-" + adExchange : adExchange;
  }

  private static Device device(LoggedImpression.Viewer viewer) {
    return MarketDevices.device(
        viewer.userAgent(), viewer.region(), viewer.city(), COUNTRY_OF_PUBLISHED_LOGS);
  }

  private static @Nullable Site site(LoggedImpression.Page page) {
    String urlId = page.urlId();
    List<String> cat =
        urlId != null && CATEGORY.matcher(urlId).matches() ? List.of(urlId) : List.of();
    if (page.domain() == null && page.url() == null && cat.isEmpty()) {
      return null;
    }
    String domain = page.domain() == null ? null : page.domain().toLowerCase(Locale.ROOT);
    return new Site(null, domain, page.url(), cat, null, false);
  }

  private static int pos(@Nullable String visibility) {
    if (visibility == null) {
      return 0;
    }
    return switch (visibility) {
      case "FirstView", "1" -> ABOVE_THE_FOLD;
      case "OtherView", "0", "255" -> 0;
      default -> visibility.endsWith("View") || visibility.matches("[2-9]|10") ? BELOW_THE_FOLD : 0;
    };
  }
}
