package io.paceline.simulator.rehearsal;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * What the rehearsed job counts for the figures. What was billed goes back to the checkpoint with
 * the ledgers; dead letters and halted impressions stay counted, because they were written and
 * answered before the crash.
 */
final class JobFigures {

  private record BilledDay(String campaignId, LocalDate day) {}

  private Map<BilledDay, Long> billed = new HashMap<>();
  private Map<BilledDay, Long> checkpointed = Map.of();
  private long deadLetters;
  private long haltedImps;

  /** Keeps what {@link #restore} goes back to. */
  void checkpoint() {
    checkpointed = Map.copyOf(billed);
  }

  /** The job goes back to its latest checkpoint, or to its start where there was none. */
  void restore() {
    billed = new HashMap<>(checkpointed);
  }

  /** A ledger has billed this for a campaign's bids of a date, micros; below 0 if it took back. */
  void billed(String campaignId, LocalDate day, long micros) {
    if (micros != 0) {
      billed.merge(new BilledDay(campaignId, day), micros, Math::addExact);
    }
  }

  /** A notice could not be read or counted. */
  void deadLetter() {
    deadLetters++;
  }

  /** So many impressions got no bid because bidding at their exchange was halted. */
  void halted(int imps) {
    haltedImps += imps;
  }

  /** What the ledger has billed for a campaign's bids of a date, micros. */
  long billedMicros(String campaignId, LocalDate day) {
    return billed.getOrDefault(new BilledDay(campaignId, day), 0L);
  }

  /** How many notices could not be read or counted. */
  long deadLetters() {
    return deadLetters;
  }

  /** How many impressions got no bid because bidding at their exchange was halted. */
  long haltedImps() {
    return haltedImps;
  }
}
