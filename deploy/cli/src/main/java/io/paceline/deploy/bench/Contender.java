package io.paceline.deploy.bench;

import org.jspecify.annotations.Nullable;

/** The program that answers the requests in one variant of a benchmark. */
interface Contender {

  /** The contender's name for people. */
  String name();

  /**
   * Starts the contender on the arena's topics, which are empty. It need not answer at once.
   *
   * @return the running contender; closing it ends it
   */
  Started start(Arena arena) throws Exception;

  /** A running contender. */
  interface Started extends AutoCloseable {

    /**
     * True for a full answer, which shows that the contender is ready to be measured. Of the job's
     * answers only a bid shows this; of any other contender every answer does.
     */
    boolean isFull(byte[] answer);

    /** Does what helps the contender to become ready; called again and again until it is. */
    void nudge() throws Exception;

    /** The contender's last failure, or null where it has not failed. */
    @Nullable String failure() throws Exception;
  }
}
