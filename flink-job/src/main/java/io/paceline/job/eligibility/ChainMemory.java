package io.paceline.job.eligibility;

import io.paceline.core.eligibility.InFlightBids;
import io.paceline.core.eligibility.ScoringDelay;
import java.util.EnumSet;
import java.util.Set;

/**
 * The plain memory that the operators of a decision's first three steps share. Allocation tells
 * which bids are on their way, scoring how long requests wait, and eligibility reads both at its
 * next request. A record could not carry this back, because the graph has no cycle.
 *
 * <p>The three operators are in one chain, so each of its subtasks is one thread, and Flink opens a
 * chain on that thread from its last operator to its first: allocation, scoring, eligibility. While
 * they open, the writers {@link #join} the memory of their thread, and eligibility {@link #take}s
 * it, so that nothing is left behind on the thread. If the operators were not chained, eligibility
 * would read a memory that nobody writes: caps would count billed impressions only, and requests
 * that wait too long for their scores would not be refused. {@link #take} fails then, and with it
 * the job at its start.
 */
public final class ChainMemory {

  /** The operators that write into the memory. */
  public enum Writer {
    /** Tells how long requests wait for their scores. */
    SCORING,
    /** Tells which bids were proposed. */
    ALLOCATION
  }

  private static final ThreadLocal<ChainMemory> OPENING = new ThreadLocal<>();

  private final InFlightBids inFlight = new InFlightBids();
  private final ScoringDelay scoringDelay = new ScoringDelay();
  private final Set<Writer> writers = EnumSet.noneOf(Writer.class);

  private ChainMemory() {}

  /**
   * Called by each writer while it opens: returns the memory of the chain that the calling thread
   * is opening. Allocation opens before the other two and therefore begins a new memory.
   */
  public static ChainMemory join(Writer writer) {
    if (OPENING.get() == null || writer == Writer.ALLOCATION) {
      OPENING.set(new ChainMemory());
    }
    ChainMemory memory = OPENING.get();
    memory.writers.add(writer);
    return memory;
  }

  /**
   * Called by eligibility, which opens last: returns the memory of the chain and leaves none on the
   * thread.
   *
   * @throws IllegalStateException where not all writers have joined on the calling thread
   */
  public static ChainMemory take() {
    ChainMemory memory = OPENING.get();
    OPENING.remove();
    if (memory == null || memory.writers.size() < Writer.values().length) {
      throw new IllegalStateException(
          "eligibility, scoring and allocation share memory and must be one chain, but "
              + (memory == null ? "none" : "only " + memory.writers)
              + " of the other two runs on eligibility's thread; chaining must not be switched off"
              + " for them, and all three need the same parallelism");
    }
    return memory;
  }

  /** The bids whose outcome is not known yet; only the chain's thread may use them. */
  public InFlightBids inFlight() {
    return inFlight;
  }

  /** How long requests wait for their scores; any thread may use it. */
  public ScoringDelay scoringDelay() {
    return scoringDelay;
  }
}
