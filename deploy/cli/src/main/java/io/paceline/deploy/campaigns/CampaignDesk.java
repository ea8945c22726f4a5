package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.CampaignFile;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.deploy.cli.UserFacingException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Books, pauses and lists campaigns. Edits are checked before they are written: a file with a fault
 * changes nothing, and the current versions stay valid.
 */
public final class CampaignDesk {
  private static final int MICRO_DECIMALS = 6;
  private static final int CPM_DECIMALS = 3;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final CampaignTopic topic;
  private final CampaignCodec codec = new CampaignCodec();

  public CampaignDesk(CampaignTopic topic) {
    this.topic = topic;
  }

  /**
   * Books or edits the campaigns of a file.
   *
   * @return what was done, one line for each campaign, after the notes on the file
   * @throws UserFacingException where the file cannot be read or has a fault; the message names
   *     every fault
   */
  public List<String> put(Path file) {
    List<Campaign> changed;
    CampaignFile read;
    try {
      read = codec.decodeFile(Files.readAllBytes(file));
      changed = CampaignEdits.toWrite(known(), read.campaigns());
    } catch (InvalidCampaignException e) {
      throw new UserFacingException(
          file + " was refused, nothing changed:\n  " + String.join("\n  ", e.faults()), e);
    } catch (IOException e) {
      throw new UserFacingException("cannot read " + file + ": " + e.getMessage(), e);
    }
    write(changed);
    List<String> lines = new ArrayList<>();
    read.notes().forEach(note -> lines.add("note: " + note));
    for (Campaign edit : read.campaigns()) {
      lines.add(
          changed.stream()
              .filter(campaign -> campaign.id().equals(edit.id()))
              .map(campaign -> campaign.id() + ": version " + campaign.version() + " written")
              .findFirst()
              .orElse(edit.id() + ": unchanged"));
    }
    return lines;
  }

  /**
   * Stops a campaign's bidding; its open bids still settle.
   *
   * @throws UserFacingException where there is no such campaign
   */
  public List<String> pause(String id) {
    Campaign known = known().get(id);
    if (known == null) {
      throw new UserFacingException(
          "there is no campaign "
              + id
              + " at "
              + topic.bootstrapServers()
              + ": ./paceline campaigns list shows those that are");
    }
    if (known.paused()) {
      return List.of(id + ": is paused already");
    }
    Campaign paused = CampaignEdits.paused(known);
    write(List.of(paused));
    return List.of(id + ": paused, version " + paused.version() + " written");
  }

  /**
   * One line for each campaign, below a line with the columns' names. A record of the topic that is
   * no campaign is listed as unreadable.
   */
  public List<String> list() {
    List<String> lines = new ArrayList<>();
    lines.add(
        row("id", "version", "state", "flight (its own time zone)", "budget", "max CPM", "name"));
    topic.read().forEach((id, json) -> lines.add(line(id, json)));
    return lines;
  }

  private String line(String id, byte[] json) {
    Campaign campaign;
    try {
      campaign = codec.decode(json);
    } catch (InvalidCampaignException e) {
      return row(id, "", "unreadable", e.faults().get(0), "", "", "");
    }
    Campaign.Flight flight = campaign.flight();
    Campaign.Budget budget = campaign.budget();
    return row(
        id,
        Long.toString(campaign.version()),
        campaign.paused() ? "paused" : "booked",
        minute(flight.startMillis(), flight.zone())
            + " to "
            + minute(flight.endMillis(), flight.zone()),
        budget.isDaily()
            ? money(budget.dailyMicros(), MICRO_DECIMALS) + " a day"
            : money(budget.totalMicros(), MICRO_DECIMALS),
        money(campaign.bidding().maxBidMicros(), CPM_DECIMALS),
        campaign.name());
  }

  private static String row(
      String id,
      String version,
      String state,
      String flight,
      String budget,
      String cpm,
      String name) {
    return String.format(
            Locale.ROOT,
            "%-20s %7s  %-10s  %-36s  %14s  %8s  %s",
            id,
            version,
            state,
            flight,
            budget,
            cpm,
            name)
        .stripTrailing();
  }

  private static String minute(long millis, ZoneId zone) {
    return MINUTE.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  /**
   * An amount as text: with six decimals micros become currency units, and with three decimals
   * micros per impression become a CPM.
   */
  private static String money(long micros, int decimals) {
    BigDecimal amount = BigDecimal.valueOf(micros, decimals).stripTrailingZeros();
    return amount.setScale(Math.max(2, amount.scale())).toPlainString();
  }

  /**
   * The current version of each campaign. A record that is no campaign cannot be edited and is left
   * out.
   */
  private Map<String, Campaign> known() {
    Map<String, Campaign> known = new TreeMap<>();
    topic
        .read()
        .forEach(
            (id, json) -> {
              try {
                known.put(id, codec.decode(json));
              } catch (InvalidCampaignException noCampaign) {
                // The job makes a dead letter of such a record; here it is no version of any
                // campaign.
              }
            });
    return known;
  }

  private void write(List<Campaign> campaigns) {
    Map<String, byte[]> jsonById = new LinkedHashMap<>();
    campaigns.forEach(campaign -> jsonById.put(campaign.id(), codec.encode(campaign)));
    if (!jsonById.isEmpty()) {
      topic.write(jsonById);
    }
  }
}
