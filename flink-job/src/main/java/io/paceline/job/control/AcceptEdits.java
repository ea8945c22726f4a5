package io.paceline.job.control;

import io.paceline.core.campaign.CampaignAnswer;
import io.paceline.core.campaign.CampaignOrder;
import io.paceline.core.campaign.CampaignRegister;
import io.paceline.core.campaign.CampaignStatus;
import io.paceline.core.campaign.CampaignStatusCodec;
import io.paceline.core.campaign.TopicPosition;
import io.paceline.core.clock.CampaignClock;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The gate for everything that topic {@code campaigns} asks for. A {@link CampaignRegister} decides
 * what becomes of each record; what comes into force goes on, what is refused becomes a dead
 * letter, and every record is answered in topic {@code campaign-status}. There is one key only, so
 * all records meet the same register, in the topic's order: whether a campaign may change can
 * depend on all campaigns of its budget, and edits are few.
 */
public final class AcceptEdits
    extends KeyedProcessFunction<String, CampaignOrdered, ControlUpdate> {

  /** The one key of all records. */
  public static final String KEY = "campaigns";

  /** Stops of all bidding, and their ends. */
  public static final OutputTag<ControlUpdate> STOPS = new OutputTag<>("stops") {};

  /** Records of topic {@code campaign-status}. */
  public static final OutputTag<OutRecord> STATUS = new OutputTag<>("campaign-status") {};

  private static final long serialVersionUID = 1L;

  /** Wall time after which the register is searched again for campaigns that it may forget. */
  private static final long SEARCH_MILLIS = 86_400_000L;

  /** Wall time in which whoever wrote a record reads the answer to it. */
  private static final long ANSWER_MILLIS = 60_000;

  private final CampaignClock clock;
  private transient CampaignRegister register;

  /** The records of the edits that wait, by campaign. */
  private transient MapState<String, RawRecord> origins;

  /**
   * Wall time of the latest answer about each id of which the register holds no campaign. The
   * answer is taken back at the first search that comes at least {@value #ANSWER_MILLIS} ms later.
   */
  private transient MapState<String, Long> unbooked;

  private transient ValueState<Long> nextSearch;
  private transient Counter taken;
  private transient Counter refused;

  /** Uses the given clock to tell which flights are over. */
  public AcceptEdits(CampaignClock clock) {
    this.clock = clock;
  }

  @Override
  public void open(OpenContext context) {
    register = new CampaignRegister(new KeyedCampaignStore(getRuntimeContext()), clock);
    origins =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("origins", String.class, RawRecord.class));
    unbooked =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("unbooked", String.class, Long.class));
    nextSearch =
        getRuntimeContext().getState(new ValueStateDescriptor<>("next-search", Long.class));
    taken = getRuntimeContext().getMetricGroup().counter("editsTaken");
    refused = getRuntimeContext().getMetricGroup().counter("editsRefused");
  }

  @Override
  public void processElement(CampaignOrdered ordered, Context context, Collector<ControlUpdate> out)
      throws Exception {
    CampaignOrder order = ordered.order();
    RawRecord origin = ordered.origin();
    long now = context.timerService().currentProcessingTime();
    switch (order.kind()) {
      case STOP, LIFT -> {
        boolean stopped = order.kind() == CampaignOrder.Kind.STOP;
        context.output(STOPS, ControlUpdate.stop(stopped));
        tell(CampaignStatus.ofStop(stopped, origin.offset(), now), context);
      }
      case EDIT, PAUSE, END -> {
        TopicPosition position = new TopicPosition(origin.offset(), origin.timestampMillis());
        List<CampaignAnswer> answers = register.take(order, position, now);
        answer(answers, origin, context, now, out);
        if (answers.get(0).verdict() == CampaignAnswer.Verdict.WAITING) {
          origins.put(order.campaignId(), origin);
        } else if (!register.isWaiting(order.campaignId())) {
          origins.remove(order.campaignId());
        }
      }
    }
    if (nextSearch.value() == null) {
      searchAgain(context, now);
    }
  }

  /**
   * Tells everybody what became of some records.
   *
   * @param current the record that was just read, to which the first answer belongs; null where all
   *     answers are to edits that have waited
   */
  private void answer(
      List<CampaignAnswer> answers,
      @Nullable RawRecord current,
      Context context,
      long now,
      Collector<ControlUpdate> out)
      throws Exception {
    for (int i = 0; i < answers.size(); i++) {
      CampaignAnswer answer = answers.get(i);
      RawRecord origin = i == 0 && current != null ? current : waited(answer.campaignId());
      if (answer.changed() && answer.inForce() != null) {
        taken.inc();
        out.collect(ControlUpdate.of(answer.inForce()));
      }
      if (answer.reason() != null) {
        refused.inc();
        if (origin != null) {
          context.output(DeadLetter.TAG, new DeadLetter(origin, answer.reason()));
        }
      }
      tell(CampaignStatus.after(answer, clock.campaignMillis(now), now), context);
      if (answer.inForce() == null) {
        unbooked.put(answer.campaignId(), now);
      } else {
        unbooked.remove(answer.campaignId());
      }
    }
    Long due = register.nextDueMillis();
    if (due != null) {
      context.timerService().registerProcessingTimeTimer(due);
    }
  }

  /** Takes the record of an edit that has waited. */
  private @Nullable RawRecord waited(String campaignId) throws Exception {
    RawRecord origin = origins.get(campaignId);
    origins.remove(campaignId);
    return origin;
  }

  private static void tell(CampaignStatus status, Context context) {
    context.output(
        STATUS, new OutRecord(status.campaignId(), null, CampaignStatusCodec.encode(status)));
  }

  private void searchAgain(Context context, long now) throws Exception {
    nextSearch.update(now + SEARCH_MILLIS);
    context.timerService().registerProcessingTimeTimer(now + SEARCH_MILLIS);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ControlUpdate> out)
      throws Exception {
    long now = Math.max(timestamp, context.timerService().currentProcessingTime());
    answer(register.judgeLate(now), null, context, now, out);
    Long search = nextSearch.value();
    if (search != null && search <= now) {
      for (String forgotten : register.forget(now)) {
        context.output(STATUS, OutRecord.tombstone(forgotten));
      }
      forgetUnbooked(context, now);
      if (register.isEmpty() && unbooked.isEmpty()) {
        nextSearch.clear();
      } else {
        searchAgain(context, now);
      }
    }
  }

  /**
   * Takes back the answers about ids of which the register holds no campaign, once there was time
   * to read them.
   */
  private void forgetUnbooked(Context context, long now) throws Exception {
    List<String> answered = new ArrayList<>();
    for (Map.Entry<String, Long> one : unbooked.entries()) {
      if (one.getValue() <= now - ANSWER_MILLIS) {
        answered.add(one.getKey());
      }
    }
    for (String campaignId : answered) {
      unbooked.remove(campaignId);
      context.output(STATUS, OutRecord.tombstone(campaignId));
    }
  }
}
