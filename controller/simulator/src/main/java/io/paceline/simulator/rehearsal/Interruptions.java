package io.paceline.simulator.rehearsal;

import io.paceline.core.campaign.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets the job stand still, die and come back, and keeps the edits that it cannot read meanwhile.
 * Times are wall milliseconds.
 */
final class Interruptions {

  private final Timetable timetable;
  private final Inbox inbox;
  private final RehearsedJob job;
  private final Consumer<Campaign> edits;

  /** The edits that came while the job did not read. */
  private final List<Campaign> unread = new ArrayList<>();

  private boolean alive = true;
  private boolean stalled;
  private long stalledUntil;

  /** When the job last stopped reading. */
  private long stoppedMillis;

  /**
   * The job runs at first.
   *
   * @param edits takes each booked or edited campaign when the job reads it
   */
  Interruptions(Timetable timetable, Inbox inbox, RehearsedJob job, Consumer<Campaign> edits) {
    this.timetable = timetable;
    this.inbox = inbox;
    this.job = job;
    this.edits = edits;
  }

  /** Whether the job has not died; its timers go on also while it reads nothing. */
  boolean isAlive() {
    return alive;
  }

  /** Whether the job reads what comes. */
  boolean isReading() {
    return alive && !stalled;
  }

  /** Somebody books or edits a campaign. */
  void edit(Campaign campaign) {
    if (isReading()) {
      edits.accept(campaign);
    } else {
      unread.add(campaign);
    }
  }

  private void readEdits() {
    List.copyOf(unread).forEach(edits);
    unread.clear();
  }

  /** The job reads nothing from now on, for so long. */
  void stall(long durationMillis) {
    long until = timetable.now() + durationMillis;
    if (stalled) {
      stalledUntil = Math.max(stalledUntil, until);
    } else {
      stalled = true;
      stalledUntil = until;
      stoppedMillis = timetable.now();
      inbox.close();
    }
    timetable.at(stalledUntil, this::goOn);
  }

  private void goOn() {
    // A crash may have ended the stall for which this was set.
    if (stalled && timetable.now() >= stalledUntil) {
      stalled = false;
      readEdits();
      inbox.open(timetable.now() - stoppedMillis);
    }
  }

  /** The barrier of a checkpoint passes, to which a later restore goes back. */
  void checkpoint(long barrierMillis) {
    // A job that is down takes no checkpoint; the restore then goes back to an earlier one.
    if (alive && timetable.now() == barrierMillis) {
      job.checkpoint(barrierMillis);
      inbox.barrier();
    }
  }

  /** The job dies. */
  void crash() {
    if (!stalled) {
      stoppedMillis = timetable.now();
    }
    alive = false;
    stalled = false;
    inbox.close();
  }

  /** The job comes back from its latest checkpoint. */
  void restore() {
    alive = true;
    job.restore(timetable.now());
    readEdits();
    inbox.rewind();
    inbox.open(timetable.now() - stoppedMillis);
  }
}
