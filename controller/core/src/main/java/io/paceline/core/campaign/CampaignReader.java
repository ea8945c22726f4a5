package io.paceline.core.campaign;

import io.paceline.core.json.FieldReader;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Shown;
import io.paceline.core.openrtb.DeviceType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
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

  /** Decimal places of the factor by which a day may take over what earlier days left. */
  static final int CARRY_OVER_DECIMALS = 3;

  private static final String DEFAULT_ZONE = "UTC";

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

  /** Zones whose names have the sign of POSIX, contrary to all other offsets. */
  private static final Pattern WESTWARD = Pattern.compile("Etc/GMT[+-][1-9][0-9]?");

  private static final Pattern CATEGORY = Pattern.compile("[A-Z0-9-]+");
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3);

  private final FieldReader fields;
  private final List<String> faults;
  private final List<String> notes;

  private CampaignReader(JsonValue campaign, List<String> faults, List<String> notes) {
    this.fields = new FieldReader(campaign, faults);
    this.faults = faults;
    this.notes = notes;
  }

  /**
   * Reads one campaign.
   *
   * @param faults receives the faults
   * @param notes receives what the campaign's author should know although it is no fault
   * @return the campaign, null where there are faults
   */
  static @Nullable Campaign read(JsonValue campaign, List<String> faults, List<String> notes) {
    if (!campaign.isObject()) {
      faults.add("a campaign must be an object in { }, got " + campaign.shown());
      return null;
    }
    return new CampaignReader(campaign, faults, notes).read();
  }

  private @Nullable Campaign read() {
    String id = fields.required("id") == null ? null : id("id");
    Long version = fields.whole("version", 0, Campaign.MOST_VERSION);
    String name = fields.text("name");
    Boolean paused = fields.flag("paused");
    JsonValue written = fields.required("adomain");
    String adomain = written == null ? null : WrittenDomain.advertiser(fields, written);
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
    Integer carryOver = carryOver();
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
            carryOver,
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
      ZoneId zone = ZoneId.of(name);
      if (WESTWARD.matcher(name).matches()) {
        notes.add(
            "timeZone: "
                + name
                + " is the offset "
                + zone.getRules().getOffset(Instant.EPOCH)
                + ", because these names count westwards");
      }
      return zone;
    } catch (DateTimeException e) {
      fields.fault(
          "timeZone",
          "must be an IANA zone such as Europe/Berlin, got "
              + Shown.quoted(name)
              + ZoneHint.of(name));
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
        return millis(name, text, instant);
      }
      // The fault of a faulty zone is already noted; any zone serves to check the rest.
      ZoneId assumed = zone == null ? ZoneOffset.UTC : zone;
      LocalDateTime local = LocalDateTime.from(read);
      OffsetDateTime taken = local.atZone(assumed).toOffsetDateTime();
      noteChangeOfClocks(name, local, assumed, taken);
      return millis(name, text, taken);
    } catch (DateTimeException | ArithmeticException e) {
      fields.fault(
          name,
          "must be an ISO-8601 date and time such as 2026-03-01T00:00 (campaign's time zone) or"
              + " 2026-03-01T00:00Z, got "
              + Shown.quoted(text));
      return null;
    }
  }

  /** Plans go through all days of a flight, so a flight of millions of years would stop the job. */
  private @Nullable Long millis(String name, String text, OffsetDateTime time) {
    Instant instant = time.toInstant();
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
      fields.fault(
          name, "must be in the years 1970 to 9999 in UTC, got %s".formatted(Shown.quoted(text)));
      return null;
    }
    return instant.toEpochMilli();
  }

  /** Notes where a local time does not exist, or exists twice, because the clocks change then. */
  private void noteChangeOfClocks(
      String name, LocalDateTime local, ZoneId zone, OffsetDateTime taken) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change == null) {
      return;
    }
    notes.add(
        change.isGap()
            ? name
                + ": "
                + local
                + " does not exist in "
                + zone
                + ", where the clocks go from "
                + change.getDateTimeBefore()
                + " to "
                + change.getDateTimeAfter()
                + "; it is read as "
                + taken
            : name
                + ": "
                + local
                + " comes twice in "
                + zone
                + ", where the clocks go back from "
                + change.getDateTimeBefore()
                + " to "
                + change.getDateTimeAfter()
                + "; it is read as the first, "
                + taken
                + "; the second is "
                + local.atOffset(change.getOffsetAfter()));
  }

  /** The factor of carry-over in thousandths, null where it is not stated or at fault. */
  private @Nullable Integer carryOver() {
    JsonValue value = fields.value("carryOver");
    if (value == null) {
      return null;
    }
    BigDecimal factor = value.decimal();
    if (factor == null) {
      fields.fault(value, "must be a number such as 0.5, got " + value.shown());
      return null;
    }
    BigDecimal most = BigDecimal.valueOf(Campaign.Budget.MOST_CARRY_OVER, CARRY_OVER_DECIMALS);
    if (factor.signum() < 0 || factor.compareTo(most) > 0) {
      fields.fault(
          value,
          "must be 0 to " + most.toBigInteger() + " times the dailyBudget, got " + value.shown());
      return null;
    }
    if (factor.stripTrailingZeros().scale() > CARRY_OVER_DECIMALS) {
      fields.fault(
          value, "must have at most " + CARRY_OVER_DECIMALS + " decimals, got " + value.shown());
      return null;
    }
    return factor.movePointRight(CARRY_OVER_DECIMALS).intValueExact();
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
    String imageUrl = WrittenDomain.httpsAddress(reader, "imageUrl");
    String landingPage = WrittenDomain.httpsAddress(reader, "landingPage");
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
    List<String> domains = reader.list("domains", name -> WrittenDomain.targeted(reader, name));
    List<String> blocked =
        reader.list("blockedDomains", name -> WrittenDomain.targeted(reader, name));
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
    return Targeting.builder()
        .countries(countries)
        .regions(regions)
        .devices(devices)
        .placement(placement == null ? Placement.ANY : placement)
        .domains(domains)
        .blockedDomains(blocked)
        .categories(categories)
        .hours(hours)
        .build();
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
