package io.paceline.job.spend;

import io.paceline.core.allocation.ProposedBid;
import io.paceline.core.campaign.Campaign;
import io.paceline.core.eligibility.CappedOut;
import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.notice.Adjustment;
import io.paceline.core.notice.AdjustmentAnswer;
import io.paceline.core.notice.AdjustmentAnswerCodec;
import io.paceline.core.notice.AdjustmentCodec;
import io.paceline.core.notice.InvalidNoticeException;
import io.paceline.core.notice.NoticeToken;
import io.paceline.core.notice.NoticeType;
import io.paceline.core.notice.SpendReport;
import io.paceline.core.notice.SpendReportCodec;
import io.paceline.core.openrtb.Bid;
import io.paceline.core.openrtb.Decision;
import io.paceline.core.openrtb.NoBidReason;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.scoring.ModelAnnouncement;
import io.paceline.job.ManualClock;
import io.paceline.job.control.Campaigns;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.control.Halts;
import io.paceline.job.eligibility.Requests;
import io.paceline.job.kafka.DeadLetter;
import io.paceline.job.kafka.OutRecord;
import io.paceline.job.kafka.RawRecord;
import io.paceline.job.options.JobOptions;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The spend controller in Flink's test harness. Time stands still until {@link #at} moves it. */
final class SpendHarness implements AutoCloseable {

  static final int MAX_PARALLELISM = 120;

  private final ManualClock wall;
  private final KeyedBroadcastOperatorTestHarness<String, MoneyInput, ControlUpdate, Decision>
      harness;
  private int seen;

