package io.paceline.core.campaign;

import com.fasterxml.jackson.databind.JsonNode;
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

  private CampaignReader(JsonNode campaign, List<String> faults) {
    this.fields = new FieldReader(campaign, "", faults);
    this.faults = faults;
  }

  /**
   * Reads one campaign.
   *
   * @param faults receives the faults
   * @return the campaign, null where there are faults
   */
  static Campaign read(JsonNode campaign, List<String> faults) {
    if (!campaign.isObject()) {
      faults.add("a campaign must be an object in { }, got " + FieldReader.show(campaign));
      return null;
    }
    return new CampaignReader(campaign, faults).read();
  }

  private Campaign read() {
    String id = fields.require("id") ? id("id") : null;
    Long version = fields.whole("version", 0);
    String name = fields.text("name");
    Boolean paused = fields.flag("paused");
    String adomain =
        fields.require("adomain") ? domain(fields, "adomain", fields.value("adomain")) : null;
    List<String> cat = fields.list("cat", (place, value) -> category(fields, place, value));
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
    PacingMode pacing = fields.constant("pacing", fields.value("pacing"), PacingMode.class);
    Long maxBid = fields.require("maxBidCpm") ? fields.micros("maxBidCpm", CPM_DECIMALS) : null;
    checkMoney(total, daily, maxBid);
    Long clickValue = fields.micros("clickValue", UNIT_DECIMALS);
    List<Creative> creatives = creatives();
    Targeting targeting = targeting();
    FrequencyCap cap = frequencyCap();
    Objective objective = fields.constant("objective", fields.value("objective"), Objective.class);
    fields.refuseUnknown();
    if (!faults.isEmpty()) {
      return null;
    }
    return new Campaign(
        id,
        orZero(version),
        name == null ? id : name,
        paused != null && paused,
        adomain,
        cat,
        start,
        end,
        // Keeps the zone as it was written: getId() would turn GMT+2 into GMT+02:00.
        zoneName == null ? DEFAULT_ZONE : zoneName,
        budgetId == null ? id : budgetId,
        orZero(total),
        orZero(daily),
        pacing == null ? PacingMode.TRAFFIC : pacing,
        maxBid,
        orZero(clickValue),
        creatives,
        targeting,
        cap,
        objective);
  }

  private static long orZero(Long value) {
    return value == null ? 0L : value;
  }

  private String id(String name) {
    String id = fields.text(name);
    return id == null ? null : id(fields, name, id);
  }

  private static String id(FieldReader fields, String name, String id) {
    if (!ID.matcher(id).matches()) {
      fields.fault(
          name,
          "must consist of letters, digits, dots, dashes and underscores, got "
              + FieldReader.quoted(id));
      return null;
    }
    return id;
  }

  private ZoneId zone(String name) {
    if (name == null) {
      return ZoneId.of(DEFAULT_ZONE);
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      String hint = NearestName.hint(name, ZoneId.getAvailableZoneIds());
      fields.fault(
          "timeZone",
          "must be an IANA zone such as Europe/Berlin, got " + FieldReader.quoted(name) + hint);
      return null;
    }
  }

  /**
   * Reads a field as epoch milliseconds, or null. A time without a zone is in the campaign's zone.
   */
  private Long instant(String name, ZoneId zone) {
    String text = fields.require(name) ? fields.text(name) : null;
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
              + FieldReader.quoted(text));
      return null;
    }
  }

  private void checkMoney(Long total, Long daily, Long maxBid) {
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
    JsonNode written = fields.value("creatives");
    if (written == null || (written.isArray() && written.isEmpty())) {
      fields.fault("creatives", "at least one is needed");
      return List.of();
    }
    Set<String> ids = new HashSet<>();
    return fields.list("creatives", (place, value) -> creative(place, value, ids));
  }

  private Creative creative(String place, JsonNode value, Set<String> ids) {
    FieldReader reader = fields.object(place, value);
    if (reader == null) {
      return null;
    }
    String id = reader.require("id") ? reader.text("id") : null;
    if (id != null && id(reader, "id", id) != null && !ids.add(id)) {
      reader.fault("id", "is used twice in this campaign, got " + FieldReader.quoted(id));
    }
    Integer w = side(reader, "w");
    Integer h = side(reader, "h");
    List<Integer> attr =
        reader.list("attr", (at, code) -> reader.integer(at, code, 1, Integer.MAX_VALUE));
    String imageUrl = httpsUrl(reader, "imageUrl");
    String landingPage = httpsUrl(reader, "landingPage");
    reader.refuseUnknown();
    if (w == null || h == null) {
      return null;
    }
    return new Creative(id, w, h, attr, imageUrl, landingPage);
  }

  private static Integer side(FieldReader reader, String name) {
    return reader.require(name)
        ? reader.integer(name, reader.value(name), 1, Integer.MAX_VALUE)
        : null;
  }

  private static String httpsUrl(FieldReader reader, String name) {
    String text = reader.require(name) ? reader.text(name) : null;
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
    reader.fault(
        name, "must be an address that begins with https://, got " + FieldReader.quoted(text));
    return null;
  }

  private Targeting targeting() {
    JsonNode value = fields.value("targeting");
    FieldReader reader = value == null ? null : fields.object("targeting", value);
    if (reader == null) {
      return Targeting.EVERYWHERE;
    }
    List<String> countries =
        reader.list("countries", (place, code) -> country(reader, place, code));
    List<String> regions = reader.list("regions", reader::text);
    List<DeviceType> devices =
        reader.list("devices", (place, name) -> reader.constant(place, name, DeviceType.class));
    Placement placement = reader.constant("placement", reader.value("placement"), Placement.class);
    List<String> domains = reader.list("domains", (place, name) -> domain(reader, place, name));
    List<String> blocked =
        reader.list("blockedDomains", (place, name) -> domain(reader, place, name));
    for (String domain : domains) {
      for (String never : blocked) {
        if (domain.equals(never) || domain.endsWith("." + never)) {
          reader.fault(
              "domains", domain + " is blocked by " + never + " in blockedDomains; remove one");
        }
      }
    }
    List<String> categories =
        reader.list("categories", (place, code) -> category(reader, place, code));
    List<Integer> hours = reader.list("hours", (place, hour) -> reader.integer(place, hour, 0, 23));
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

  private static String country(FieldReader reader, String place, JsonNode value) {
    String typed = reader.text(place, value);
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
        place,
        "must be a country's three letters (ISO 3166-1 alpha-3) such as DEU, got "
            + FieldReader.quoted(typed)
            + hint);
    return null;
  }

  private static String domain(FieldReader reader, String place, JsonNode value) {
    String typed = reader.text(place, value);
    if (typed == null) {
      return null;
    }
    String domain = typed.toLowerCase(Locale.ROOT);
    if (domain.length() > DOMAIN_LENGTH || !DOMAIN.matcher(domain).matches()) {
      reader.fault(
          place,
          "must be a bare domain such as shop.example, without scheme or path, got "
              + FieldReader.quoted(typed));
      return null;
    }
    if (domain.startsWith("www.")) {
      // The domains of requests are stored without www., so the entry would never match.
      reader.fault(place, "must not begin with www., write " + domain.substring(4));
      return null;
    }
    return domain;
  }

  private static String category(FieldReader reader, String place, JsonNode value) {
    String code = reader.text(place, value);
    if (code != null && !CATEGORY.matcher(code).matches()) {
      reader.fault(place, "must be a category such as IAB18-2, got " + FieldReader.quoted(code));
      return null;
    }
    return code;
  }

  private FrequencyCap frequencyCap() {
    JsonNode value = fields.value("frequencyCap");
    FieldReader reader = value == null ? null : fields.object("frequencyCap", value);
    if (reader == null) {
      return null;
    }
    Integer impressions =
        reader.require("impressions")
            ? reader.integer("impressions", reader.value("impressions"), 1, Integer.MAX_VALUE)
            : null;
    Long period = reader.require("period") ? periodMillis(reader) : null;
    reader.refuseUnknown();
    return impressions == null || period == null ? null : new FrequencyCap(impressions, period);
  }

  private static Long periodMillis(FieldReader reader) {
    String text = reader.text("period");
    if (text == null) {
      return null;
    }
    try {
      long millis = Duration.parse(text).toMillis();
      if (millis > 0) {
        return millis;
      }
      reader.fault("period", "must be positive, got " + FieldReader.quoted(text));
    } catch (DateTimeException | ArithmeticException e) {
      reader.fault(
          "period",
          "must be an ISO-8601 duration such as PT24H or P7D, got " + FieldReader.quoted(text));
    }
    return null;
  }
}
