package io.paceline.core.campaign;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paceline.core.openrtb.DeviceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads and writes campaigns as JSON. The messages of the compacted topic {@code campaigns} and the
 * files that users write by hand have the same form, which {@code docs/campaigns.md} describes. The
 * JSON states amounts in currency units and the maximum bid as a CPM; a {@link Campaign} holds the
 * amounts in micros and the maximum bid in micros per impression. Thread-safe.
 */
public final class CampaignCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Keeps trailing zeros, so that a fault shows an amount as the user typed it.
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);

  /**
   * Reads one campaign. A missing version is read as 0; the program that writes to the topic sets
   * it.
   *
   * @throws InvalidCampaignException where the bytes are not JSON or not a valid campaign; lists
   *     every fault
   */
  public Campaign decode(byte[] json) throws InvalidCampaignException {
    List<String> faults = new ArrayList<>();
    Campaign campaign = null;
    try {
      campaign = CampaignReader.read(tree(TREE.readTree(json)), faults);
    } catch (IOException e) {
      faults.add(notJson(e));
    }
    if (!faults.isEmpty()) {
      throw new InvalidCampaignException(faults);
    }
    return campaign;
  }

  /**
   * Reads a file of one campaign or a list of campaigns.
   *
   * @return at least one campaign, in the file's order
   * @throws InvalidCampaignException where at least one campaign has a fault, so that no campaign
   *     of the file may be used; lists every fault of every campaign, each after the campaign's
   *     position in the list and its id
   */
  public List<Campaign> decodeFile(String text) throws InvalidCampaignException {
    List<String> faults = new ArrayList<>();
    List<Campaign> campaigns = new ArrayList<>();
    try {
      JsonNode root = tree(TREE.readTree(text));
      if (!root.isArray()) {
        campaigns.add(readOne(root, "", faults));
      } else if (root.isEmpty()) {
        faults.add("the file holds no campaign");
      }
      Set<String> ids = new HashSet<>();
      for (int i = 0; root.isArray() && i < root.size(); i++) {
        String place = "[" + i + "]";
        campaigns.add(readOne(root.get(i), place, faults));
        String id = root.get(i).path("id").textValue();
        if (id != null && !ids.add(id)) {
          faults.add(place + " " + id + ": id: is used twice in this file");
        }
      }
    } catch (IOException e) {
      faults.add(notJson(e));
    }
    if (!faults.isEmpty()) {
      throw new InvalidCampaignException(faults);
    }
    return List.copyOf(campaigns);
  }

  private static Campaign readOne(JsonNode node, String place, List<String> faults) {
    List<String> own = new ArrayList<>();
    Campaign campaign = CampaignReader.read(node, own);
    String id = node.path("id").asText("");
    String prefix = (place + " " + id).strip();
    for (String fault : own) {
      faults.add(prefix.isEmpty() ? fault : prefix + ": " + fault);
    }
    return campaign;
  }

  /**
   * Replaces the null that Jackson returns for empty input, so that the reader reports a fault for
   * it as for any other wrong value.
   */
  private static JsonNode tree(JsonNode node) {
    return node == null ? MAPPER.missingNode() : node;
  }

  private static String notJson(IOException e) {
    if (e instanceof JsonProcessingException json && json.getLocation() != null) {
      JsonLocation at = json.getLocation();
      String message = json.getOriginalMessage();
      // Jackson's further lines explain its own settings, which no user can change.
      int lineEnd = message.indexOf('\n');
      return "line "
          + at.getLineNr()
          + ", column "
          + at.getColumnNr()
          + ": is not JSON: "
          + (lineEnd < 0 ? message : message.substring(0, lineEnd));
    }
    return "is not JSON: " + e.getMessage();
  }

  /** Writes a campaign so that {@link #decode} gives an equal one. */
  public byte[] encode(Campaign campaign) {
    ZoneId zone = ZoneId.of(campaign.timeZone());
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", campaign.id());
    if (campaign.version() != 0) {
      json.put("version", campaign.version());
    }
    json.put("name", campaign.name());
    json.put("paused", campaign.paused());
    json.put("adomain", campaign.adomain());
    putTexts(json, "cat", campaign.cat());
    json.put("flightStart", written(campaign.flightStartMillis(), zone));
    json.put("flightEnd", written(campaign.flightEndMillis(), zone));
    json.put("timeZone", campaign.timeZone());
    json.put("budgetId", campaign.budgetId());
    putMoney(json, "totalBudget", campaign.totalBudgetMicros(), CampaignReader.UNIT_DECIMALS);
    putMoney(json, "dailyBudget", campaign.dailyBudgetMicros(), CampaignReader.UNIT_DECIMALS);
    json.put("pacing", FieldReader.writtenName(campaign.pacingMode()));
    if (campaign.objective() != Objective.CLICK) {
      json.put("objective", FieldReader.writtenName(campaign.objective()));
    }
    putMoney(json, "maxBidCpm", campaign.maxBidMicros(), CampaignReader.CPM_DECIMALS);
    putMoney(json, "clickValue", campaign.goalValueMicros(), CampaignReader.UNIT_DECIMALS);
    ArrayNode creatives = json.putArray("creatives");
    campaign.creatives().forEach(creative -> putCreative(creatives.addObject(), creative));
    if (!campaign.targeting().equals(Targeting.EVERYWHERE)) {
      putTargeting(json.putObject("targeting"), campaign.targeting());
    }
    if (campaign.frequencyCap() != null) {
      ObjectNode cap = json.putObject("frequencyCap");
      cap.put("impressions", campaign.frequencyCap().impressions());
      cap.put("period", Duration.ofMillis(campaign.frequencyCap().periodMillis()).toString());
    }
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree of plain values is always written", e);
    }
  }

  private static void putCreative(ObjectNode json, Creative creative) {
    json.put("id", creative.id());
    json.put("w", creative.w());
    json.put("h", creative.h());
    putIntegers(json, "attr", creative.attr());
    json.put("imageUrl", creative.imageUrl());
    json.put("landingPage", creative.landingPage());
  }

  private static void putTargeting(ObjectNode json, Targeting targeting) {
    putTexts(json, "countries", targeting.countries());
    putTexts(json, "regions", targeting.regions());
    List<String> devices = new ArrayList<>();
    for (DeviceType device : targeting.devices()) {
      devices.add(FieldReader.writtenName(device));
    }
    putTexts(json, "devices", devices);
    json.put("placement", FieldReader.writtenName(targeting.placement()));
    putTexts(json, "domains", targeting.domains());
    putTexts(json, "blockedDomains", targeting.blockedDomains());
    putTexts(json, "categories", targeting.categories());
    putIntegers(json, "hours", targeting.hours());
  }

  private static String written(long millis, ZoneId zone) {
    return Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime().toString();
  }

  private static void putMoney(ObjectNode json, String name, long micros, int decimals) {
    if (micros != 0) {
      BigDecimal amount = BigDecimal.valueOf(micros, decimals).stripTrailingZeros();
      json.put(name, amount.scale() < 0 ? amount.setScale(0) : amount);
    }
  }

  private static void putTexts(ObjectNode json, String name, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = json.putArray(name);
      values.forEach(array::add);
    }
  }

  private static void putIntegers(ObjectNode json, String name, List<Integer> values) {
    if (!values.isEmpty()) {
      ArrayNode array = json.putArray(name);
      values.forEach(array::add);
    }
  }
}
