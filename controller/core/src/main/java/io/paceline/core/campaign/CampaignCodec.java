package io.paceline.core.campaign;

import com.fasterxml.jackson.core.JsonGenerator;
import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.FieldReader;
import io.paceline.core.json.FileText;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonBytes;
import io.paceline.core.json.JsonValue;
import io.paceline.core.openrtb.DeviceType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes campaigns as JSON. The messages of the compacted topic {@code campaigns} and the
 * files that users write by hand have the same form, which {@code docs/campaigns.md} describes. The
 * JSON states amounts in currency units and the maximum bid as a CPM; a {@link Campaign} holds the
 * amounts in micros and the maximum bid in micros per impression. Thread-safe.
 */
public final class CampaignCodec {
  private static final DocumentParser CAMPAIGN = DocumentParser.ofFiles("a campaign");
  private static final DocumentParser FILE = DocumentParser.ofFiles("the file");

  /**
   * Reads one campaign. A missing version is read as 0; the program that writes to the topic sets
   * it.
   *
   * @param json the campaign; null, as the value of a Kafka tombstone is, counts as empty
   * @throws InvalidCampaignException where the bytes are not JSON or not a valid campaign; lists
   *     every fault
   */
  public Campaign decode(byte @Nullable [] json) throws InvalidCampaignException {
    List<String> faults = new ArrayList<>();
    Campaign campaign = null;
    try {
      campaign = CampaignReader.read(CAMPAIGN.parse(json), faults, new ArrayList<>());
    } catch (InvalidJsonException e) {
      faults.add(e.getMessage());
    }
    if (campaign == null) {
      throw new InvalidCampaignException(faults);
    }
    return campaign;
  }

  /**
   * Reads a file of one campaign or a list of campaigns.
   *
   * @param file the file's bytes, in UTF-8, UTF-16 or UTF-32, with or without a byte order mark
   * @return its campaigns, and what their author should know; each note stands after the campaign's
   *     position in the list and its id
   * @throws InvalidCampaignException where the file is no text or at least one campaign has a
   *     fault, so that no campaign of the file may be used; lists every fault of every campaign,
   *     each after the campaign's position in the list and its id
   */
  public CampaignFile decodeFile(byte[] file) throws InvalidCampaignException {
    List<String> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<Campaign> campaigns = new ArrayList<>();
    try {
      JsonValue root = FILE.parse(FileText.of(file, "the file"));
      if (!root.isArray()) {
        readOne(root, "", campaigns, faults, notes);
      } else if (root.size() == 0) {
        faults.add("the file holds no campaign");
      }
      Set<String> ids = new HashSet<>();
      for (int i = 0; root.isArray() && i < root.size(); i++) {
        JsonValue campaign = root.element(i);
        readOne(campaign, campaign.path(), campaigns, faults, notes);
        JsonValue id = campaign.field("id");
        String written = id == null ? null : id.strippedText();
        if (written != null && !ids.add(written)) {
          faults.add(campaign.path() + " " + written + ": id: is used twice in this file");
        }
      }
    } catch (InvalidJsonException e) {
      faults.add(e.getMessage());
    }
    if (!faults.isEmpty()) {
      throw new InvalidCampaignException(faults);
    }
    return new CampaignFile(campaigns, notes);
  }

  /** Reads one campaign of a file, and adds either the campaign or its faults. */
  private static void readOne(
      JsonValue value,
      String place,
      List<Campaign> campaigns,
      List<String> faults,
      List<String> notes) {
    List<String> ownFaults = new ArrayList<>();
    List<String> ownNotes = new ArrayList<>();
    Campaign campaign = CampaignReader.read(value.asRoot(), ownFaults, ownNotes);
    if (campaign != null) {
      campaigns.add(campaign);
    }
    JsonValue id = value.field("id");
    String written = id == null ? null : id.scalar();
    String prefix = (place + " " + (written == null ? "" : written)).strip();
    ownFaults.forEach(fault -> faults.add(placed(prefix, fault)));
    ownNotes.forEach(note -> notes.add(placed(prefix, note)));
  }

  private static String placed(String prefix, String sentence) {
    return prefix.isEmpty() ? sentence : prefix + ": " + sentence;
  }

  /** Writes a campaign so that {@link #decode} gives an equal one. */
  public byte[] encode(Campaign campaign) {
    return JsonBytes.write(json -> write(json, campaign));
  }

