package io.paceline.core.campaign;

import io.paceline.core.json.FieldReader;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.NearestName;
import io.paceline.core.json.Shown;
import io.paceline.core.openrtb.DeviceType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds a campaign from its JSON and checks it; see {@code docs/campaigns.md} for the schema. */
final class CampaignReader {
  /** Decimal places of an amount in currency units; the last one is a micro. */
  static final int UNIT_DECIMALS = 6;

  /**
   * Decimal places of a CPM: 0.001 currency units per 1,000 impressions are one micro per
   * impression.
   */
  static final int CPM_DECIMALS = 3;

  private static final String DEFAULT_ZONE = "UTC";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  /** Length in characters of the longest domain name that RFC 1035 allows. */
  private static final int DOMAIN_LENGTH = 253;

  private static final Pattern CATEGORY = Pattern.compile("[A-Z0-9-]+");
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3);

  private final FieldReader fields;
  private final List<String> faults;

  private CampaignReader(JsonValue campaign, List<String> faults) {
    this.fields = new FieldReader(campaign, faults);
    this.faults = faults;
  }

  /**
   * Reads one campaign.
   *
   * @param faults receives the faults
   * @return the campaign, null where there are faults
   */
  static @Nullable Campaign read(JsonValue campaign, List<String> faults) {
    if (!campaign.isObject()) {
      faults.add("a campaign must be an object in { }, got " + campaign.shown());
      return null;
    }
    return new CampaignReader(campaign, faults).read();
  }

  private @Nullable Campaign read() {
    String id = fields.required("id") == null ? null : id("id");
    Long version = fields.whole("version", 0);
    String name = fields.text("name");
    Boolean paused = fields.flag("paused");
    JsonValue written = fields.required("adomain");
    String adomain = written == null ? null : domain(fields, written);
    List<String> cat = fields.list("cat", value -> category(fields, value));
    String zoneName = fields.text("timeZone");
    ZoneId zone = zone(zoneName);
    Long start = instant("flightStart", zone);
    Long end = instant("flightEnd", zone);
    if (start != null && end != null && end <= start) {
      fields.fault("flightEnd", "must be after flightStart");
    }
    String budgetId = id("budgetId");
    Long total = fields.micros("totalBudget", UNIT_DECIMALS);
    Long daily = fields.micros("dailyBudget", UNIT_DECIMALS);
    PacingMode pacing = fields.constant("pacing", PacingMode.class);
    Long maxBid =
        fields.required("maxBidCpm") == null ? null : fields.micros("maxBidCpm", CPM_DECIMALS);
    checkMoney(total, daily, maxBid);
    Long clickValue = fields.micros("clickValue", UNIT_DECIMALS);
    List<Creative> creatives = creatives();
    Targeting targeting = targeting();
    FrequencyCap cap = frequencyCap();
    Objective objective = fields.constant("objective", Objective.class);
    fields.refuseUnknown();
    // Where one of these values is null, the list of faults says why.
    if (!faults.isEmpty()
        || id == null
        || adomain == null
        || start == null
        || end == null
        || maxBid == null) {
      return null;
    }
    return new Campaign(
        id,
        orZero(version),
        name == null ? id : name,
        paused != null && paused,
        new Campaign.Advertiser(adomain, cat),
        // Keeps the zone as it was written: getId() would turn GMT+2 into GMT+02:00.
        new Campaign.Flight(start, end, zoneName == null ? DEFAULT_ZONE : zoneName),
        new Campaign.Budget(
            budgetId == null ? id : budgetId,
            orZero(total),
            orZero(daily),
            pacing == null ? PacingMode.TRAFFIC : pacing),
        new Campaign.Bidding(
            objective == null ? Objective.CLICK : objective, orZero(clickValue), maxBid),
        creatives,
        targeting,
        cap);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0L : value;
  }

  private @Nullable String id(String name) {
    String id = fields.text(name);
    return id == null ? null : id(fields, name, id);
  }

  private static @Nullable String id(FieldReader fields, String name, String id) {
    if (!ID.matcher(id).matches()) {
      fields.fault(
          name,
          "must consist of letters, digits, dots, dashes and underscores, got " + Shown.quoted(id));
      return null;
    }
    return id;
  }

  private @Nullable ZoneId zone(@Nullable String name) {
    if (name == null) {
      return ZoneId.of(DEFAULT_ZONE);
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      String hint = NearestName.hint(name, ZoneId.getAvailableZoneIds());
      fields.fault(
          "timeZone",
          "must be an IANA zone such as Europe/Berlin, got " + Shown.quoted(name) + hint);
      return null;
    }
  }

  /**
   * Reads a field as epoch milliseconds, or null. A time without a zone is in the campaign's zone.
   */
  private @Nullable Long instant(String name, @Nullable ZoneId zone) {
    String text = fields.required(name) == null ? null : fields.text(name);
    if (text == null) {
      return null;
    }
    try {
      TemporalAccessor read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      if (read instanceof OffsetDateTime instant) {
        return instant.toInstant().toEpochMilli();
      }
      // The fault of a faulty zone is already noted; any zone serves to check the rest.
      ZoneId assumed = zone == null ? ZoneOffset.UTC : zone;
      return LocalDateTime.from(read).atZone(assumed).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      fields.fault(
          name,
          "must be an ISO-8601 date and time such as 2026-03-01T00:00 (campaign's time zone) or"
              + " 2026-03-01T00:00Z, got "
              + Shown.quoted(text));
      return null;
    }
  }

  private void checkMoney(@Nullable Long total, @Nullable Long daily, @Nullable Long maxBid) {
    boolean budgetsRead =
        (total != null || fields.value("totalBudget") == null)
            && (daily != null || fields.value("dailyBudget") == null);
    long largest = Math.max(orZero(total), orZero(daily));
    if (budgetsRead && largest == 0) {
      fields.fault("totalBudget", "a positive totalBudget or dailyBudget is needed");
    }
    if (maxBid == null) {
      return;
    }
    if (maxBid == 0) {
      fields.fault("maxBidCpm", "must be positive, got 0");
    }
  }

  private List<Creative> creatives() {
    JsonValue written = fields.value("creatives");
    if (written == null || (written.isArray() && written.size() == 0)) {
      fields.fault("creatives", "at least one is needed");
      return List.of();
    }
    Set<String> ids = new HashSet<>();
    return fields.list("creatives", value -> creative(value, ids));
  }

  private @Nullable Creative creative(JsonValue value, Set<String> ids) {
    FieldReader reader = fields.object(value);
    if (reader == null) {
      return null;
    }
    String id = reader.required("id") == null ? null : reader.text("id");
    if (id != null && id(reader, "id", id) != null && !ids.add(id)) {
      reader.fault("id", "is used twice in this campaign, got " + Shown.quoted(id));
    }
    Integer w = positive(reader, "w");
    Integer h = positive(reader, "h");
    List<Integer> attr = reader.list("attr", code -> reader.integer(code, 1, Integer.MAX_VALUE));
    String imageUrl = httpsUrl(reader, "imageUrl");
    String landingPage = httpsUrl(reader, "landingPage");
    reader.refuseUnknown();
    if (id == null || w == null || h == null || imageUrl == null || landingPage == null) {
      return null;
    }
    return new Creative(id, w, h, attr, imageUrl, landingPage);
  }

  /** Reads a whole number that is positive and must be there, or null. */
  private static @Nullable Integer positive(FieldReader reader, String name) {
    JsonValue value = reader.required(name);
    return value == null ? null : reader.integer(value, 1, Integer.MAX_VALUE);
  }

  private static @Nullable String httpsUrl(FieldReader reader, String name) {
    String text = reader.required(name) == null ? null : reader.text(name);
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      if ("https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // The fault is noted below, as for an address of another scheme.
    }
    reader.fault(name, "must be an address that begins with https://, got " + Shown.quoted(text));
    return null;
  }

  private Targeting targeting() {
    FieldReader reader = fields.object("targeting");
    if (reader == null) {
      return Targeting.EVERYWHERE;
    }
    List<String> countries = reader.list("countries", code -> country(reader, code));
    List<String> regions = reader.list("regions", reader::text);
    List<DeviceType> devices =
        reader.list("devices", name -> reader.constant(name, DeviceType.class));
    Placement placement = reader.constant("placement", Placement.class);
    List<String> domains = reader.list("domains", name -> domain(reader, name));
    List<String> blocked = reader.list("blockedDomains", name -> domain(reader, name));
    for (String domain : domains) {
      for (String never : blocked) {
        if (domain.equals(never) || domain.endsWith("." + never)) {
          reader.fault(
              "domains", domain + " is blocked by " + never + " in blockedDomains; remove one");
        }
      }
    }
    List<String> categories = reader.list("categories", code -> category(reader, code));
    List<Integer> hours = reader.list("hours", hour -> reader.integer(hour, 0, 23));
    reader.refuseUnknown();
    return new Targeting(
        countries,
        regions,
        devices,
        placement == null ? Placement.ANY : placement,
        domains,
        blocked,
        categories,
        hours);
  }

  private static @Nullable String country(FieldReader reader, JsonValue value) {
    String typed = reader.text(value);
    if (typed == null) {
      return null;
    }
    String code = typed.toUpperCase(Locale.ROOT);
    if (COUNTRIES.contains(code)) {
      return code;
    }
    String hint = "";
    if (Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code)) {
      String alpha3 = new Locale.Builder().setRegion(code).build().getISO3Country();
      hint = ", did you mean " + alpha3 + "?";
    }
    reader.fault(
        value,
        "must be a country's three letters (ISO 3166-1 alpha-3) such as DEU, got "
            + Shown.quoted(typed)
            + hint);
    return null;
  }

  private static @Nullable String domain(FieldReader reader, JsonValue value) {
    String typed = reader.text(value);
    if (typed == null) {
      return null;
    }
    String domain = typed.toLowerCase(Locale.ROOT);
    if (domain.length() > DOMAIN_LENGTH || !DOMAIN.matcher(domain).matches()) {
      reader.fault(
          value,
          "must be a bare domain such as shop.example, without scheme or path, got "
              + Shown.quoted(typed));
      return null;
    }
    if (domain.startsWith("www.")) {
      // The domains of requests are stored without www., so the entry would never match.
      reader.fault(value, "must not begin with www., write " + domain.substring(4));
      return null;
    }
    return domain;
  }

  private static @Nullable String category(FieldReader reader, JsonValue value) {
    String code = reader.text(value);
    if (code != null && !CATEGORY.matcher(code).matches()) {
      reader.fault(value, "must be a category such as IAB18-2, got " + Shown.quoted(code));
      return null;
    }
    return code;
  }

  private @Nullable FrequencyCap frequencyCap() {
    FieldReader reader = fields.object("frequencyCap");
    if (reader == null) {
      return null;
    }
    Integer impressions = positive(reader, "impressions");
    Long period = reader.required("period") == null ? null : periodMillis(reader);
    reader.refuseUnknown();
    return impressions == null || period == null ? null : new FrequencyCap(impressions, period);
  }

  private static @Nullable Long periodMillis(FieldReader reader) {
    String text = reader.text("period");
    if (text == null) {
      return null;
    }
    try {
      long millis = Duration.parse(text).toMillis();
      if (millis > 0) {
        return millis;
      }
      reader.fault("period", "must be positive, got " + Shown.quoted(text));
    } catch (DateTimeException | ArithmeticException e) {
      reader.fault(
          "period", "must be an ISO-8601 duration such as PT24H or P7D, got " + Shown.quoted(text));
    }
    return null;
  }
}
