package io.paceline.job.control;

import io.paceline.core.campaign.Campaign;
import io.paceline.core.campaign.CampaignEdit;
import io.paceline.core.campaign.InvalidCampaignException;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.serialization.SharedTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The first gate for campaign edits, keyed by campaign. An edit that {@link CampaignEdit} accepts
 * goes on, an edit of the same or an older version is dropped, and one that may not be made becomes
 * a dead letter. All operators behind the gates therefore hold the same version.
 */
public final class AcceptEdits
    extends KeyedProcessFunction<String, CampaignEdited, CampaignEdited> {

  private static final long serialVersionUID = 1L;

  /**
   * Wall time after which both gates forget a campaign that nobody edits; the operators behind them
   * keep it. A later edit then passes this gate as that of a new campaign would.
   */
  private static final Duration MEMORY = Duration.ofDays(400);

  private final CampaignClock clock;
  private transient ValueState<Campaign> accepted;

  /** Uses the given clock to tell whether a flight is over. */
  public AcceptEdits(CampaignClock clock) {
    this.clock = clock;
  }

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<Campaign> descriptor =
        new ValueStateDescriptor<>("accepted", SharedTypeInfo.of(Campaign.class));
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(MEMORY).build());
    accepted = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(CampaignEdited edit, Context context, Collector<CampaignEdited> out)
      throws Exception {
    Campaign known = accepted.value();
    try {
      long now = clock.campaignMillis(context.timerService().currentProcessingTime());
      Campaign holds = CampaignEdit.accept(known, edit.campaign(), now);
      if (!holds.equals(known)) {
        accepted.update(holds);
        out.collect(new CampaignEdited(holds, edit.origin()));
      }
    } catch (InvalidCampaignException e) {
      context.output(DeadLetter.TAG, DeadLetter.of(edit.origin(), e));
    }
  }
}
