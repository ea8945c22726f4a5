package io.paceline.job.spend;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/**
 * Knows which checkpoints were begun and completed, and when the barrier of the restored one
 * passed: what the ledger needs to bound what a crash forgets. Lives in operator state (one number
 * a subtask, replaced at every checkpoint).
 */
final class RestoreClock {

  /** Where checkpoints are off nothing is ever restored, so nothing has to wait for one. */
  private final boolean checkpointing;

  private ListState<Long> barriers;
  private long lastCheckpoint;
  private long completedCheckpoint;
  private long epoch;
  private long barrierMillis;

  RestoreClock(boolean checkpointing) {
    this.checkpointing = checkpointing;
  }

  void initialize(FunctionInitializationContext context, long nowMillis) throws Exception {
    barriers =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("barrier-millis", Long.class));
    if (!context.isRestored()) {
      return;
    }
    long restored = context.getRestoredCheckpointId().orElse(0L);
    lastCheckpoint = restored;
    completedCheckpoint = restored;
    epoch = restored;
    barrierMillis = nowMillis;
    for (long barrier : barriers.get()) {
      // Keys may come from any subtask of before: the earliest barrier is safe for all of them.
      barrierMillis = Math.min(barrierMillis, barrier);
    }
  }

  void snapshot(FunctionSnapshotContext context, long nowMillis) throws Exception {
    lastCheckpoint = context.getCheckpointId();
    barriers.update(List.of(nowMillis));
  }

  void completed(long checkpointId) {
    completedCheckpoint = Math.max(completedCheckpoint, checkpointId);
  }

  /** Id of the latest checkpoint that holds state of before now. */
  long lastCheckpoint() {
    return lastCheckpoint;
  }

  /** Id of the latest checkpoint that can be restored. */
  long completedCheckpoint() {
    return checkpointing ? completedCheckpoint : Long.MAX_VALUE;
  }

  /** Changes with every restore; 0 for a fresh start. */
  long epoch() {
    return epoch;
  }

  /** Wall time of the restored checkpoint's barrier. */
  long barrierMillis() {
    return barrierMillis;
  }
}
