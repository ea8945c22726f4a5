package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignRegister;
import io.paceline.core.campaign.HeldCampaign;
import io.paceline.core.campaign.WaitingEdit;
import io.paceline.job.serialization.SharedTypeInfo;
import io.paceline.job.state.StateAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the register of campaigns in Flink's keyed state, under the one key of {@link AcceptEdits}.
 * A campaign stays until the register forgets it, and an edit that waits until it is answered.
 */
final class KeyedCampaignStore implements CampaignRegister.Store {

  private final MapState<String, HeldCampaign> held;
  private final MapState<String, WaitingEdit> waiting;

  /**
   * Ids of the campaigns of each budget, which spares reading all campaigns for every edit; null
   * until they are first asked for.
   */
  private @Nullable Map<String, Set<String>> idsOnBudget;

  KeyedCampaignStore(RuntimeContext context) {
    held =
        context.getMapState(
            new MapStateDescriptor<>("held", Types.STRING, SharedTypeInfo.of(HeldCampaign.class)));
    waiting =
        context.getMapState(
            new MapStateDescriptor<>(
                "waiting", Types.STRING, SharedTypeInfo.of(WaitingEdit.class)));
  }

  @Override
  public @Nullable HeldCampaign held(String campaignId) {
    return StateAccess.get(() -> held.get(campaignId));
  }

  @Override
  public void put(HeldCampaign campaign) {
    Campaign own = campaign.campaign();
    byBudget().computeIfAbsent(own.budget().id(), id -> new TreeSet<>()).add(own.id());
    StateAccess.change(() -> held.put(own.id(), campaign));
  }

  @Override
  public void remove(String campaignId) {
    HeldCampaign known = held(campaignId);
    if (known != null) {
      String budgetId = known.campaign().budget().id();
      Set<String> ids = byBudget().getOrDefault(budgetId, Set.of());
      ids.remove(campaignId);
      if (ids.isEmpty()) {
        byBudget().remove(budgetId);
      }
    }
    StateAccess.change(() -> held.remove(campaignId));
  }

  @Override
  public Collection<HeldCampaign> all() {
    return StateAccess.get(
        () -> {
          List<HeldCampaign> all = new ArrayList<>();
          held.values().forEach(all::add);
          return all;
        });
  }

  @Override
  public Collection<Campaign> onBudget(String budgetId) {
    List<Campaign> all = new ArrayList<>();
    for (String id : byBudget().getOrDefault(budgetId, Set.of())) {
      HeldCampaign campaign = held(id);
      if (campaign != null) {
        all.add(campaign.campaign());
      }
    }
    return all;
  }

  private Map<String, Set<String>> byBudget() {
    if (idsOnBudget == null) {
      Map<String, Set<String>> read = new HashMap<>();
      for (HeldCampaign campaign : all()) {
        Campaign own = campaign.campaign();
        read.computeIfAbsent(own.budget().id(), id -> new TreeSet<>()).add(own.id());
      }
      idsOnBudget = read;
    }
    return idsOnBudget;
  }

  @Override
  public Collection<WaitingEdit> waiting() {
    return StateAccess.get(
        () -> {
          List<WaitingEdit> all = new ArrayList<>();
          waiting.values().forEach(all::add);
          return all;
        });
  }

  @Override
  public void hold(WaitingEdit edit) {
    StateAccess.change(() -> waiting.put(edit.campaign().id(), edit));
  }

  @Override
  public void release(String campaignId) {
    StateAccess.change(() -> waiting.remove(campaignId));
  }
}
