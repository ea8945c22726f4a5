package io.paceline.simulator.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.FieldReader;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.NearestName;
import io.paceline.core.json.Shown;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script: one JSON object a line, in campaign time. {@code docs/rehearsal.md} describes the
 * verbs and their fields. Empty lines and lines that begin with {@code #} are ignored.
 *
 * <p>Each edit is checked against the campaigns as the earlier lines leave them, so no edit of a
 * script that was read can be refused when it is played. If the script has faults, all of them are
 * told, except those that only follow from another fault.
 */
public final class ScriptReader {

  private static final DocumentParser PARSER = DocumentParser.ofFiles("the line");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int UNIT_DECIMALS = 6;
  private static final double MAX_FACTOR = 1_000;
  private static final double MAX_TRAFFIC = 100;
  private static final int MAX_REASON = 999_999;

  /**
   * The time that is given to a line whose time cannot be read; it sorts behind all other lines.
   */
  private static final long NO_TIME = Long.MAX_VALUE;

  /**
   * A line that states one of these fields of an unknown campaign is meant to book that campaign.
   */
  private static final List<String> WHOLE = List.of("adomain", "creatives");

  /** A line that states all of these fields, and an amount, states a whole campaign. */
  private static final List<String> NEEDED =
      List.of("adomain", "flightStart", "flightEnd", "maxBidCpm", "creatives");

  private static final List<String> AMOUNTS = List.of("totalBudget", "dailyBudget");

  private enum Name {
    EDIT,
    PAUSE,
    RESUME,
    OUTAGE,
    STALL,
    CRASH,
    RESTORE,
    PRICE,
    TRAFFIC,
    NOTICES,
    REPORT,
    ROTATE_KEY,
    RESUME_EXCHANGE
  }

  /** A line that is read as far as is possible before the campaigns at its time are known. */
  private record Read(
      int number, Name name, long atMillis, FieldReader fields, List<String> faults, String text) {}

  private final PlayedDays days;
  private final Pace pace;
  private final MarketNames market;
  private final BookedCampaigns booked = new BookedCampaigns();
  private final ScriptFaults faults = new ScriptFaults();
  private final CrashOrder crashes = new CrashOrder(faults);

  /**
   * Ids of campaigns whose edits have faults: what later lines say of these campaigns cannot be
   * judged.
   */
  private final Set<String> misedited = new HashSet<>();

  /** Ids of campaigns that a line without a time or verb may have been meant to book or edit. */
  private final Set<String> unclear = new HashSet<>();

  /** The disagreements about shared budgets that were told already. */
  private final Set<String> disagreements = new HashSet<>();

  /** Whether there is a line without a readable verb, or a restore without a readable time. */
  private boolean restoreUnclear;

  /**
   * The zone of each campaign, in which times without an offset are read. It is collected before
   * the lines are sorted by time, when it is not known yet which campaigns are booked.
   */
  private final Map<String, ZoneId> zones = new TreeMap<>();

  private ScriptReader(List<Campaign> campaigns, PlayedDays days, Pace pace, MarketNames market) {
    this.days = days;
    this.pace = pace;
    this.market = market;
    for (Campaign campaign : campaigns) {
      zones.put(campaign.id(), campaign.flight().zone());
      try {
        booked.put(campaign);
      } catch (InvalidCampaignException e) {
        throw new IllegalArgumentException("a campaign is booked twice: " + campaign.id(), e);
      }
    }
  }

  /**
   * Reads a script.
   *
   * @param text the whole script
   * @param campaigns the campaigns that are booked when the days begin
   * @param days the days that are played, within which all lines have to lie
   * @param pace gives the usual delay of notices, and the speed of campaign time
   * @param market the names of exchanges and sites that the script may use
   * @throws InvalidScriptException with every fault of every line
   */
  public static Script read(
      String text, List<Campaign> campaigns, PlayedDays days, Pace pace, MarketNames market)
      throws InvalidScriptException {
    return new ScriptReader(campaigns, days, pace, market).read(text);
  }

  private Script read(String text) throws InvalidScriptException {
    List<Read> read = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        Read begun = begun(number, content);
        if (begun != null) {
          read.add(begun);
        }
      }
    }
    read.sort(Comparator.comparingLong(Read::atMillis));
    List<Script.Line> lines = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      Read line = read.get(i);
      Script.Verb verb = verb(line);
      if (verb != null) {
        lines.add(new Script.Line(line.number(), line.atMillis(), verb));
      }
      if (line.atMillis() == NO_TIME) {
        continue;
      }
      checkOrder(line);
      if (i + 1 == read.size() || read.get(i + 1).atMillis() != line.atMillis()) {
        tellDisagreements(line);
      }
    }
    if (!restoreUnclear) {
      crashes.end();
    }
    faults.refuse();
    return new Script(lines);
  }

  /** After the last line of an instant, tells where campaigns disagree about a shared budget. */
  private void tellDisagreements(Read line) {
    if (!misedited.isEmpty() || !unclear.isEmpty()) {
      // The edit that is missing for an agreement may be one that could not be read.
      return;
    }
    for (String disagreement : booked.disagreements()) {
      if (disagreements.add(disagreement)) {
        faults.add(line.number(), disagreement + ", or give all their edits the same \"at\"");
      }
    }
  }

  private void checkOrder(Read line) {
    switch (line.name()) {
      case CRASH -> crashes.crash(line.number(), line.atMillis());
      case RESTORE -> crashes.restore(line.number(), line.atMillis());
      case STALL -> crashes.stall(line.number());
      default -> {
        // All other lines may stand anywhere.
      }
    }
  }

  /**
   * Reads the fields that all lines have: {@code at} and {@code do}. Returns null where no further
   * faults of the line can be found, because it is no object or does not say what to do.
   */
  private @Nullable Read begun(int number, String line) {
    JsonValue value;
    try {
      value = PARSER.parse(line);
    } catch (InvalidJsonException e) {
      // The parser got this line alone and calls it line 1; the fault gets the script's line
      // number.
      String fault = String.valueOf(e.getMessage()).replace(" at line 1, column", " at column");
      faults.add(number, fault + "; write one JSON object with \"at\" and \"do\" a line");
      return null;
    }
    if (!value.isObject()) {
      faults.add(number, "must be an object in { } with \"at\" and \"do\", got " + value.shown());
      return null;
    }
    List<String> own = new ArrayList<>();
    FieldReader fields = new FieldReader(value, own);
    Name name = fields.required("do") == null ? null : name(fields);
    JsonValue written = fields.required("at");
    Long at = written == null ? null : ScriptValues.instant(fields, written, zone(value));
    if (written != null && at != null && (at < days.fromMillis() || at >= days.toMillis())) {
      tellOutside(fields, written);
    }
    restoreUnclear |= name == null || (name == Name.RESTORE && at == null);
    JsonValue campaign = value.field("campaign");
    JsonValue id = campaign != null && campaign.isObject() ? campaign.field("id") : null;
    String text = id == null ? null : id.strippedText();
    if ((name == null || at == null) && text != null) {
      unclear.add(text);
    }
    if (name == null) {
      own.forEach(fault -> faults.add(number, fault));
      return null;
    }
    // A line without a readable time is read on, so that its other faults are told, too.
    return new Read(number, name, at == null ? NO_TIME : at, fields, own, line);
  }

  private void tellOutside(FieldReader fields, JsonValue written) {
    fields.fault(
        written,
        "must lie within the days that are played, "
            + days.first()
            + " to "
            + days.last()
            + ", got "
            + written.shown());
  }

  private static @Nullable Name name(FieldReader fields) {
    String typed = fields.text("do");
    if (typed == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Name name : Name.values()) {
      names.add(FieldReader.writtenName(name));
      if (FieldReader.writtenName(name).equals(typed.toLowerCase(Locale.ROOT))) {
        return name;
      }
    }
    String hint = NearestName.hint(typed, names);
    fields.fault(
        "do",
        Shown.quoted(typed)
            + " is not known"
            + (hint.isEmpty() ? "; use one of " + String.join(", ", names) : hint));
    return null;
  }

  /** The zone of the campaign that a line names, or the market's zone where it names none. */
  private ZoneId zone(JsonValue line) {
    JsonValue campaign = line.field("campaign");
    if (campaign == null) {
      return days.zone();
    }
    JsonValue id = campaign.isObject() ? campaign.field("id") : campaign;
    String text = id == null ? null : id.strippedText();
    if (text == null) {
      return days.zone();
    }
    JsonValue stated = campaign.field("timeZone");
    String zone = stated == null ? null : stated.strippedText();
    if (zone != null) {
      try {
        zones.putIfAbsent(text, ZoneId.of(zone));
      } catch (DateTimeException e) {
        // The reader of campaigns will tell that this is no zone.
      }
    }
    return zones.getOrDefault(text, days.zone());
  }

  /** What the line does; null where it has faults, which are then noted. */
  private Script.@Nullable Verb verb(Read line) {
    Script.Verb verb =
        switch (line.name()) {
          case EDIT -> edit(line);
          case PAUSE -> paused(line, true);
          case RESUME -> paused(line, false);
          case OUTAGE -> outage(line);
          case STALL -> stall(line);
          case CRASH -> new Script.Crash();
          case RESTORE -> new Script.Restore();
          case PRICE -> price(line);
          case TRAFFIC -> traffic(line);
          case NOTICES -> notices(line);
          case REPORT -> report(line);
          case ROTATE_KEY -> new Script.RotateKey();
          case RESUME_EXCHANGE -> resumedExchange(line);
        };
    line.fields().refuseUnknown();
    line.faults().forEach(fault -> faults.add(line.number(), fault));
    return line.faults().isEmpty() ? verb : null;
  }

  private Script.@Nullable Verb edit(Read line) {
    JsonValue value = line.fields().required("campaign");
    if (value == null) {
      return null;
    }
    JsonValue written = value.isObject() ? value.field("id") : null;
    String id = written == null ? null : written.strippedText();
    if (id != null && booked.get(id) == null && isPartial(value)) {
      if (misedited.add(id)) {
        line.faults()
            .add(
                "campaign: "
                    + Shown.quoted(id)
                    + " is not booked, and a new campaign needs all its fields"
                    + NearestName.hint(id, booked.ids()));
      }
      return null;
    }
    // A number is no id, but it tells which campaign is meant, so no other fault is told.
    String named = id != null || written == null ? id : written.scalar();
    try {
      return new Script.Edit(booked.put(edited(line, named == null ? null : booked.get(named))));
    } catch (InvalidCampaignException e) {
      misedited(line, id == null ? "" : id, e);
      return null;
    }
  }

  private static boolean isPartial(JsonValue campaign) {
    for (String field : WHOLE) {
      if (campaign.field(field) != null) {
        return false;
      }
    }
    return true;
  }

  private void misedited(Read line, String id, InvalidCampaignException e) {
    e.faults().forEach(fault -> line.faults().add("campaign: " + fault));
    misedited.add(id);
  }

  /**
   * The line's whole campaign, or the booked one with the fields changed that the line states.
   *
   * @param known the booked campaign that the line names, or null
   */
  private static Campaign edited(Read line, @Nullable Campaign known)
      throws InvalidCampaignException {
    CampaignCodec codec = new CampaignCodec();
    try {
      JsonNode stated = JSON.readTree(line.text()).get("campaign");
      if (known == null || isWhole(stated)) {
        return codec.decode(JSON.writeValueAsBytes(stated));
      }
      ObjectNode merged =
          (ObjectNode) JSON.readTree(new String(codec.encode(known), StandardCharsets.UTF_8));
      merged.setAll((ObjectNode) stated);
      return codec.decode(JSON.writeValueAsBytes(merged));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the line was read before", e);
    }
  }

  private static boolean isWhole(JsonNode campaign) {
    return NEEDED.stream().allMatch(campaign::hasNonNull)
        && AMOUNTS.stream().anyMatch(campaign::hasNonNull);
  }

  private Script.@Nullable Verb paused(Read line, boolean nowPaused) {
    Campaign known = campaign(line, true);
    if (known == null) {
      return null;
    }
    try {
      return new Script.Edit(booked.put(known.withPaused(nowPaused)));
    } catch (InvalidCampaignException e) {
      misedited(line, known.id(), e);
      return null;
    }
  }

  /** The campaign that the line names; null where it names none that is booked at that time. */
  private @Nullable Campaign campaign(Read line, boolean required) {
    JsonValue value =
        required ? line.fields().required("campaign") : line.fields().value("campaign");
    String id = value == null ? null : line.fields().text(value);
    Campaign known = id == null ? null : booked.get(id);
    if (id != null && known == null && !misedited.contains(id) && !unclear.contains(id)) {
      line.faults().add("campaign: " + Shown.quoted(id) + " is not booked" + unbooked(id));
    }
    return known;
  }

  private String unbooked(String id) {
    String hint = NearestName.hint(id, booked.ids());
    return hint.isEmpty() ? " by then; name a campaign of the files or of an earlier edit" : hint;
  }

  private Script.@Nullable Verb outage(Read line) {
    String exchange = ScriptValues.known(line.fields(), "exchange", market.exchanges());
    Long duration = ScriptValues.duration(line.fields(), "duration", true);
    return duration == null ? null : new Script.Outage(exchange, duration);
  }

  private Script.@Nullable Verb resumedExchange(Read line) {
    line.fields().required("exchange");
    String exchange = ScriptValues.known(line.fields(), "exchange", market.exchanges());
    return exchange == null ? null : new Script.ResumeExchange(exchange);
  }

  private Script.@Nullable Verb stall(Read line) {
    Long duration = ScriptValues.duration(line.fields(), "duration", true);
    return duration == null ? null : new Script.Stall(duration);
  }

  private Script.@Nullable Verb price(Read line) {
    String site = ScriptValues.known(line.fields(), "site", market.sites());
    Double factor = ScriptValues.number(line.fields(), "factor", true, 0.001, MAX_FACTOR);
    return factor == null ? null : new Script.Price(site, factor);
  }

  private Script.@Nullable Verb traffic(Read line) {
    Double factor = ScriptValues.number(line.fields(), "factor", true, 0, MAX_TRAFFIC);
    return factor == null ? null : new Script.Traffic(factor);
  }

  private Script.Verb notices(Read line) {
    FieldReader fields = line.fields();
    String exchange = ScriptValues.known(fields, "exchange", market.exchanges());
    Long delay = ScriptValues.duration(fields, "delay", false);
    JsonValue reason = fields.value("reason");
    return new Script.Notices(
        exchange,
        new NoticeSending(
            delay == null ? pace.noticeDelayMillis() : (long) Math.ceil(delay / pace.speed()),
            ScriptValues.share(fields, "lost"),
            ScriptValues.share(fields, "duplicated"),
            ScriptValues.share(fields, "reordered"),
            priceText(fields),
            reason == null ? null : fields.integer(reason, 0, MAX_REASON)));
  }

  private static PriceText priceText(FieldReader fields) {
    PriceText text = fields.constant("price", PriceText.class);
    return text == null ? PriceText.PLAIN : text;
  }

  private Script.@Nullable Verb report(Read line) {
    FieldReader fields = line.fields();
    String exchange = ScriptValues.known(fields, "exchange", market.exchanges());
    Campaign campaign = campaign(line, false);
    JsonValue writtenDay = fields.value("day");
    LocalDate day = writtenDay == null ? null : ScriptValues.day(fields, writtenDay);
    Long amount = fields.micros("amount", UNIT_DECIMALS);
    JsonValue written = fields.value("upTo");
    Long upTo =
        written == null
            ? Long.valueOf(line.atMillis())
            : ScriptValues.instant(
                fields, written, campaign == null ? days.zone() : campaign.flight().zone());
    Boolean isFinal = fields.flag("final");
    if (amount != null && (campaign == null || exchange == null)) {
      line.faults().add("amount: needs the \"exchange\" and the \"campaign\" that it is for");
    } else if (campaign != null && campaign.budget().isDaily() && day == null && amount != null) {
      line.faults().add("day: is needed, since campaign " + campaign.id() + " has a daily budget");
    } else if (campaign != null && !campaign.budget().isDaily() && day != null) {
      line.faults()
          .add("day: must be left out, since campaign " + campaign.id() + " has no daily budget");
    }
    if (writtenDay != null && day != null) {
      ZoneId zone = campaign == null ? days.zone() : campaign.flight().zone();
      if (day.isBefore(days.first()) || day.isAfter(days.last())) {
        tellOutside(fields, writtenDay);
      } else if (campaign != null && PlayedDays.start(day, zone) > line.atMillis()) {
        line.faults().add("day: must not begin later than \"at\", got " + writtenDay.shown());
      }
    }
    if (written != null && upTo != null && upTo < days.fromMillis()) {
      tellOutside(fields, written);
    } else if (upTo != null && upTo > line.atMillis()) {
      line.faults().add("upTo: must not be later than \"at\"");
    }
    if (upTo == null) {
      // The fault is told already.
      return null;
    }
    return new Script.Report(
        exchange,
        campaign == null ? null : campaign.id(),
        day,
        amount,
        upTo,
        isFinal != null && isFinal);
  }
}
