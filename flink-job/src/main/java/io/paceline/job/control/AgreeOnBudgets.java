package io.paceline.job.control;

import io.paceline.core.campaign.BudgetAgreement;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.SharedBudget;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.serialization.SharedTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * The second gate for campaign edits, keyed by budget: the campaigns that share a budget must state
 * the same about it, as {@link BudgetAgreement} decides. An edit that has to wait for edits of the
 * other campaigns becomes a dead letter if they do not come in time, and the former campaigns stay
 * in force.
 */
public final class AgreeOnBudgets
    extends KeyedProcessFunction<String, CampaignEdited, ControlUpdate> {

  /**
   * How long edits wait for those of the other campaigns, milliseconds of wall time. Each further
   * edit that has to wait gives all of them this time anew.
   */
  static final long PATIENCE_MILLIS = 10_000;

  private static final long serialVersionUID = 1L;

  /**
   * How long this gate remembers a campaign that nobody edits (wall time): as long as the first
   * gate does.
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
    // A newer edit replaces an edit of the same campaign that still waits.
    waiting.put(edit.campaignId(), edit);
    BudgetAgreement.Verdict verdict =
        BudgetAgreement.of(
            edit.campaign(), agreedNow(), campaigns(waitingNow()), clock.campaignMillis(now));
    if (!verdict.atOnce()) {
      due.update(now + PATIENCE_MILLIS);
      context.timerService().registerProcessingTimeTimer(now + PATIENCE_MILLIS);
    }
    if (verdict.stopped() != null) {
      accept(verdict.stopped(), out);
    }
    for (Campaign passing : verdict.passing()) {
      waiting.remove(passing.id());
      accept(passing, out);
    }
  }

  private void accept(Campaign campaign, Collector<ControlUpdate> out) throws Exception {
    agreed.put(campaign.id(), campaign);
    out.collect(ControlUpdate.of(campaign));
  }

  private Map<String, Campaign> agreedNow() throws Exception {
    Map<String, Campaign> all = new LinkedHashMap<>();
    for (Campaign campaign : agreed.values()) {
      all.put(campaign.id(), campaign);
    }
    return all;
  }

  private List<CampaignEdited> waitingNow() throws Exception {
    List<CampaignEdited> all = new ArrayList<>();
    waiting.values().forEach(all::add);
    return all;
  }

  private static Map<String, Campaign> campaigns(List<CampaignEdited> edits) {
    Map<String, Campaign> campaigns = new LinkedHashMap<>();
    for (CampaignEdited edit : edits) {
      campaigns.put(edit.campaignId(), edit.campaign());
    }
    return campaigns;
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
          BudgetAgreement.opposing(
              edit.campaign(), agreedNow().values(), clock.campaignMillis(timestamp));
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
