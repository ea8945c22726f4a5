package io.paceline.job.eligibility;

import static io.paceline.job.control.Campaigns.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.bidding.MarketCurve;
import io.paceline.core.market.LiveCurve;
import io.paceline.core.market.MarketKey;
import io.paceline.core.scoring.ScoringInput;
import io.paceline.job.control.ControlUpdate;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows learned market curves from the broadcast into the requests that are to be decided. */
class LearnedMarketTest {

  private KeyedBroadcastOperatorTestHarness<String, UserInput, ControlUpdate, ScoringInput> harness;

  @BeforeEach
  void start() throws Exception {
    EligibilityHarness.memory();
    harness = EligibilityHarness.harness();
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void tell(LiveCurve curve) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(ControlUpdate.of(curve)));
  }

  /** Sends one more request and returns the curve that it leaves with. */
  private LiveCurve ask() throws Exception {
    harness.processElement(new StreamRecord<>(UserKeys.of(Requests.of("r", "anna", START))));
    List<ScoringInput> all = harness.extractOutputValues();
    return all.get(all.size() - 1).live();
  }

  @Test
  void aRequestLeavesWithWhatWasLearnedOfItsMarketAlsoAfterARestore() throws Exception {
    LiveCurve exchange =
        new LiveCurve(MarketKey.exchange(Requests.EXCHANGE), new MarketCurve(2_000, 3), false);
    LiveCurve site =
        new LiveCurve(
            MarketKey.site(Requests.EXCHANGE, Requests.DOMAIN), new MarketCurve(5_000, 4), true);
    assertThat(ask()).isNull();
    tell(exchange);
    assertThat(ask()).isEqualTo(exchange);
    tell(site);
    assertThat(ask()).isEqualTo(site);

    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();
    EligibilityHarness.memory();
    harness = EligibilityHarness.harness();
    harness.initializeState(state);
    harness.open();

    assertThat(ask()).isEqualTo(site);
    tell(new LiveCurve(site.place(), null, false));
    assertThat(ask()).isEqualTo(exchange);
  }
}
