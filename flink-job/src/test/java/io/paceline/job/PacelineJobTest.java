package io.paceline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.paceline.job.checkpoint.PacedCheckpointStorage;
import io.paceline.job.options.JobOptions;
import io.paceline.job.spend.TestOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacelineJobTest {

  private static final String PACED = PacedCheckpointStorage.Factory.class.getName();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--seat house --help"})
  void helpIsPrintedAndNothingRuns(String arguments) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      PacelineJob.run(arguments.split(" "), out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo(JobOptions.help() + System.lineSeparator());
  }

  private static String storage(Configuration user) {
    return PacelineJob.settings(TestOptions.with(), user)
        .get(CheckpointingOptions.CHECKPOINT_STORAGE);
  }

  @Test
  void checkpointsArePacedUnlessTheUserNamesAStorage() {
    Configuration user = new Configuration();
    assertThat(storage(user)).isEqualTo(PACED);
    user.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///checkpoints");
    assertThat(storage(user)).isEqualTo(PACED);
    for (String named : new String[] {"jobmanager", "com.example.StorageFactory"}) {
      user.set(CheckpointingOptions.CHECKPOINT_STORAGE, named);
      assertThat(storage(user)).as(named).isNull();
    }
  }

  @Test
  void filesArePacedWhereTheyHaveADirectoryAndRefusedByFlinkWhereTheyHaveNone() {
    Configuration user = new Configuration();
    user.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    assertThat(storage(user)).isNull();
    user.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///checkpoints");
    assertThat(storage(user)).isEqualTo(PACED);
  }
}
