package io.paceline.core.openrtb;

import io.paceline.core.exchange.ExchangeProfiles;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonObject;
import io.paceline.core.json.LeftOut;
import io.paceline.core.json.LenientObject;
import io.paceline.core.money.CurrencyTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link BidRequest} from JSON; {@link BidRequestCodec} states the rules. */
final class BidRequestReader {

  private static final int MAX_ID_LENGTH = 512;

  /**
   * Larger values of {@code tmax} are cut to this one. No exchange waits longer, and a request that
   * stays valid for ever could be answered twice.
   */
  private static final int MAX_TMAX_MILLIS = 600_000;

  private static final User NO_USER = new User(null, null, List.of());

  /** What cannot be read may be an objection, so nobody is recognised. */
  private static final Regs UNREADABLE_REGS = new Regs(true, true, true);

  private static final Device UNREADABLE_DEVICE = Device.builder().lmt(true).build();

  /** The taxonomy of campaigns' categories in AdCOM's list, {@code IAB1} and so on. */
  private static final int CONTENT_TAXONOMY_1 = 1;

  /** Apple's {@code atts}: the user let the app track. */
  private static final int TRACKING_AUTHORISED = 3;

  private static final int TCF_EU = 2;

  /** In {@code gpp_sid}: no section applies. */
  private static final int NO_SECTION = -1;

  private static final Map<String, String> ALPHA_3_BY_ALPHA_2 = alpha3ByAlpha2();

  private final CurrencyTable currencies;
  private final int defaultTmaxMillis;
  private final int maxImps;
  private final ExchangeProfiles exchanges;

  BidRequestReader(
      CurrencyTable currencies, int defaultTmaxMillis, int maxImps, ExchangeProfiles exchanges) {
    this.maxImps = maxImps;
    this.exchanges = exchanges;
    this.currencies = currencies;
    this.defaultTmaxMillis = defaultTmaxMillis;
  }

  BidRequest read(JsonObject root, String exchange, long receivedAtMillis, LeftOut leftOut)
      throws InvalidJsonException {
    LenientObject request = new LenientObject(root, leftOut);
    String id = shortId(request);
    int tmax = request.wholePart("tmax");
    LenientObject user = request.object("user");
    return new BidRequest(
        id,
        exchange,
        receivedAtMillis,
        imps(request, leftOut),
        siteOrApp(request),
        device(request),
        user(user),
        regs(request, user),
        auctionType(request, exchange),
        tmax == 0 ? defaultTmaxMillis : Math.min(tmax, MAX_TMAX_MILLIS),
        currencies(request),
        blockLists(request),
        request.strictFlag("test"));
  }

  /**
   * Reads an id and refuses one of absurd length: ids travel in every response, notice token and
   * key, and an absurdly long one would break them.
   */
  private static String shortId(LenientObject object) throws InvalidJsonException {
    String id = object.requiredText("id");
    if (id.length() > MAX_ID_LENGTH) {
      throw new InvalidJsonException(
          object.path("id")
              + " must have at most "
              + MAX_ID_LENGTH
              + " characters, got "
              + id.length());
    }
    return id;
  }

  private List<Imp> imps(LenientObject request, LeftOut leftOut) throws InvalidJsonException {
    int offered = request.count("imp");
    if (offered > maxImps) {
      throw new InvalidJsonException(
          "imp must contain at most " + maxImps + " impressions, got " + offered);
    }
    List<LenientObject> objects = request.objects("imp");
    if (objects.isEmpty()) {
      throw new InvalidJsonException("imp must contain at least one impression");
    }
    List<Imp> imps = new ArrayList<>(objects.size());
    Set<String> ids = new HashSet<>();
    String fault = null;
    boolean readable = false;
    for (LenientObject object : objects) {
      String id;
      try {
        id = shortId(object);
        if (!ids.add(id)) {
          throw new InvalidJsonException(
              object.path("id") + " repeats the id of an earlier impression, " + id);
        }
      } catch (InvalidJsonException e) {
        // Without an id of its own an impression cannot be answered.
        leftOut.note(e.getMessage());
        fault = fault == null ? e.getMessage() : fault;
        continue;
      }
      try {
        imps.add(imp(object, id));
        readable = true;
      } catch (InvalidJsonException e) {
        leftOut.note(e.getMessage());
        fault = fault == null ? e.getMessage() : fault;
        imps.add(Imp.unreadable(id, e.getMessage()));
      }
    }
    if (!readable && fault != null) {
      throw new InvalidJsonException(fault);
    }
    return List.copyOf(imps);
  }

