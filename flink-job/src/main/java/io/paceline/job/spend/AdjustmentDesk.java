package io.paceline.job.spend;

import io.paceline.core.clock.CampaignClock;
import io.paceline.core.ledger.LedgerSettings;
import io.paceline.core.ledger.Settlement;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.AdjustmentAnswerCodec;
import io.paceline.core.notice.InvalidAdjustmentException;
import io.paceline.core.spend.Adjustments;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.OutRecord;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes adjustments of the current budget. Records of different topics come in no fixed order, so
 * an adjustment of a budget that has no campaign yet waits for its campaign; see {@link
 * AwaitedCampaign}. An adjustment that takes back more than was billed waits until all notices have
 * been read that had come when it was written, because a job that starts without a checkpoint reads
 * adjustments sooner than notices. An adjustment that is booked or refused is answered in topic
 * {@code adjustment-audit}, with two exceptions: a copy of a booked one is not answered, and
 * neither is a refused one whose id was booked before. So the topic keeps the answer to what was
 * booked.
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
  private final WaitingList<AdjustmentArrived> waiting;

  AdjustmentDesk(
      RuntimeContext context, KeyedBudgetStore store, CampaignClock clock, LedgerSettings windows) {
    this.store = store;
    this.adjustments = new Adjustments(clock, windows);
    this.waiting = new WaitingList<>(context, "waiting-adjustments", AdjustmentArrived.class);
  }

  /**
   * Books an adjustment or lets it wait.
   *
   * @param readUpToMillis wall time up to which notices have been read
   */
  void take(AdjustmentArrived arrived, long nowMillis, long readUpToMillis, Outputs outputs)
      throws Exception {
    long until =
        AwaitedCampaign.untilMillis(
            store, arrived.adjustment().campaignId(), arrived.waitsUntilMillis(), nowMillis);
    if (until > 0) {
      waiting.add(arrived.waitingUntil(until));
    } else if (readUpToMillis < arrived.origin().timestampMillis()
        && adjustments.takesBackTooMuch(store, arrived.adjustment(), nowMillis)) {
      waiting.add(arrived);
    } else {
      book(arrived, nowMillis, outputs);
    }
  }

  /**
   * Looks again at the adjustments that waited, because a campaign came, more notices have been
   * read, or time has passed.
   */
  void lookAgain(long nowMillis, long readUpToMillis, Outputs outputs) throws Exception {
    for (AdjustmentArrived arrived : waiting.takeAll()) {
      take(arrived, nowMillis, readUpToMillis, outputs);
    }
  }

  /**
   * Books or refuses the adjustments that still wait, because the budget ends or no campaign came
   * for it.
   */
  void giveUp(long nowMillis, Outputs outputs) throws Exception {
    boolean known = !store.campaigns().isEmpty();
    for (AdjustmentArrived arrived : waiting.takeAll()) {
      if (known) {
        book(arrived, nowMillis, outputs);
      } else {
        refuse(
            arrived,
            "budget: no campaign spends " + arrived.adjustment().budgetId(),
            nowMillis,
            outputs);
      }
    }
  }

  private void book(AdjustmentArrived arrived, long nowMillis, Outputs outputs) {
    Settlement settlement;
    try {
      settlement = adjustments.book(store, arrived.adjustment(), nowMillis);
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
    // Where another adjustment was booked under this id, the audit keeps the answer to that one.
    if (!adjustments.isBooked(store, arrived.adjustment().id())) {
      outputs.audit(answer(arrived.adjustment(), fault, nowMillis));
    }
  }

  private OutRecord answer(Adjustment adjustment, @Nullable String fault, long nowMillis) {
    AdjustmentAnswer answer =
        new AdjustmentAnswer(adjustment, fault, store.account().totalBilledMicros(), nowMillis);
    return new OutRecord(adjustment.key(), null, AdjustmentAnswerCodec.encode(answer));
  }
}
