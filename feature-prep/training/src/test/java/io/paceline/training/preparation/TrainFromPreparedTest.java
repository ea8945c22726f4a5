package io.paceline.training.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.paceline.model.features.FeatureEncoder;
import io.paceline.simulator.ipinyou.IpinyouLog;
import io.paceline.simulator.synthetic.SyntheticMarket;
import io.paceline.training.dataset.PreparedFolder;
import io.paceline.training.trainer.LogExamples;
import io.paceline.training.trainer.TrainedModel;
import io.paceline.training.trainer.Trainer;
import io.paceline.training.trainer.TrainerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainFromPreparedTest {

  private static final int REQUESTS = 24_000;
  private static final TrainerOptions SHORT = new TrainerOptions(1L, 1, 256, 0.05);

  @TempDir Path temp;

  @Test
  void aPreparedLogTrainsTheModelThatTheLogItselfTrains() throws Exception {
    Path log = temp.resolve("market.log.txt");
    new SyntheticMarket(
            new SyntheticMarket.Settings(
                3L, 6, REQUESTS, 0, SyntheticMarket.Settings.DEFAULT.tmaxMillis()))
        .writeLog(log, REQUESTS);
    Path folder = temp.resolve("prepared");
    PreparationFixture.run(PreparationFixture.logs(log), folder);

    TrainedModel prepared =
        Trainer.train(
            PreparedFolder.open(folder, FeatureEncoder.SPEC.fingerprint()), SHORT, told -> {});

    TrainedModel direct =
        Trainer.train(LogExamples.of(IpinyouLog.read(log).impressions()), SHORT, told -> {});
    assertThat(prepared.quality().rows()).isEqualTo(direct.quality().rows());
    assertThat(prepared.quality().clicks()).isEqualTo(direct.quality().clicks());
    assertThat(prepared.quality().logLoss()).isCloseTo(direct.quality().logLoss(), within(1e-9));
    assertThat(prepared.means().overall()).isCloseTo(direct.means().overall(), within(1e-9));
    assertThat(prepared.curves()).isEqualTo(direct.curves());
    assertThat(prepared.traffic().dayShares()).isEqualTo(direct.traffic().dayShares());
    double[] week = direct.traffic().weekShares();
    if (week == null) {
      assertThat(prepared.traffic().weekShares()).isNull();
    } else {
      assertThat(prepared.traffic().weekShares()).containsExactly(week, within(1e-12));
    }
  }
}