  private Imp imp(LenientObject imp, String id) throws InvalidJsonException {
    boolean others = imp.has("video") || imp.has("audio") || imp.has("native");
    if (imp.isUnreadableObject("banner") && !others) {
      throw new InvalidJsonException(imp.path("banner") + " must be an object");
    }
    LenientObject banner = imp.object("banner");
    if (banner == null && !others && !imp.isThere("video", "audio", "native", "banner")) {
      throw new InvalidJsonException(
          imp.path() + " must contain at least one of banner, video, audio or native");
    }
    if (banner == null && !others && imp.isThere("banner")) {
      throw noSizes(imp.path("banner"));
    }
    String currency = imp.text("bidfloorcur");
    currency = currency == null ? Imp.DEFAULT_FLOOR_CURRENCY : currency.toUpperCase(Locale.ROOT);
    return Imp.readable(
        id,
        banner == null ? null : banner(banner),
        floorMicros(imp, currency),
        currency,
        imp.text("tagid"),
        imp.flag("instl", false),
        imp.flag("secure", true));
  }

  private long floorMicros(LenientObject imp, String currency) throws InvalidJsonException {
    BigDecimal floor = imp.money("bidfloor");
    if (floor == null || floor.signum() == 0) {
      // Without a floor its currency does not matter.
      return 0L;
    }
    if (imp.has("bidfloorcur") && imp.text("bidfloorcur") == null) {
      throw new InvalidJsonException(imp.path("bidfloorcur") + " must be a currency");
    }
    if (!currencies.knows(currency)) {
      throw new InvalidJsonException(
          imp.path("bidfloorcur") + " " + currency + " is not in the currency table");
    }
    try {
      return currencies.microsRoundedUp(floor, currency);
    } catch (IllegalArgumentException e) {
      throw new InvalidJsonException(imp.path("bidfloor") + " " + e.getMessage());
    }
  }

  private static Banner banner(LenientObject banner) throws InvalidJsonException {
    Set<Size> sizes = new LinkedHashSet<>();
    int w = banner.size("w");
    int h = banner.size("h");
    if (w > 0 && h > 0) {
      sizes.add(new Size(w, h));
    }
    for (LenientObject format : banner.objects("format")) {
      int formatW = format.size("w");
      int formatH = format.size("h");
      // Proportions alone fix no size for a creative.
      if (formatW > 0 && formatH > 0) {
        sizes.add(new Size(formatW, formatH));
      }
    }
    if (sizes.isEmpty()) {
      throw noSizes(banner.path());
    }
    List<String> texts = banner.list("battr");
    List<Integer> battr = texts == null ? null : BlockedNames.codes(texts);
    if (battr == null) {
      throw new InvalidJsonException(banner.path("battr") + " must be a list of codes");
    }
    return new Banner(List.copyOf(sizes), battr, banner.code("pos", 0));
  }

  private static InvalidJsonException noSizes(String place) {
    return new InvalidJsonException(
        place + " has no sizes: define w and h, or include format elements");
  }

  private int auctionType(LenientObject request, String exchange) throws InvalidJsonException {
    int agreed = exchanges.of(exchange).auctionType();
    return agreed == 0 ? request.strictCode("at", BidRequest.SECOND_PRICE) : agreed;
  }

  private static BlockLists blockLists(LenientObject request) {
    List<String> bcat = blockedCategories(request);
    List<String> badv = blockedDomains(request);
    return new BlockLists(
        bcat == null ? List.of() : bcat,
        badv == null ? List.of() : badv,
        bcat == null || badv == null);
  }

