package io.paceline.job.spend;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/**
 * Knows which checkpoints were begun and completed, and when the barrier of the restored checkpoint
 * passed. The ledger needs this to bound the money that a crash forgets. The barrier's time is kept
 * in operator state (one number per subtask, replaced at every checkpoint).
 */
final class RestoreClock {

  /**
   * False where checkpoints are off: then nothing is ever restored, so no budget has to wait for a
   * checkpoint.
   */
  private final boolean checkpointing;

  private final ListState<Long> barriers;
  private long lastCheckpoint;
  private long completedCheckpoint;
  private long epoch;
  private long barrierMillis;

  /**
   * Begins with what the restored checkpoint holds.
   *
   * @param nowMillis wall time
   */
  RestoreClock(boolean checkpointing, FunctionInitializationContext context, long nowMillis)
      throws Exception {
    this.checkpointing = checkpointing;
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
      // A key may come from any subtask of the former job; the earliest barrier is safe for all
      // keys.
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

  /** Id of the latest checkpoint that was begun; it does not hold changes made from now on. */
  long lastCheckpoint() {
    return lastCheckpoint;
  }

  /**
   * Id of the latest checkpoint that can be restored; {@link Long#MAX_VALUE} where checkpoints are
   * off.
   */
  long completedCheckpoint() {
    return checkpointing ? completedCheckpoint : Long.MAX_VALUE;
  }

  /**
   * Id of the restored checkpoint, 0 for a fresh start. State in that checkpoint holds only smaller
   * epochs.
   */
  long epoch() {
    return epoch;
  }

  /**
   * Wall time of the restored checkpoint's barrier, the earliest of all subtasks; 0 for a fresh
   * start.
   */
  long barrierMillis() {
    return barrierMillis;
  }
}
