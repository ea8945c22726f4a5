package io.paceline.deploy.demo;

import io.paceline.core.pacing.PacingStatus;
import io.paceline.core.pacing.PacingUpdate;
import io.paceline.core.pacing.PacingUpdateCodec;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Follows topic {@code pacing-updates}: the latest update of every budget's controller. */
final class PacingWatch {

  private static final Set<PacingStatus> CALM =
      EnumSet.of(
          PacingStatus.NOT_STARTED,
          PacingStatus.ON_PLAN,
          PacingStatus.SPENT,
          PacingStatus.PAUSED,
          PacingStatus.ENDED);

  private final Map<String, PacingUpdate> latest = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final long sinceMillis;

  /**
   * A watch that has read nothing yet.
   *
   * @param sinceMillis wall time from which on updates count; earlier ones come from an earlier
   *     submission of the job
   */
  PacingWatch(long sinceMillis) {
    this.sinceMillis = sinceMillis;
  }

  void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.timestamp() < sinceMillis) {
      return;
    }
    if (record.value() == null) {
      // The budget is closed; its last update stays what is told of it.
      return;
    }
    PacingUpdate update;
    try {
      update = PacingUpdateCodec.decode(record.value());
    } catch (IllegalArgumentException e) {
      // This is garbage that the demo was asked to mix in; the job makes a dead letter of it.
      return;
    }
    latest.put(update.budgetId(), update);
    PacingUpdate.Standing standing = update.standing();
    if (!CALM.contains(standing.status())) {
      troubles.put(
          update.budgetId(), standing.status() + ": " + standing.reason().replaceAll("\\.$", ""));
    }
  }

  /**
   * Status and reason of a budget when it was last ahead of or behind its plan; null where it never
   * was.
   */
  @Nullable String trouble(String budgetId) {
    return troubles.get(budgetId);
  }

  /** The latest update of a budget, or null. */
  @Nullable PacingUpdate of(String budgetId) {
    return latest.get(budgetId);
  }

  /** Billed according to all ledgers together, micros. */
  long spendMicros() {
    return latest.values().stream().mapToLong(update -> update.spend().totalMicros()).sum();
  }

  /** True once no ledger holds money for anything open. */
  boolean isSettled() {
    return latest.values().stream()
        .map(PacingUpdate::spend)
        .allMatch(spend -> spend.openMicros() == 0 && spend.wonMicros() == 0);
  }
}
