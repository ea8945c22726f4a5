package io.paceline.core.openrtb;

import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonObject;
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

  /** OpenRTB's default of {@code bidfloorcur}, whatever Paceline's own currency is. */
  private static final String DEFAULT_FLOOR_CURRENCY = "USD";

  private static final User NO_USER = new User(null, null, List.of());
  private static final Device NO_DEVICE =
      new Device(null, null, DeviceType.UNKNOWN, null, null, null, null, false);
  private static final Regs NO_REGS = new Regs(false, false);

  private static final Map<String, String> ALPHA_3_BY_ALPHA_2 = alpha3ByAlpha2();

  private final CurrencyTable currencies;
  private final int defaultTmaxMillis;

  BidRequestReader(CurrencyTable currencies, int defaultTmaxMillis) {
    this.currencies = currencies;
    this.defaultTmaxMillis = defaultTmaxMillis;
  }

  BidRequest read(JsonObject request, String exchange, long receivedAtMillis)
      throws InvalidJsonException {
    String id = shortId(request);
    int tmax = request.count("tmax");
    return new BidRequest(
        id,
        exchange,
        receivedAtMillis,
        imps(request),
        siteOrApp(request),
        device(request.object("device")),
        user(request.object("user")),
        regs(request.object("regs")),
        request.code("at", BidRequest.SECOND_PRICE),
        tmax == 0 ? defaultTmaxMillis : Math.min(tmax, MAX_TMAX_MILLIS),
        currencyCodes(request.texts("cur")),
        request.texts("bcat"),
        domains(request.texts("badv")),
        request.flag("test"));
  }

  /**
   * Reads an id and refuses one of absurd length: ids travel in every response, notice token and
   * key, and an absurdly long one would break them.
   */
  private static String shortId(JsonObject object) throws InvalidJsonException {
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

  private List<Imp> imps(JsonObject request) throws InvalidJsonException {
    List<JsonObject> objects = request.objects("imp");
    if (objects.isEmpty()) {
      throw new InvalidJsonException("imp must contain at least one impression");
    }
    List<Imp> imps = new ArrayList<>(objects.size());
    Set<String> ids = new HashSet<>();
    for (JsonObject object : objects) {
      Imp imp = imp(object);
      if (!ids.add(imp.id())) {
        throw new InvalidJsonException(
            object.path("id") + " repeats the id of an earlier impression, " + imp.id());
      }
      imps.add(imp);
    }
    return List.copyOf(imps);
  }

  private Imp imp(JsonObject imp) throws InvalidJsonException {
    String id = shortId(imp);
    JsonObject banner = imp.object("banner");
    if (banner == null && !imp.has("video") && !imp.has("audio") && !imp.has("native")) {
      throw new InvalidJsonException(
          imp.path() + " must contain at least one of banner, video, audio or native");
    }
    String currency = imp.text("bidfloorcur");
    currency = currency == null ? DEFAULT_FLOOR_CURRENCY : currency.toUpperCase(Locale.ROOT);
    return new Imp(
        id,
        banner == null ? null : banner(banner),
        floorMicros(imp, currency),
        currency,
        imp.text("tagid"),
        imp.flag("instl"),
        imp.flag("secure"));
  }

  private long floorMicros(JsonObject imp, String currency) throws InvalidJsonException {
    BigDecimal floor = imp.decimal("bidfloor");
    if (floor == null || floor.signum() == 0) {
      // Without a floor its currency does not matter.
      return 0L;
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

  private static Banner banner(JsonObject banner) throws InvalidJsonException {
    Set<Size> sizes = new LinkedHashSet<>();
    int w = banner.size("w");
    int h = banner.size("h");
    if (w > 0 && h > 0) {
      sizes.add(new Size(w, h));
    }
    for (JsonObject format : banner.objects("format")) {
      Size size = size(format);
      if (size != null) {
        sizes.add(size);
      }
    }
    if (sizes.isEmpty()) {
      throw new InvalidJsonException(
          banner.path() + " has no sizes: define w and h, or include format elements");
    }
    return new Banner(List.copyOf(sizes), banner.codes("battr"), banner.code("pos", 0));
  }

  /**
   * A format's size; null where it states neither {@code w} nor {@code h}, since proportions alone
   * fix no size for a creative.
   */
  private static @Nullable Size size(JsonObject format) throws InvalidJsonException {
    int w = format.size("w");
    int h = format.size("h");
    boolean proportions =
        format.size("wmin") > 0 || format.size("wratio") > 0 || format.size("hratio") > 0;
    if (w == 0 && h == 0) {
      return null;
    }
    if (proportions) {
      throw new InvalidJsonException(
          format.path() + " must define either w and h or wmin, wratio and hratio, not both");
    }
    if (w == 0 || h == 0) {
      throw new InvalidJsonException(format.path() + " must define both w and h");
    }
    return new Size(w, h);
  }

  private static @Nullable Site siteOrApp(JsonObject request) throws InvalidJsonException {
    JsonObject site = request.object("site");
    JsonObject app = request.object("app");
    int places = (site == null ? 0 : 1) + (app == null ? 0 : 1) + (request.has("dooh") ? 1 : 0);
    if (places > 1) {
      throw new InvalidJsonException("no more than one of site, app and dooh may be there");
    }
    if (site != null) {
      return site(site);
    }
    return app == null ? null : app(app);
  }

  private static Site site(JsonObject site) throws InvalidJsonException {
    String id = site.text("id");
    String page = site.text("page");
    String domain = DomainNames.normalised(site.text("domain"));
    if (id == null && page == null && domain == null) {
      throw new InvalidJsonException("site must contain at least one of id, page or domain");
    }
    return new Site(
        id,
        domain == null ? DomainNames.normalised(page) : domain,
        page,
        site.texts("cat"),
        publisherId(site),
        false);
  }

  private static Site app(JsonObject app) throws InvalidJsonException {
    String bundle = app.text("bundle");
    return new Site(
        app.text("id"),
        bundle == null
            ? DomainNames.normalised(app.text("domain"))
            : DomainNames.orNull(bundle.toLowerCase(Locale.ROOT)),
        null,
        app.texts("cat"),
        publisherId(app),
        true);
  }

  private static @Nullable String publisherId(JsonObject siteOrApp) throws InvalidJsonException {
    JsonObject publisher = siteOrApp.object("publisher");
    return publisher == null ? null : publisher.text("id");
  }

  private static Device device(@Nullable JsonObject device) throws InvalidJsonException {
    if (device == null) {
      return NO_DEVICE;
    }
    // Paceline does not use the screen size, but a negative one shows that the sender is broken.
    device.size("w");
    device.size("h");
    String ua = device.text("ua");
    DeviceType type = DeviceType.ofCode(device.code("devicetype", 0));
    JsonObject geo = device.object("geo");
    return new Device(
        ua,
        device.text("ifa"),
        type == DeviceType.UNKNOWN ? DeviceType.guessedFrom(ua) : type,
        device.text("os"),
        geo == null ? null : country(geo.text("country")),
        geo == null ? null : geo.text("region"),
        geo == null ? null : geo.text("city"),
        device.flag("lmt") || device.flag("dnt"));
  }

  private static User user(@Nullable JsonObject user) throws InvalidJsonException {
    if (user == null) {
      return NO_USER;
    }
    Set<String> segments = new LinkedHashSet<>();
    for (JsonObject data : user.objects("data")) {
      for (JsonObject segment : data.objects("segment")) {
        String id = segment.text("id");
        if (id != null) {
          segments.add(id);
        }
      }
    }
    return new User(user.text("id"), user.text("buyeruid"), List.copyOf(segments));
  }

  private static Regs regs(@Nullable JsonObject regs) throws InvalidJsonException {
    if (regs == null) {
      return NO_REGS;
    }
    boolean gdpr = regs.strictFlag("gdpr");
    JsonObject ext = regs.object("ext");
    if (ext != null) {
      // If the flags of OpenRTB 2.5 and 2.6 disagree, the one that protects the user counts.
      gdpr |= ext.strictFlag("gdpr");
    }
    return new Regs(regs.strictFlag("coppa"), gdpr);
  }

  private static @Nullable String country(@Nullable String code) {
    if (code == null) {
      return null;
    }
    String upper = code.toUpperCase(Locale.ROOT);
    return ALPHA_3_BY_ALPHA_2.getOrDefault(upper, upper);
  }

  private static List<String> currencyCodes(List<String> codes) {
    return codes.stream().map(code -> code.toUpperCase(Locale.ROOT)).toList();
  }

  private static List<String> domains(List<String> texts) {
    List<String> domains = new ArrayList<>(texts.size());
    for (String text : texts) {
      String domain = DomainNames.normalised(text);
      if (domain != null) {
        domains.add(domain);
      }
    }
    return List.copyOf(domains);
  }

  private static Map<String, String> alpha3ByAlpha2() {
    Map<String, String> countries = new HashMap<>();
    for (String alpha2 : Locale.getISOCountries()) {
      countries.put(alpha2, new Locale.Builder().setRegion(alpha2).build().getISO3Country());
    }
    return Map.copyOf(countries);
  }
}