  /** Null where the list, or the taxonomy of its codes, cannot be read. */
  private static @Nullable List<String> blockedCategories(LenientObject request) {
    List<String> texts = request.list("bcat");
    if (texts == null || texts.isEmpty()) {
      return texts;
    }
    boolean contentTaxonomy1 =
        !request.has("cattax") || request.code("cattax", 0) == CONTENT_TAXONOMY_1;
    return BlockedNames.categories(texts, contentTaxonomy1);
  }

  private static @Nullable List<String> blockedDomains(LenientObject request) {
    List<String> texts = request.list("badv");
    return texts == null ? null : BlockedNames.domains(texts);
  }

  private static List<String> currencies(LenientObject request) throws InvalidJsonException {
    List<String> codes = BlockedNames.currencies(request.readable("cur"));
    if (codes.isEmpty() && request.has("cur")) {
      throw new InvalidJsonException("cur must be a list of currencies");
    }
    return codes;
  }

  /** The site or app; an object that does not tell a place gives way to one that does. */
  private static @Nullable Site siteOrApp(LenientObject request) throws InvalidJsonException {
    LenientObject siteObject = request.object("site");
    LenientObject appObject = request.object("app");
    Site site = siteObject == null ? null : site(siteObject);
    Site app = appObject == null ? null : app(appObject);
    int places =
        (tellsPlace(site) ? 1 : 0) + (tellsPlace(app) ? 1 : 0) + (request.has("dooh") ? 1 : 0);
    if (places > 1) {
      throw new InvalidJsonException("no more than one of site, app and dooh may be there");
    }
    Site place = tellsPlace(app) || site == null ? app : site;
    boolean tellsNothing =
        !tellsPlace(place)
            && (place == null || (place.publisherId() == null && place.cat().isEmpty()));
    return tellsNothing ? null : place;
  }

  private static boolean tellsPlace(@Nullable Site place) {
    return place != null && (place.id() != null || place.domain() != null || place.page() != null);
  }

  private static Site site(LenientObject site) throws InvalidJsonException {
    String page = site.text("page");
    String domain = DomainNames.normalised(site.text("domain"));
    if (domain == null) {
      domain = DomainNames.normalised(page);
    }
    if (domain == null && (site.has("domain") || site.has("page"))) {
      // A campaign may block the domain that stands here.
      throw new InvalidJsonException(site.path() + " has a domain or page that cannot be read");
    }
    return new Site(site.text("id"), domain, page, categories(site), publisherId(site), false);
  }

  private static Site app(LenientObject app) {
    String bundle = app.text("bundle");
    return new Site(
        app.text("id"),
        bundle == null
            ? DomainNames.normalised(app.text("domain"))
            : DomainNames.orNull(bundle.toLowerCase(Locale.ROOT)),
        null,
        categories(app),
        publisherId(app),
        true);
  }

  /** Categories that cannot be read are left out: no campaign that asks for one is then shown. */
  private static List<String> categories(LenientObject siteOrApp) {
    List<String> texts = siteOrApp.readable("cat");
    if (texts.isEmpty()) {
      return List.of();
    }
    List<String> categories = new ArrayList<>(texts.size());
    for (String text : texts) {
      List<String> codes = BlockedNames.categories(List.of(text), true);
      if (codes != null) {
        categories.addAll(codes);
      }
    }
    return List.copyOf(categories);
  }

  private static @Nullable String publisherId(LenientObject siteOrApp) {
    LenientObject publisher = siteOrApp.object("publisher");
    return publisher == null ? null : publisher.text("id");
  }

  private static Device device(LenientObject request) {
    LenientObject device = request.object("device");
    if (device == null) {
      return request.has("device") ? UNREADABLE_DEVICE : Device.UNKNOWN;
    }
    String ua = device.text("ua");
    DeviceType type = DeviceType.ofCode(device.code("devicetype", 0));
    LenientObject geo = device.object("geo");
    LenientObject ext = device.object("ext");
    boolean limited = device.flag("lmt", true);
    limited |= device.flag("dnt", true);
    limited |= device.isUnreadableObject("ext");
    if (ext != null && ext.has("atts")) {
      limited |= ext.code("atts", 0) != TRACKING_AUTHORISED;
    }
    return Device.builder()
        .ua(ua)
        .ifa(device.text("ifa"))
        .type(type == DeviceType.UNKNOWN ? DeviceType.guessedFrom(ua) : type)
        .os(device.text("os"))
        .country(geo == null ? null : country(geo.text("country")))
        .region(geo == null ? null : geo.text("region"))
        .city(geo == null ? null : geo.text("city"))
        .lmt(limited)
        .build();
  }

