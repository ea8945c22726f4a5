package io.paceline.deploy.bench;

import io.paceline.deploy.cluster.RunningJob;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A contender that is a job on the arena's cluster. */
record FlinkStarted(RunningJob job, Predicate<byte[]> full) implements Contender.Started {

  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  @Override
  public boolean isFull(byte[] answer) {
    return full.test(answer);
  }

  /** Makes a checkpoint: a new budget may bid only once a completed checkpoint holds it. */
  @Override
  public void nudge() throws Exception {
    job.checkpoint();
  }

  @Override
  public @Nullable String failure() throws Exception {
    return job.lastFailure();
  }

  @Override
  public void close() throws Exception {
    job.cancel();
    job.awaitEnd(END_LIMIT);
  }
}
