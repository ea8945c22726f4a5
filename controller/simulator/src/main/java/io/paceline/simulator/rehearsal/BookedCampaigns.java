package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignEdit;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.campaign.SharedBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest version of each booked campaign. Edits have to keep the job's rules. */
final class BookedCampaigns {

  private final Map<String, Campaign> byId = new LinkedHashMap<>();

  /** The campaign of that id, or null. */
  @Nullable Campaign get(String id) {
    return byId.get(id);
  }

  /** All ids, in the order in which they were booked. */
  Collection<String> ids() {
    return byId.keySet();
  }

  /**
   * Books a campaign or its next version.
   *
   * @return the campaign with its version
   * @throws InvalidCampaignException where the edit may not be made
   */
  Campaign put(Campaign edit) throws InvalidCampaignException {
    Campaign known = byId.get(edit.id());
    Campaign next = edit.withVersion(known == null ? 1 : Campaign.versionAfter(known.version()));
    Campaign accepted = CampaignEdit.accept(known, next);
    byId.put(accepted.id(), accepted);
    return accepted;
  }

  /**
   * One sentence for each campaign that states something else about a shared budget than the first
   * campaign of that budget; empty where all agree.
   */
  List<String> disagreements() {
    List<String> faults = new ArrayList<>();
    Map<String, Campaign> first = new LinkedHashMap<>();
    for (Campaign campaign : byId.values()) {
      Campaign other = first.putIfAbsent(campaign.budget().id(), campaign);
      if (other != null && !SharedBudget.agree(campaign, other)) {
        faults.add(SharedBudget.disagreement(campaign, other));
      }
    }
    return faults;
  }
}
