package io.paceline.job.spend;

import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.AdjustmentAnswerCodec;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.core.spend.Adjustments;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.OutRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Takes adjustments of the current budget. Records of different topics come in no fixed order, so
 * an adjustment of a budget that has no campaign yet waits for its campaign. An adjustment that is
 * booked or refused is answered in topic {@code adjustment-audit}. A copy of a booked one is not
 * answered, and neither is a refused one whose id was booked before, so that the answer of what was
 * booked stays.
 */
final class AdjustmentDesk {

  /** Takes what an adjustment leads to. */
  interface Outputs {

    /** A record of the audit topic. */
    void audit(OutRecord record);

    /** An adjustment that was refused. */
    void refused(DeadLetter letter);
  }

  private final KeyedBudgetStore store;
  private final Adjustments adjustments;
  private final ListState<AdjustmentArrived> waiting;

  AdjustmentDesk(RuntimeContext context, KeyedBudgetStore store, LedgerSettings windows) {
    this.store = store;
    this.adjustments = new Adjustments(windows);
    this.waiting =
        context.getListState(
            new ListStateDescriptor<>("waiting-adjustments", AdjustmentArrived.class));
  }

  /** Books an adjustment or lets it wait. */
  void take(AdjustmentArrived arrived, long nowMillis, Outputs outputs) throws Exception {
    if (store.campaigns().isEmpty()) {
      waiting.add(arrived);
    } else {
      book(arrived, nowMillis, outputs);
    }
  }

  /** Books the adjustments that waited, because the budget has a campaign now. */
  void campaignKnown(long nowMillis, Outputs outputs) throws Exception {
    for (AdjustmentArrived arrived : takeWaiting()) {
      book(arrived, nowMillis, outputs);
    }
  }

  /** Refuses the adjustments that still wait, because no campaign came for the budget. */
  void giveUp(long nowMillis, Outputs outputs) throws Exception {
    for (AdjustmentArrived arrived : takeWaiting()) {
      refuse(
          arrived,
          "budget: no campaign spends " + arrived.adjustment().budgetId(),
          nowMillis,
          outputs);
    }
  }

  private List<AdjustmentArrived> takeWaiting() throws Exception {
    List<AdjustmentArrived> all = new ArrayList<>();
    Iterable<AdjustmentArrived> kept = waiting.get();
    if (kept != null) {
      kept.forEach(all::add);
    }
    if (!all.isEmpty()) {
      waiting.clear();
    }
    return all;
  }

  private void book(AdjustmentArrived arrived, long nowMillis, Outputs outputs) {
    Settlement settlement;
    try {
      settlement = adjustments.book(store, arrived.adjustment());
    } catch (InvalidAdjustmentException e) {
      refuse(arrived, e.getMessage(), nowMillis, outputs);
      return;
    }
    if (settlement == Settlement.BOOKED) {
      outputs.audit(answer(arrived.adjustment(), null, nowMillis));
    }
  }

  private void refuse(AdjustmentArrived arrived, String fault, long nowMillis, Outputs outputs) {
    outputs.refused(new DeadLetter(arrived.origin(), fault));
    // What was booked under the same id stays in the audit.
    if (!adjustments.isBooked(store, arrived.adjustment().id())) {
      outputs.audit(answer(arrived.adjustment(), fault, nowMillis));
    }
  }

  private OutRecord answer(Adjustment adjustment, @Nullable String fault, long nowMillis) {
    AdjustmentAnswer answer =
        new AdjustmentAnswer(adjustment, fault, store.account().totalBilledMicros(), nowMillis);
    return new OutRecord(adjustment.id(), null, AdjustmentAnswerCodec.encode(answer));
  }
}