  private static User user(@Nullable LenientObject user) {
    if (user == null) {
      return NO_USER;
    }
    Set<String> segments = new LinkedHashSet<>();
    for (LenientObject data : user.objects("data")) {
      segments.addAll(data.ids("segment"));
    }
    return new User(user.text("id"), user.text("buyeruid"), List.copyOf(segments));
  }

  private static Regs regs(LenientObject request, @Nullable LenientObject user) {
    LenientObject userExt = user == null ? null : user.object("ext");
    // What cannot be read may hide a consent string.
    boolean consentString =
        request.isUnreadableObject("user")
            || (user != null && (user.has("consent") || user.isUnreadableObject("ext")))
            || (userExt != null && userExt.has("consent"));
    if (request.isUnreadableObject("regs")) {
      return UNREADABLE_REGS;
    }
    LenientObject regs = request.object("regs");
    if (regs == null) {
      return consentString ? Regs.GDPR : Regs.NONE;
    }
    LenientObject ext = regs.object("ext");
    boolean coppa = regs.flag("coppa", true);
    // If the flags of OpenRTB 2.5 and 2.6 disagree, the one that protects the user counts.
    boolean gdpr = regs.flag("gdpr", true);
    gdpr |= regs.isUnreadableObject("ext");
    boolean stated = regs.has("gdpr");
    boolean optedOut = objects(regs);
    gdpr |= applies(regs);
    if (ext != null) {
      coppa |= ext.flag("coppa", true);
      gdpr |= ext.flag("gdpr", true);
      gdpr |= applies(ext);
      stated |= ext.has("gdpr");
      optedOut |= objects(ext);
      optedOut |= ext.flag("gpc", true);
    }
    // A consent string is written where GDPR applies, and Paceline reads no consent.
    gdpr |= consentString && !stated;
    return new Regs(coppa, gdpr, optedOut);
  }

  /** Whether GPP says that the European framework applies. */
  private static boolean applies(LenientObject regs) {
    Set<Integer> sections = sections(regs);
    return sections != null
        && (sections.contains(TCF_EU)
            || (sections.isEmpty() && GppOptOut.hasEuropeanSection(regs.text("gpp"))));
  }

  private static boolean objects(LenientObject regs) {
    String usPrivacy = regs.text("us_privacy");
    if (usPrivacy == null ? regs.has("us_privacy") : GppOptOut.objectsToSale(usPrivacy)) {
      return true;
    }
    if (!regs.has("gpp") && !regs.has("gpp_sid")) {
      return false;
    }
    Set<Integer> sections = sections(regs);
    String gpp = regs.text("gpp");
    if (sections == null || (gpp == null && regs.has("gpp"))) {
      return true;
    }
    if (sections.contains(NO_SECTION)) {
      return false;
    }
    return GppOptOut.isOptedOut(gpp, sections);
  }

  private static @Nullable Set<Integer> sections(LenientObject regs) {
    List<String> texts = regs.list("gpp_sid");
    List<Integer> codes = texts == null ? null : BlockedNames.codes(texts);
    return codes == null ? null : Set.copyOf(codes);
  }

  private static @Nullable String country(@Nullable String code) {
    if (code == null) {
      return null;
    }
    String upper = code.toUpperCase(Locale.ROOT);
    return ALPHA_3_BY_ALPHA_2.getOrDefault(upper, upper);
  }

  private static Map<String, String> alpha3ByAlpha2() {
    Map<String, String> countries = new HashMap<>();
    for (String alpha2 : Locale.getISOCountries()) {
      countries.put(alpha2, new Locale.Builder().setRegion(alpha2).build().getISO3Country());
    }
    // Not in ISO 3166, but reserved there for the same countries and often sent.
    countries.put("UK", "GBR");
    countries.put("EL", "GRC");
    return Map.copyOf(countries);
  }
}
