package io.paceline.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.core.clock.CampaignClock;
import io.paceline.job.options.JobOptions;
import io.paceline.simulator.rehearsal.Pace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSetupTest {

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 480, 1_440, 14_400})
  void theJobHasTheSettingsOfARehearsalAtTheSameSpeed(double speed) {
    CampaignClock clock = new CampaignClock(DemoSetup.EPOCH, 1_700_000_000_000L, speed);

    JobOptions options = DemoSetup.jobOptions("localhost:9092", clock);

    Pace pace = Pace.demo(speed);
    assertThat(options.clock().speed()).isEqualTo(speed);
    assertThat(options.spend().tickMillis()).isEqualTo(pace.tickMillis());
    assertThat(options.spend().windows()).isEqualTo(pace.windows());
    assertThat(options.spend().halt()).isEqualTo(pace.halt());
    assertThat(options.checkpointMillis()).isEqualTo(pace.checkpointMillis());
    assertThat(options.marketRefreshMillis()).isEqualTo(pace.marketRefreshMillis());
  }
}
