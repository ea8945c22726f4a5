package io.paceline.model.features;

/**
 * One categorical feature.
 *
 * @param name what it describes
 * @param buckets rows of its table; bucket 0 stands for "missing"
 * @param slots how many ids a row has of it: 1, or more for a feature of several values, which
 *     share one table and are summed
 */
public record Feature(String name, int buckets, int slots) {

  /** A feature has at least a bucket for values beside the one for missing ones. */
  public Feature {
    if (buckets < 2 || slots < 1) {
      throw new IllegalArgumentException(
          "feature " + name + " needs at least 2 buckets and 1 slot");
    }
  }
}
