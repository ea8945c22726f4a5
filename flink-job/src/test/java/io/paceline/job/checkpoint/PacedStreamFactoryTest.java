package io.paceline.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacedStreamFactoryTest {

  private static final int BYTES = 10_000;

  private final ExecutorService asynchronousPart = Executors.newSingleThreadExecutor();

  /** Each look at this time finds that a stretch of work is over. */
  private final FakeTime time =
      new FakeTime() {
        private static final long serialVersionUID = 1L;

        @Override
        public long nanos() {
          pass(100_000);
          return super.nanos();
        }
      };

  private final PacedStreamFactory streams =
      new PacedStreamFactory(new MemCheckpointStreamFactory(1 << 20), time);

  @AfterEach
  void stop() {
    asynchronousPart.shutdownNow();
  }

  private StreamStateHandle write() throws IOException {
    try (CheckpointStateOutputStream stream =
        streams.createCheckpointStateOutputStream(CheckpointedStateScope.EXCLUSIVE)) {
      for (int i = 0; i < BYTES / 2; i++) {
        stream.write((byte) i);
      }
      stream.write(new byte[BYTES]);
      assertThat(stream.getPos()).isEqualTo(BYTES / 2 + BYTES);
      return stream.closeAndGetHandle();
    }
  }

  @Test
  void whatTheAsynchronousPartWritesIsPacedAndTheSameBytes() throws Exception {
    StreamStateHandle handle = asynchronousPart.submit(this::write).get();

    assertThat(time.rests()).hasSize(BYTES / 2 / 2_048 + 1);
    assertThat(handle).isInstanceOf(ByteStreamStateHandle.class);
    try (FSDataInputStream in = handle.openInputStream()) {
      byte[] all = in.readAllBytes();
      assertThat(all).hasSize(BYTES / 2 + BYTES);
      assertThat(all[BYTES / 2 - 1]).isEqualTo((byte) (BYTES / 2 - 1));
    }
  }

  @Test
  void whatIsWrittenWhileRecordsWaitDoesNotRest() throws Exception {
    write();
    assertThat(time.rests()).isEmpty();
  }
}