  /** Writes a record that pauses a campaign and says nothing else of it. */
  public byte[] encodePause(String campaignId, long version) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("id", campaignId);
          json.writeNumberField("version", version);
          json.writeBooleanField("paused", true);
          json.writeEndObject();
        });
  }

  /**
   * Writes the record that stops all bidding or lifts the stop, for the key {@link
   * CampaignOrder#EVERY_CAMPAIGN}.
   */
  public byte[] encodeStop(boolean stopped) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("paused", stopped);
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Campaign campaign) throws IOException {
    ZoneId zone = campaign.flight().zone();
    json.writeStartObject();
    json.writeStringField("id", campaign.id());
    if (campaign.version() != 0) {
      json.writeNumberField("version", campaign.version());
    }
    json.writeStringField("name", campaign.name());
    json.writeBooleanField("paused", campaign.paused());
    json.writeStringField("adomain", campaign.advertiser().domain());
    JsonBytes.texts(json, "cat", campaign.advertiser().cat());
    json.writeStringField("flightStart", written(campaign.flight().startMillis(), zone));
    json.writeStringField("flightEnd", written(campaign.flight().endMillis(), zone));
    json.writeStringField("timeZone", campaign.flight().timeZone());
    json.writeStringField("budgetId", campaign.budget().id());
    writeMoney(json, "totalBudget", campaign.budget().totalMicros(), CampaignReader.UNIT_DECIMALS);
    writeMoney(json, "dailyBudget", campaign.budget().dailyMicros(), CampaignReader.UNIT_DECIMALS);
    if (campaign.budget().carryOver() != null) {
      JsonBytes.decimal(
          json,
          "carryOver",
          BigDecimal.valueOf(campaign.budget().carryOver(), CampaignReader.CARRY_OVER_DECIMALS));
    }
    json.writeStringField("pacing", FieldReader.writtenName(campaign.budget().pacing()));
    if (campaign.bidding().objective() != Objective.CLICK) {
      json.writeStringField("objective", FieldReader.writtenName(campaign.bidding().objective()));
    }
    writeMoney(json, "maxBidCpm", campaign.bidding().maxBidMicros(), CampaignReader.CPM_DECIMALS);
    writeMoney(
        json, "clickValue", campaign.bidding().goalValueMicros(), CampaignReader.UNIT_DECIMALS);
    json.writeArrayFieldStart("creatives");
    for (Creative creative : campaign.creatives()) {
      write(json, creative);
    }
    json.writeEndArray();
    if (!campaign.targeting().equals(Targeting.EVERYWHERE)) {
      write(json, campaign.targeting());
    }
    if (campaign.frequencyCap() != null) {
      json.writeObjectFieldStart("frequencyCap");
      json.writeNumberField("impressions", campaign.frequencyCap().impressions());
      json.writeStringField(
          "period", Duration.ofMillis(campaign.frequencyCap().periodMillis()).toString());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Creative creative) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", creative.id());
    json.writeNumberField("w", creative.w());
    json.writeNumberField("h", creative.h());
    JsonBytes.integers(json, "attr", creative.attr());
    json.writeStringField("imageUrl", creative.imageUrl());
    json.writeStringField("landingPage", creative.landingPage());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Targeting targeting) throws IOException {
    json.writeObjectFieldStart("targeting");
    JsonBytes.texts(json, "countries", targeting.countries());
    JsonBytes.texts(json, "regions", targeting.regions());
    List<String> devices = new ArrayList<>();
    for (DeviceType device : targeting.devices()) {
      devices.add(FieldReader.writtenName(device));
    }
    JsonBytes.texts(json, "devices", devices);
    json.writeStringField("placement", FieldReader.writtenName(targeting.placement()));
    JsonBytes.texts(json, "domains", targeting.domains());
    JsonBytes.texts(json, "blockedDomains", targeting.blockedDomains());
    JsonBytes.texts(json, "categories", targeting.categories());
    JsonBytes.integers(json, "hours", targeting.hours());
    json.writeEndObject();
  }

  private static String written(long millis, ZoneId zone) {
    return Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime().toString();
  }

  private static void writeMoney(JsonGenerator json, String field, long micros, int decimals)
      throws IOException {
    if (micros != 0) {
      JsonBytes.decimal(json, field, BigDecimal.valueOf(micros, decimals));
    }
  }
}
