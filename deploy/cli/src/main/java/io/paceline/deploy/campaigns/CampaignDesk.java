package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignCodec;
import io.paceline.core.campaign.CampaignFile;
import io.paceline.core.campaign.CampaignOrder;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.deploy.cli.ExactAmount;
import io.paceline.deploy.cli.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Books, pauses, stops and lists campaigns. Edits are checked before they are written: a file with
 * a fault changes nothing, and the current versions stay in force. The desk then waits up to five
 * seconds for the job's answer and says what the job has taken.
 */
public final class CampaignDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
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
   * @return the notes on the file, and then one line for each campaign that says what was done
   * @throws UserFacingException where the file cannot be read or has a fault, and where the job
   *     refuses a campaign; the message names every fault
   */
  public List<String> put(Path file) {
    Map<String, CampaignStatus> statuses = topic.statuses();
    List<Campaign> changed;
    CampaignFile read;
    try {
      read = codec.decodeFile(Files.readAllBytes(file));
      changed =
          CampaignEdits.toWrite(known(), statuses == null ? Map.of() : statuses, read.campaigns());
    } catch (InvalidCampaignException e) {
      throw new UserFacingException(
          file + " was refused, nothing changed:\n  " + String.join("\n  ", e.faults()), e);
    } catch (IOException e) {
      throw new UserFacingException("cannot read " + file + ": " + e.getMessage(), e);
    }
    Answers answers = write(jsonOf(changed), statuses != null);
    List<String> lines = new ArrayList<>();
    read.notes().forEach(note -> lines.add("note: " + note));
    for (Campaign edit : read.campaigns()) {
      lines.add(
          changed.stream()
              .filter(campaign -> campaign.id().equals(edit.id()))
              .map(
                  campaign ->
                      campaign.id()
                          + ": version "
                          + campaign.version()
                          + " written"
                          + answers.about(campaign.id(), campaign.version()))
              .findFirst()
              .orElse(edit.id() + ": unchanged"));
    }
    return answers.unlessRefused(lines);
  }

  /**
   * Stops a campaign's bidding; its open bids still settle.
   *
   * @throws UserFacingException where there is no such campaign, and where the job refuses the
   *     pause
   */
  public List<String> pause(String id) {
    Map<String, CampaignStatus> statuses = topic.statuses();
    CampaignStatus status = statuses == null ? null : statuses.get(id);
    Campaign known = known().get(id);
    boolean bids = status != null && status.state() == CampaignStatus.State.BOOKED;
    if (known == null && status != null && status.state() == CampaignStatus.State.ENDED) {
      return List.of(id + ": has ended in the job already, at version " + status.version());
    }
    if (known == null && !bids) {
      throw new UserFacingException(
          "there is no campaign "
              + id
              + " at "
              + topic.bootstrapServers()
              + ": ./paceline campaigns list shows those that are");
    }
    if (known != null && known.paused() && !bids) {
      return List.of(id + ": is paused already");
    }
    long version = CampaignEdits.nextVersion(known, status);
    byte[] json =
        known == null
            // The job holds this campaign, but the topic has no record of it that can be read.
            ? codec.encodePause(id, version)
            : codec.encode(CampaignEdits.paused(known, status));
    Answers answers = write(Map.of(id, json), statuses != null);
    return answers.unlessRefused(
        List.of(id + ": paused, version " + version + " written" + answers.about(id, version)));
  }

  /**
   * Stops all bidding, or lets it go on. Open bids still settle, and no campaign is changed.
   *
   * @param stopped true to stop, false to go on
   */
  public List<String> stop(boolean stopped) {
    boolean answered = topic.statuses() != null;
    String every = CampaignOrder.EVERY_CAMPAIGN;
    Answers answers = write(Map.of(every, codec.encodeStop(stopped)), answered);
    return List.of(
        (stopped ? "all bidding is to stop" : "bidding may go on")
            + ": written"
            + answers.about(every, 0));
  }

  /**
   * One line for each campaign, below a line with the columns' names. The column {@code in the job}
   * says what the job holds of the campaign. A record of the topic that is no campaign is listed as
   * unreadable. A campaign that the job holds, and of which the topic has no record, is listed as
   * missing.
   */
  public List<String> list() {
    Map<String, byte[]> written = topic.read();
    Map<String, CampaignStatus> statuses = topic.statuses();
    Map<String, CampaignStatus> held = statuses == null ? Map.of() : statuses;
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "id",
            "version",
            "state",
            "in the job",
            "flight (its own time zone)",
            "budget",
            "max CPM",
            "name"));
    Set<String> ids = new TreeSet<>(written.keySet());
    held.forEach(
        (id, status) -> {
          if (status.state() != CampaignStatus.State.UNKNOWN) {
            ids.add(id);
          }
        });
    for (String id : ids) {
      if (!id.equals(CampaignOrder.EVERY_CAMPAIGN)) {
        lines.add(line(id, written.get(id), held.get(id)));
      }
    }
    CampaignStatus stop = held.get(CampaignOrder.EVERY_CAMPAIGN);
    if (stop != null && stop.state() == CampaignStatus.State.STOPPED) {
      lines.add("all bidding is stopped: ./paceline campaigns start ends that");
    }
    return lines;
  }

  private String line(String id, byte @Nullable [] json, @Nullable CampaignStatus status) {
    String held = held(status);
    if (json == null) {
      return row(id, "", "missing", held, "", "", "", "");
    }
    Campaign campaign;
    try {
      campaign = codec.decode(json);
    } catch (InvalidCampaignException e) {
      return row(id, "", "unreadable", held, e.faults().get(0), "", "", "");
    }
    Campaign.Flight flight = campaign.flight();
    Campaign.Budget budget = campaign.budget();
    return row(
        id,
        Long.toString(campaign.version()),
        campaign.paused() ? "paused" : "booked",
        held,
        minute(flight.startMillis(), flight.zone())
            + " to "
            + minute(flight.endMillis(), flight.zone()),
        budget.isDaily()
            ? ExactAmount.units(budget.dailyMicros()) + " a day"
            : ExactAmount.units(budget.totalMicros()),
        ExactAmount.cpm(campaign.bidding().maxBidMicros()),
        campaign.name());
  }

  /** Version and state that the job holds of a campaign; a dash where the job has said nothing. */
  private static String held(@Nullable CampaignStatus status) {
    if (status == null) {
      return "-";
    }
    String state = status.state().name().toLowerCase(Locale.ROOT);
    return status.version() == 0 ? state : status.version() + " " + state;
  }

  private static String row(
      String id,
      String version,
      String state,
      String held,
      String flight,
      String budget,
      String cpm,
      String name) {
    return String.format(
            Locale.ROOT,
            "%-20s %7s  %-10s  %-12s  %-36s  %14s  %8s  %s",
            id,
            version,
            state,
            held,
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
   * The current version of each campaign in the topic, by id. A record that is no campaign is left
   * out, because it cannot be edited.
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

  private Map<String, byte[]> jsonOf(List<Campaign> campaigns) {
    Map<String, byte[]> jsonById = new LinkedHashMap<>();
    campaigns.forEach(campaign -> jsonById.put(campaign.id(), codec.encode(campaign)));
    return jsonById;
  }

  /**
   * Writes records and waits for the job's answers.
   *
   * @param answered whether there is a topic in which the job answers
   */
  private Answers write(Map<String, byte[]> jsonById, boolean answered) {
    if (jsonById.isEmpty()) {
      return new Answers(false, Map.of());
    }
    if (!answered) {
      topic.write(jsonById);
      return new Answers(false, Map.of());
    }
    Map<TopicPartition, Long> before = topic.answersEnd();
    return new Answers(true, topic.awaitAnswers(topic.write(jsonById), before, PATIENCE));
  }

  /**
   * What the job has answered.
   *
   * @param expected whether something was written that a job could have answered
   * @param byId the answers that came in time, by campaign id
   */
  private record Answers(boolean expected, Map<String, CampaignStatus> byId) {

    /**
     * The end of the sentence about a record: what the job has answered.
     *
     * @param version the version with which the record was written, 0 for none
     */
    String about(String id, long version) {
      CampaignStatus status = byId.get(id);
      if (status == null) {
        return expected ? "; no job has answered within " + PATIENCE.toSeconds() + " s" : "";
      }
      String reason = status.reason() == null ? "" : ": " + status.reason();
      return switch (status.verdict()) {
        case TAKEN, UNCHANGED, STOPPED, LIFTED -> "; the job has taken it";
        case PAUSED ->
            status.reason() == null
                ? "; the job has taken it"
                : "; the job has paused the campaign and refused the rest" + reason;
        case ENDED -> "; the campaign was ended in the job meanwhile";
        case WAITING ->
            // A pause that disagrees with the budget's other campaigns is in force by itself, with
            // its version; any other edit that waits is not.
            (status.state() == CampaignStatus.State.PAUSED && status.version() == version
                    ? "; the job has paused the campaign; the rest waits for"
                    : "; the job waits for")
                + " edits of the other campaigns of "
                + (status.budgetId() == null ? "its budget" : "budget " + status.budgetId());
        case REFUSED ->
            "; the job has refused it and "
                + (status.version() == 0
                    ? "holds no such campaign"
                    : "keeps version " + status.version())
                + reason;
      };
    }

    /**
     * Returns the lines.
     *
     * @throws UserFacingException with these lines where the job has refused one of the records
     */
    List<String> unlessRefused(List<String> lines) {
      if (byId.values().stream()
          .anyMatch(status -> status.verdict() == CampaignAnswer.Verdict.REFUSED)) {
        throw new UserFacingException(String.join("\n", lines));
      }
      return lines;
    }
  }
}
