package io.paceline.deploy.bench;

/** What answers requests in one variant of a benchmark. */
interface Contender {

  /** What a person reads. */
  String name();

  /**
   * Starts it between the arena's topics, which are empty; it may not answer at once.
   *
   * @return ends it
   */
  Started start(Arena arena) throws Exception;

  /** A contender that runs. */
  interface Started extends AutoCloseable {

    /** True for the answer of a contender that has warmed up. */
    boolean isFull(byte[] answer);

    /** Whatever helps it to become ready; called while it is not. */
    void nudge() throws Exception;

    /** Why it stopped, or null while it runs. */
    String failure() throws Exception;
  }
}
