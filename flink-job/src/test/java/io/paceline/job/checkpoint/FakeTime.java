package io.paceline.job.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** A time that passes only where a test or a rest lets it pass. */
class FakeTime implements CheckpointPace.Time {

  private static final long serialVersionUID = 1L;

  private final ArrayList<Long> rests = new ArrayList<>();
  private long now = 5_000_000_000L;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void rest(long nanos) {
    rests.add(nanos);
    now += nanos;
  }

  void pass(long nanos) {
    now += nanos;
  }

  /** How long each rest was, nanoseconds. */
  List<Long> rests() {
    return rests;
  }
}
