package io.paceline.job.eligibility;

import static io.paceline.job.control.Campaigns.START;

import io.paceline.job.control.ControlState;
import io.paceline.job.control.ControlUpdate;
import io.paceline.job.spend.TestOptions;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** Makes the first step of a decision in Flink's test harness, at {@code START}, not yet open. */
final class EligibilityHarness {

  private EligibilityHarness() {}

  static KeyedBroadcastOperatorTestHarness<String, UserInput, ControlUpdate, ScoringInput> harness()
      throws Exception {
    KeyedBroadcastOperatorTestHarness<String, UserInput, ControlUpdate, ScoringInput> harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new EligibilityFunction(TestOptions.with()),
                List.of(
                    ControlState.CAMPAIGNS,
                    ControlState.BUDGETS,
                    ControlState.MODEL,
                    ControlState.CURVES)),
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
