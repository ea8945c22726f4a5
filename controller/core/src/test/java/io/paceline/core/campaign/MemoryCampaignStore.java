package io.paceline.core.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A register's campaigns in maps. */
final class MemoryCampaignStore implements CampaignRegister.Store {
  private final Map<String, HeldCampaign> held = new TreeMap<>();
  private final Map<String, WaitingEdit> waiting = new TreeMap<>();

  @Override
  public @Nullable HeldCampaign held(String campaignId) {
    return held.get(campaignId);
  }

  @Override
  public void put(HeldCampaign campaign) {
    held.put(campaign.campaign().id(), campaign);
  }

  @Override
  public void remove(String campaignId) {
    held.remove(campaignId);
  }

  @Override
  public Collection<HeldCampaign> all() {
    return new ArrayList<>(held.values());
  }

  @Override
  public Collection<Campaign> onBudget(String budgetId) {
    return held.values().stream()
        .map(HeldCampaign::campaign)
        .filter(campaign -> campaign.budget().id().equals(budgetId))
        .toList();
  }

  @Override
  public Collection<WaitingEdit> waiting() {
    return new ArrayList<>(waiting.values());
  }

  @Override
  public void hold(WaitingEdit edit) {
    waiting.put(edit.campaign().id(), edit);
  }

  @Override
  public void release(String campaignId) {
    waiting.remove(campaignId);
  }
}
