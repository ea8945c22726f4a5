package io.paceline.deploy.campaigns;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignEdit;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.campaign.SharedBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which versions are to be written for what a user asked. Pure. */
final class CampaignEdits {
  private CampaignEdits() {}

  /**
   * The campaigns to write, each with its version set; one that changes nothing is left out.
   *
   * @param known what holds now, by id
   * @param edits as the file has them; version 0 takes the next one
   * @throws InvalidCampaignException with every fault; then nothing is to be written
   */
  static List<Campaign> toWrite(Map<String, Campaign> known, List<Campaign> edits)
      throws InvalidCampaignException {
    List<Campaign> changed = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Campaign edit : edits) {
      Campaign before = known.get(edit.id());
      long version = before == null ? 0 : before.version();
      if (before != null && isUnchanged(before, edit)) {
        continue;
      }
      if (edit.version() != 0 && edit.version() <= version) {
        faults.add(
            edit.id()
                + ": version: must be above "
                + version
                + ", got "
                + edit.version()
                + "; leave it out to take the next one");
        continue;
      }
      Campaign next = edit.version() == 0 ? edit.withVersion(version + 1) : edit;
      try {
        changed.add(CampaignEdit.accept(before, next));
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
   * One fault for each written campaign that would say something else of its budget than another
   * campaign of it says afterwards.
   */
  private static List<String> disagreements(Map<String, Campaign> known, List<Campaign> changed) {
    Map<String, Campaign> after = new TreeMap<>(known);
    changed.forEach(campaign -> after.put(campaign.id(), campaign));
    List<String> faults = new ArrayList<>();
    for (Campaign campaign : changed) {
      after.values().stream()
          .filter(other -> !other.id().equals(campaign.id()))
          .filter(other -> other.budgetId().equals(campaign.budgetId()))
          .filter(other -> !SharedBudget.agree(campaign, other))
          .findFirst()
          .ifPresent(
              other ->
                  faults.add(campaign.id() + ": " + SharedBudget.disagreement(campaign, other)));
    }
    return faults;
  }

  /** The next version of a campaign, paused. */
  static Campaign paused(Campaign known) {
    return known.withVersion(known.version() + 1).withPaused(true);
  }

  private static boolean isUnchanged(Campaign known, Campaign edit) {
    return (edit.version() == 0 || edit.version() == known.version())
        && edit.withVersion(known.version()).equals(known);
  }
}
