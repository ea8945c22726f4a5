package io.paceline.core.campaign;

import io.paceline.core.json.DocumentParser;
import io.paceline.core.json.InvalidJsonException;
import io.paceline.core.json.JsonValue;
import io.paceline.core.json.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a record of topic {@code campaigns} asks for. A pause counts whatever else is wrong
 * with its record, as long as the record is JSON, and a stop counts whatever its record holds: a
 * campaign that somebody wants to stop must not bid on because another field of the same record
 * cannot be read. Thread-safe.
 */
public final class CampaignOrderReader {

  private static final DocumentParser PARSER = DocumentParser.ofMessages("a campaign");

  /** The fields of a record that only pauses. */
  private static final Set<String> PAUSE_ALONE = Set.of("id", "version", "paused");

  private static final Set<String> FALSE = Set.of("false", "no", "n", "0");

  private final CampaignCodec codec = new CampaignCodec();

  /**
   * Reads one record.
   *
   * @param key the record's key, empty where it is not known
   * @param value the record's value, null for a tombstone
   * @throws InvalidCampaignException where the record asks for nothing that can be done; lists
   *     every fault
   */
  public CampaignOrder read(String key, byte @Nullable [] value) throws InvalidCampaignException {
    if (key.equals(CampaignOrder.EVERY_CAMPAIGN)) {
      return CampaignOrder.stop(value != null && stops(value));
    }
    if (value == null) {
      if (key.isEmpty()) {
        throw new InvalidCampaignException(
            List.of(
                "a record without a value ends the campaign that its key names, but it has no"
                    + " key"));
      }
      return CampaignOrder.end(key);
    }
    try {
      Campaign campaign = codec.decode(value);
      if (!key.isEmpty() && !key.equals(campaign.id())) {
        throw new InvalidCampaignException(
            List.of(
                "id: must be the record's key "
                    + Shown.quoted(key)
                    + ", since the topic keeps the latest record of each key, got "
                    + Shown.quoted(campaign.id())));
      }
      return CampaignOrder.edit(campaign);
    } catch (InvalidCampaignException e) {
      CampaignOrder pause = pause(key, value, e);
      if (pause == null) {
        throw e;
      }
      return pause;
    }
  }

  /**
   * True unless the record says that {@code paused} is false. Whatever else lies under the key of
   * the stop stops all bidding, even what is no JSON.
   */
  private static boolean stops(byte[] value) {
    try {
      JsonValue paused = PARSER.parse(value).field("paused");
      return paused == null || !isFalse(paused);
    } catch (InvalidJsonException e) {
      return true;
    }
  }

  /** True for every way in which people write false. Whatever else stands there pauses. */
  private static boolean isFalse(JsonValue paused) {
    String written = paused.scalar();
    return written != null && FALSE.contains(written.strip().toLowerCase(Locale.ROOT));
  }

  /** The pause in a record that is no valid campaign; null where the record does not pause. */
  private static @Nullable CampaignOrder pause(
      String key, byte[] value, InvalidCampaignException fault) {
    JsonValue json;
    try {
      json = PARSER.parse(value);
    } catch (InvalidJsonException e) {
      return null;
    }
    JsonValue paused = json.field("paused");
    if (paused == null || isFalse(paused)) {
      return null;
    }
    JsonValue id = json.field("id");
    String written = id == null ? null : id.strippedText();
    // The key says which campaign a record is about, even where its id is mistyped.
    String campaignId = key.isEmpty() ? (written == null ? "" : written) : key;
    if (campaignId.isEmpty()) {
      return null;
    }
    JsonValue version = json.field("version");
    Long number = version == null ? null : version.whole();
    boolean alone = Boolean.TRUE.equals(paused.flag());
    for (String name : json.names()) {
      alone &= PAUSE_ALONE.contains(name);
    }
    boolean counts = number != null && number >= 0 && number <= Campaign.MOST_VERSION;
    return CampaignOrder.pause(campaignId, counts ? number : 0, alone ? null : fault.getMessage());
  }
}
