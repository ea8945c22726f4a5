package io.paceline.deploy.broker;

/**
 * A topic to create.
 *
 * @param name the topic
 * @param partitions at least 1
 * @param compacted true where only the latest record of a key is kept (campaigns, models,
 *     pacing-updates)
 */
public record TopicSpec(String name, int partitions, boolean compacted) {

  /** A topic that keeps every record. */
  public static TopicSpec log(String name, int partitions) {
    return new TopicSpec(name, partitions, false);
  }

  /** A topic that keeps the latest record of each key. */
  public static TopicSpec compacted(String name, int partitions) {
    return new TopicSpec(name, partitions, true);
  }
}
