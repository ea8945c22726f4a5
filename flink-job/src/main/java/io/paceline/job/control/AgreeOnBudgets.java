package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.SharedBudget;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.serialization.SharedTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The second gate for campaign edits, keyed by budget: all campaigns that share a budget must state
 * the same about it. An edit that agrees with the other campaigns goes on at once. An edit that
 * does not agree waits a while for edits of the others: to change a budget, people edit all of its
 * campaigns together, and the budget then changes for all of them at once. If those edits do not
 * come, the waiting edit becomes a dead letter, and the former campaigns stay in force. Campaigns
 * whose flight is over are not asked.
 */
public final class AgreeOnBudgets
    extends KeyedProcessFunction<String, CampaignEdited, ControlUpdate> {

  /** Wall time within which the edits of one change must have arrived. */
  static final long PATIENCE_MILLIS = 10_000;

  private static final long serialVersionUID = 1L;

  /**
   * How long this gate remembers a campaign that nobody edits (wall time), the same as the first
   * gate.
   */
  private static final Duration MEMORY = Duration.ofDays(400);

  private final CampaignClock clock;
  private transient MapState<String, Campaign> agreed;
  private transient MapState<String, CampaignEdited> waiting;
  private transient ValueState<Long> due;

  /** Uses the given clock to tell whether a flight is over. */
  public AgreeOnBudgets(CampaignClock clock) {
    this.clock = clock;
  }

  @Override
  public void open(OpenContext context) {
    MapStateDescriptor<String, Campaign> agreedDescriptor =
        new MapStateDescriptor<>("agreed", Types.STRING, SharedTypeInfo.of(Campaign.class));
    agreedDescriptor.enableTimeToLive(StateTtlConfig.newBuilder(MEMORY).build());
    agreed = getRuntimeContext().getMapState(agreedDescriptor);
    waiting =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("waiting", String.class, CampaignEdited.class));
    due = getRuntimeContext().getState(new ValueStateDescriptor<>("due", Long.class));
  }

  @Override
  public void processElement(CampaignEdited edit, Context context, Collector<ControlUpdate> out)
      throws Exception {
    long now = context.timerService().currentProcessingTime();
    List<Campaign> others = others(edit.campaign(), now);
    // A newer edit replaces an edit of the same campaign that still waits.
    waiting.remove(edit.campaignId());
    if (others.stream().allMatch(other -> SharedBudget.agree(edit.campaign(), other))) {
      accept(edit.campaign(), out);
      return;
    }
    waiting.put(edit.campaignId(), edit);
    due.update(now + PATIENCE_MILLIS);
    context.timerService().registerProcessingTimeTimer(now + PATIENCE_MILLIS);
    stopAtOnce(edit.campaign(), out);
    for (Campaign other : others) {
      CampaignEdited follows = waiting.get(other.id());
      if (follows == null || !SharedBudget.agree(edit.campaign(), follows.campaign())) {
        return;
      }
    }
    for (CampaignEdited one : waitingNow()) {
      if (SharedBudget.agree(edit.campaign(), one.campaign())) {
        waiting.remove(one.campaignId());
        accept(one.campaign(), out);
      }
    }
  }

  /** Pauses a campaign at once where the edit says so, even if the rest of the edit has to wait. */
  private void stopAtOnce(Campaign edited, Collector<ControlUpdate> out) throws Exception {
    Campaign holds = agreed.get(edited.id());
    if (holds != null && edited.paused()) {
      accept(holds.withVersion(edited.version()).withPaused(true), out);
    }
  }

  private void accept(Campaign campaign, Collector<ControlUpdate> out) throws Exception {
    agreed.put(campaign.id(), campaign);
    out.collect(ControlUpdate.of(campaign));
  }

  /** The budget's other campaigns in their agreed versions, without those whose flight is over. */
  private List<Campaign> others(Campaign edited, long nowMillis) throws Exception {
    long campaignMillis = clock.campaignMillis(nowMillis);
    List<Campaign> others = new ArrayList<>();
    for (Campaign campaign : agreed.values()) {
      if (!campaign.id().equals(edited.id()) && campaignMillis < campaign.flightEndMillis()) {
        others.add(campaign);
      }
    }
    return others;
  }

  private List<CampaignEdited> waitingNow() throws Exception {
    List<CampaignEdited> all = new ArrayList<>();
    waiting.values().forEach(all::add);
    return all;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ControlUpdate> out)
      throws Exception {
    Long last = due.value();
    if (last == null || last != timestamp) {
      // A later edit has given all waiting edits more time.
      return;
    }
    due.clear();
    List<CampaignEdited> late = waitingNow();
    waiting.clear();
    for (CampaignEdited edit : late) {
      // The campaigns with which the edit did not agree may have ended meanwhile.
      Campaign against =
          others(edit.campaign(), timestamp).stream()
              .filter(other -> !SharedBudget.agree(edit.campaign(), other))
              .findFirst()
              .orElse(null);
      if (against == null) {
        accept(edit.campaign(), out);
      } else {
        context.output(
            DeadLetter.TAG,
            new DeadLetter(edit.origin(), SharedBudget.disagreement(edit.campaign(), against)));
      }
    }
  }
}
