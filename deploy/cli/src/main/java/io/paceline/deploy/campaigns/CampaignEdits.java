package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignEdit;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.campaign.SharedBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides which versions of campaigns to write for a user's edits. Pure: no I/O. */
final class CampaignEdits {
  private CampaignEdits() {}

  /**
   * The campaigns to write, each with its version set; an edit that changes nothing is left out.
   *
   * @param known the current version of each campaign in the topic, by id
   * @param held what the job holds of each campaign, by id. The next version is above the one that
   *     the job holds, also for a campaign that is no longer in the topic
   * @param edits campaigns as the file states them; version 0 stands for the next version
   * @throws InvalidCampaignException where an edit has a fault; the exception lists the faults of
   *     all edits, and none of the edits may be written
   */
  static List<Campaign> toWrite(
      Map<String, Campaign> known, Map<String, CampaignStatus> held, List<Campaign> edits)
      throws InvalidCampaignException {
    List<Campaign> changed = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Campaign edit : edits) {
      Campaign before = known.get(edit.id());
      CampaignStatus status = held.get(edit.id());
      long version = latest(before, status);
      if (before != null && isUnchanged(before, edit) && isHeld(before, status)) {
        continue;
      }
      if (edit.version() != 0
          && edit.version() <= version
          && edit.version() < Campaign.MOST_VERSION) {
        faults.add(
            edit.id()
                + ": version: must be above "
                + version
                + ", got "
                + edit.version()
                + "; leave it out to take the next one");
        continue;
      }
      Campaign next = edit.version() == 0 ? edit.withVersion(nextVersion(before, status)) : edit;
      try {
        // Where the job holds something else than the topic, only the job can judge the edit.
        changed.add(
            before != null && isHeld(before, status) ? CampaignEdit.accept(before, next) : next);
      } catch (InvalidCampaignException e) {
        e.faults().forEach(fault -> faults.add(edit.id() + ": " + fault));
      }
    }
    faults.addAll(disagreements(known, changed));
    if (!faults.isEmpty()) {
      throw new InvalidCampaignException(faults);
    }
    return changed;
  }

  /**
   * One fault for each changed campaign that, after the edits, would state something else about its
   * budget than another campaign of the same budget.
   */
  private static List<String> disagreements(Map<String, Campaign> known, List<Campaign> changed) {
    Map<String, Campaign> after = new TreeMap<>(known);
    changed.forEach(campaign -> after.put(campaign.id(), campaign));
    List<String> faults = new ArrayList<>();
    for (Campaign campaign : changed) {
      after.values().stream()
          .filter(other -> !other.id().equals(campaign.id()))
          .filter(other -> other.budget().id().equals(campaign.budget().id()))
          .filter(other -> !SharedBudget.agree(campaign, other))
          .findFirst()
          .ifPresent(
              other ->
                  faults.add(campaign.id() + ": " + SharedBudget.disagreement(campaign, other)));
    }
    return faults;
  }

  /** The next version of a campaign, paused. */
  static Campaign paused(Campaign known, @Nullable CampaignStatus status) {
    return known.withVersion(nextVersion(known, status)).withPaused(true);
  }

  /** The version of the edit that follows what the topic and the job know of a campaign. */
  static long nextVersion(@Nullable Campaign known, @Nullable CampaignStatus status) {
    return Campaign.versionAfter(latest(known, status));
  }

  /** The highest version of a campaign that the topic or the job knows, 0 where none does. */
  private static long latest(@Nullable Campaign known, @Nullable CampaignStatus status) {
    return Math.max(known == null ? 0 : known.version(), status == null ? 0 : status.version());
  }

  /**
   * Whether the job holds everything that the topic's record says. Where the job has said nothing,
   * this is assumed.
   */
  private static boolean isHeld(Campaign known, @Nullable CampaignStatus status) {
    return status == null
        || (status.version() == known.version()
            && status.reason() == null
            && status.verdict() != CampaignAnswer.Verdict.REFUSED
            && (status.state() == CampaignStatus.State.ENDED
                || (status.state() == CampaignStatus.State.PAUSED) == known.paused()));
  }

  private static boolean isUnchanged(Campaign known, Campaign edit) {
    return (edit.version() == 0 || edit.version() == known.version())
        && edit.withVersion(known.version()).equals(known);
  }
}