  private SpendHarness(JobOptions options, long at, int parallelism, int subtask) throws Exception {
    wall = ManualClock.at(at);
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new SpendControllerFunction(options, wall),
                List.of(SpendControllerFunction.TRAFFIC, Halts.STOPPED, Halts.HALTED)),
            MoneyInput::budgetId,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setProcessingTime(at);
  }

  /** Starts a controller without a checkpoint. */
  static SpendHarness start(long at, String... options) throws Exception {
    SpendHarness spend = new SpendHarness(TestOptions.with(options), at, 1, 0);
    spend.harness.open();
    return spend;
  }

  /** Restores a checkpoint at a wall time. */
  static SpendHarness restore(OperatorSubtaskState state, long checkpointId, long at)
      throws Exception {
    return restore(state, checkpointId, at, 1, 0);
  }

  /** Restores one of several subtasks; {@code state} is already the part of that subtask. */
  static SpendHarness restore(
      OperatorSubtaskState state, long checkpointId, long at, int parallelism, int subtask)
      throws Exception {
    SpendHarness spend = new SpendHarness(TestOptions.with(), at, parallelism, subtask);
    spend.harness.setRestoredCheckpointId(checkpointId);
    spend.harness.initializeState(state);
    spend.harness.open();
    return spend;
  }

  /** Moves time forward when all notices have been read; the timers that are due by then fire. */
  SpendHarness at(long millis) throws Exception {
    read(millis);
    return stalledUntil(millis);
  }

  /**
   * Moves time forward while notices wait unread in their topic; the timers that are due by then
   * fire.
   */
  SpendHarness stalledUntil(long millis) throws Exception {
    wall.set(millis);
    harness.setProcessingTime(millis);
    return this;
  }

  /** All notices have been read that entered their topic up to this time. */
  void read(long upToMillis) throws Exception {
    harness.processWatermark(upToMillis);
    harness.processBroadcastWatermark(upToMillis);
  }

  long now() {
    return wall.millis();
  }

  void campaign(Campaign campaign) throws Exception {
    harness.processElement(new StreamRecord<>(MoneyInput.of(campaign)));
  }

  void model(ModelAnnouncement model) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(ControlUpdate.of(model)));
  }

  /** Takes a checkpoint that completes. */
  OperatorSubtaskState checkpoint(long id) throws Exception {
    OperatorSubtaskState state = harness.snapshot(id, now());
    harness.notifyOfCompletedCheckpoint(id);
    return state;
  }

  /** Brings budgets to the point where they may bid, at {@link Campaigns#START} + 2 s. */
  SpendHarness ready(Campaign... campaigns) throws Exception {
    for (Campaign campaign : campaigns) {
      campaign(campaign);
    }
    at(Campaigns.START + 1_000);
    checkpoint(1);
    for (Campaign campaign : campaigns) {
      // The first proposal after the checkpoint puts the commit rate into force, and the bucket
      // begins to fill.
      propose(campaign.id(), "first-of-" + campaign.id());
    }
    at(Campaigns.START + 2_000);
    takeUpdates();
    return this;
  }

  /** Proposes a bid and returns the controller's answer. */
  Decision propose(ProposedBid proposed) throws Exception {
    harness.processElement(new StreamRecord<>(MoneyInput.of(proposed)));
    List<Decision> all = harness.extractOutputValues();
    if (all.size() != seen + 1) {
      throw new AssertionError(
          "one proposal must have one answer, not " + all.subList(seen, all.size()));
    }
    return all.get(seen++);
  }

  Decision propose(String campaignId, String bidId) throws Exception {
    return propose(proposed(campaignId, bidId, false));
  }

  /** Proposes a bid that the controller must make. */
  Bid bid(String campaignId, String bidId) throws Exception {
    Decision decision = propose(campaignId, bidId);
    if (decision.bid() == null) {
      throw new AssertionError("expected a bid, got " + decision.reason());
    }
    return decision.bid();
  }

  NoBidReason refusal(String campaignId, String bidId) throws Exception {
    return propose(campaignId, bidId).reason();
  }

  ProposedBid proposed(String campaignId, String bidId, boolean test) {
    return test ? Proposals.test(campaignId, bidId, now()) : Proposals.of(campaignId, bidId, now());
  }

  /** Sends a notice about a bid. */
  void notice(NoticeType type, Bid bid, long priceMicros) throws Exception {
    notice(type, token(bid), priceMicros);
  }

  void notice(NoticeType type, NoticeToken token, long priceMicros) throws Exception {
    harness.processElement(
        new StreamRecord<>(MoneyInput.of(Notices.of(type, token, priceMicros, now()))));
  }

  /** Sends a spend report: what an exchange has billed for a campaign so far. */
  void report(String campaignId, String budgetId, long amountMicros) throws Exception {
    SpendReport report =
        new SpendReport(Requests.EXCHANGE, campaignId, budgetId, null, now(), amountMicros, false);
    RawRecord origin =
        RawRecord.withoutKey(
            "spend-reports", 0, amountMicros, now(), "x", new SpendReportCodec().encode(report));
    harness.processElement(
        new StreamRecord<>(MoneyInput.of(new SpendReportArrived(report, origin))));
  }

  /** Sends a count of what a frequency cap did, as eligibility would. */
  void capped(CappedOut told) throws Exception {
    harness.processElement(new StreamRecord<>(MoneyInput.of(told)));
  }

  /** Sends an adjustment of a budget's spend. */
  void adjust(Adjustment adjustment) throws Exception {
    RawRecord origin =
        RawRecord.withoutKey(
            "adjustments", 0, 1, now(), "x", new AdjustmentCodec().encode(adjustment));
    harness.processElement(
        new StreamRecord<>(MoneyInput.of(new AdjustmentArrived(adjustment, origin))));
  }

  /** What became of adjustments since the last call. */
  List<AdjustmentAnswer> takeAudit() {
    return take(SpendControllerFunction.AUDIT).stream()
        .map(record -> AdjustmentAnswerCodec.decode(record.value()))
        .toList();
  }

  /** The keys of the audit's records since the last call. */
  List<String> takeAuditKeys() {
    return take(SpendControllerFunction.AUDIT).stream().map(OutRecord::key).toList();
  }

  /** Sends what a billing claims whose token is not signed with a key of ours. */
  void unsigned(NoticeToken claimed) throws Exception {
    harness.processElement(new StreamRecord<>(MoneyInput.unsigned(claimed)));
  }

  List<DeadLetter> takeDeadLetters() {
    return take(DeadLetter.TAG);
  }

  static NoticeToken token(Bid bid) throws InvalidNoticeException {
    return TestOptions.tokens().verify(bid.tokens().notice());
  }

  /** Stops all bidding, or lets it go on. */
  void stop(boolean stopped) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(ControlUpdate.stop(stopped)));
  }

  /** Halts the bidding at an exchange, or lets it go on. */
  void exchange(ExchangeStatus status) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(ControlUpdate.of(status)));
  }

  /** What bids and notices have told of their exchanges since the last call. */
  List<BillingEvidence> takeEvidence() {
    return take(SpendControllerFunction.EVIDENCE);
  }

  /** What budgets have told since the last call, ends of budgets included. */
  List<BudgetTold> takeTold() {
    return take(SpendControllerFunction.UPDATES);
  }

  /** Pacing updates since the last call. */
  List<PacingUpdate> takeUpdates() {
    return take(SpendControllerFunction.UPDATES).stream()
        .map(BudgetTold::update)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Moves time by one tick and returns the newest pacing update; there must be one. */
  PacingUpdate tick() throws Exception {
    at(now() + TestOptions.TICK);
    List<PacingUpdate> updates = takeUpdates();
    return updates.get(updates.size() - 1);
  }

  List<TrainingRow> takeTraining() {
    return take(SpendControllerFunction.TRAINING);
  }

  private <T> List<T> take(OutputTag<T> tag) {
    ConcurrentLinkedQueue<StreamRecord<T>> records = harness.getSideOutput(tag);
    if (records == null) {
      return List.of();
    }
    List<T> values = records.stream().map(StreamRecord::getValue).toList();
    records.clear();
    return values;
  }

  int stateEntries() {
    return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  int timers() {
    return harness.numProcessingTimeTimers();
  }

  /** Wall time of the next timer; there must be one. */
  long nextTimer() {
    return Collections.min(harness.getProcessingTimeService().getActiveTimerTimestamps());
  }

  /** The part of a single subtask's state that belongs to one of several subtasks. */
  static OperatorSubtaskState part(OperatorSubtaskState whole, int parallelism, int subtask) {
    return part(whole, 1, parallelism, subtask);
  }

  /**
   * The part of a state, taken at one parallelism, that belongs to a subtask at another
   * parallelism.
   */
  static OperatorSubtaskState part(
      OperatorSubtaskState whole, int oldParallelism, int parallelism, int subtask) {
    return KeyedBroadcastOperatorTestHarness.repartitionOperatorState(
        whole, MAX_PARALLELISM, oldParallelism, parallelism, subtask);
  }

  /** The state of all subtasks together. */
  static OperatorSubtaskState whole(OperatorSubtaskState... parts) throws Exception {
    return KeyedBroadcastOperatorTestHarness.repackageState(parts);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
