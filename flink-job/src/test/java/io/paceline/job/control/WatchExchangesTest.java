package io.paceline.job.control;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.exchange.BillingEvidence;
import io.paceline.core.exchange.BillingEvidence.Kind;
import io.paceline.core.exchange.ExchangeStatus;
import io.paceline.core.exchange.ExchangeStatusCodec;
import io.paceline.core.exchange.HaltRule;
import io.paceline.job.kafka.OutRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchExchangesTest {

  private static final long WINDOW = 3_600_000;

  /** So much that a few billings are nothing of it. */
  private static final long RICH = 1_000_000_000_000L;

  private static final HaltRule RULE = new HaltRule(0.005, WINDOW, 10);

  private KeyedTwoInputStreamOperatorTestHarness<String, BillingEvidence, ControlUpdate, OutRecord>
      harness;
  private int seen;

  @BeforeEach
  void start() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(START);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, BillingEvidence, ControlUpdate, OutRecord>
      harness() throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(new WatchExchanges(RULE)),
        BillingEvidence::exchange,
        update -> update.exchange().exchange(),
        Types.STRING);
  }

  private void see(BillingEvidence evidence) throws Exception {
    harness.processElement1(new StreamRecord<>(evidence));
  }

  private void see(String exchange, Kind kind, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      see(BillingEvidence.of(exchange, kind, 1_000, harness.getProcessingTime()));
    }
  }

  private void told(ExchangeStatus status) throws Exception {
    harness.processElement2(new StreamRecord<>(ControlUpdate.of(status)));
  }

  /** What was written since the last call; each record lies under its exchange's name. */
  private List<ExchangeStatus> written() {
    List<OutRecord> all = harness.extractOutputValues();
    List<OutRecord> news = all.subList(seen, all.size());
    seen = all.size();
    return news.stream()
        .map(
            record -> {
              ExchangeStatus status = ExchangeStatusCodec.decode(record.value());
              assertThat(record.key()).isEqualTo(status.exchange());
              return status;
            })
        .toList();
  }

  private void restore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, harness.getProcessingTime());
    long now = harness.getProcessingTime();
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    harness.setProcessingTime(now);
    seen = 0;
  }

  private int states() {
    return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  @Test
  void aHaltIsWrittenOnceUnderTheExchangesNameAndConcernsNoOther() throws Exception {
    see(BillingEvidence.bid("AdX", "feet", RICH, START));
    see(BillingEvidence.bid("other", "feet", RICH, START));
    see("adx", Kind.UNUSABLE, 9);
    see("other", Kind.UNUSABLE, 9);
    assertThat(written()).isEmpty();

    see("ADX", Kind.UNUSABLE, 100);

    List<ExchangeStatus> halts = written();
    assertThat(halts).hasSize(1);
    assertThat(halts.get(0).exchange()).isEqualTo("adx");
    assertThat(halts.get(0).isHalted()).isTrue();
    assertThat(halts.get(0).atMillis()).isEqualTo(START);
  }

  @Test
  void whatWasSeenAndAHaltOutliveARestore() throws Exception {
    see(BillingEvidence.bid("adx", "feet", RICH, START));
    see("adx", Kind.UNMATCHED, 9);
    restore();
    see("adx", Kind.UNMATCHED, 1);
    assertThat(written()).hasSize(1);

    restore();
    see("adx", Kind.UNMATCHED, 100);
    assertThat(written()).as("it is halted already").isEmpty();
  }

  @Test
  void whatBudgetsMaySpendOutlivesARestoreAndEndsWhenTheyBidNoMore() throws Exception {
    see(BillingEvidence.bid("adx", "feet", 100_000, START));
    see(BillingEvidence.bid("adx", "hands", 200_000, START));
    restore();
    see("adx", Kind.UNUSABLE, 1);
    assertThat(written()).as("the first one").isEmpty();
    harness.setProcessingTime(START + WINDOW / 2);
    see(BillingEvidence.bid("adx", "feet", 100_000, harness.getProcessingTime()));

    harness.setProcessingTime(START + WINDOW);
    assertThat(states()).as("hands has not bid for a window").isEqualTo(2);
    see("adx", Kind.UNUSABLE, 1);

    assertThat(written()).as("two of a thousand micros are 2 % of what feet may spend").hasSize(1);
  }

  @Test
  void aBudgetThatHasNotBidWithinTheWindowCountsNoMoreWheneverTheWatchBegan() throws Exception {
    see(BillingEvidence.bid("adx", "feet", 100_000, START));
    harness.setProcessingTime(START + WINDOW / 8);
    see(BillingEvidence.bid("adx", "rich", RICH, harness.getProcessingTime()));
    harness.setProcessingTime(START + WINDOW / 2);
    see(BillingEvidence.bid("adx", "feet", 100_000, harness.getProcessingTime()));
    harness.setProcessingTime(START + WINDOW);
    harness.setProcessingTime(START + 5 * WINDOW / 4);

    see("adx", Kind.UNUSABLE, 2);

    assertThat(written()).as("two of a thousand micros are 2 % of what feet may spend").hasSize(1);
  }

  @Test
  void aHaltIsLiftedByARecordAloneAndMayComeAgain() throws Exception {
    see(BillingEvidence.bid("adx", "feet", RICH, START));
    see("adx", Kind.UNUSABLE, 10);
    ExchangeStatus halt = written().get(0);
    told(halt);
    harness.setProcessingTime(START + 100 * WINDOW);
    see(BillingEvidence.bid("adx", "feet", RICH, harness.getProcessingTime()));
    see("adx", Kind.UNUSABLE, 10);
    assertThat(written()).isEmpty();

    told(ExchangeStatus.bidding("adx", harness.getProcessingTime(), "mended"));
    see("adx", Kind.UNUSABLE, 10);
    assertThat(written()).hasSize(1);
  }

  @Test
  void aJobThatStartsWithoutACheckpointReadsTheHaltFromItsTopic() throws Exception {
    told(
        new ExchangeStatus(
            "adx", ExchangeStatus.State.HALTED, START - 1, "it was halted before", 0, 0));

    see(BillingEvidence.bid("adx", "feet", RICH, START));
    see("adx", Kind.UNUSABLE, 100);

    assertThat(written()).isEmpty();
  }

  @Test
  void aQuietExchangeIsForgottenAndANameThatWasNeverBidAtIsNotRemembered() throws Exception {
    see("invented", Kind.UNSIGNED, 100);
    assertThat(states()).isZero();
    see(BillingEvidence.bid("adx", "feet", RICH, START));
    see("adx", Kind.MATCHED, 5);
    assertThat(states()).as("a watch and a budget").isEqualTo(2);

    harness.setProcessingTime(START + 3 * WINDOW);

    assertThat(states()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }
}
