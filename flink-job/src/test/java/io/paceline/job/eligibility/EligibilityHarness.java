package io.paceline.job.eligibility;

import static io.paceline.job.control.Campaigns.START;

import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.control.ControlState;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.control.Halts;
import io.paceline.job.options.JobOptions;
import io.paceline.job.spend.TestOptions;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** Makes the first step of a decision in Flink's test harness, at {@code START}, not yet open. */
final class EligibilityHarness {

  private EligibilityHarness() {}

  /**
   * The memory that the operator takes when it opens next; a test writes into it what scoring and
   * allocation would.
   */
  static ChainMemory memory() {
    ChainMemory.join(ChainMemory.Writer.ALLOCATION);
    return ChainMemory.join(ChainMemory.Writer.SCORING);
  }

  static KeyedBroadcastOperatorTestHarness<String, UserInput, ControlUpdate, ScoringInput> harness()
      throws Exception {
    JobOptions options = TestOptions.with();
    KeyedBroadcastOperatorTestHarness<String, UserInput, ControlUpdate, ScoringInput> harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new EligibilityFunction(options.clock(), options.requests(), options.spend()),
                List.of(
                    ControlState.CAMPAIGNS,
                    ControlState.BUDGETS,
                    ControlState.MODEL,
                    ControlState.CURVES,
                    Halts.STOPPED,
                    Halts.HALTED)),
            UserInput::key,
            Types.STRING,
            120,
            1,
            0);
    harness.setProcessingTime(START);
    harness.setStateTtlProcessingTime(START);
    return harness;
  }
}
