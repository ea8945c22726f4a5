package io.paceline.model.features;

/**
 * One categorical feature.
 *
 * @param name unique name, which also says what the feature describes
 * @param buckets rows that the feature owns in the table; bucket 0 stands for "missing"
 * @param slots number of ids that an encoded row has for this feature: 1, or more for a feature of
 *     several values, whose embeddings and weights are summed
 */
public record Feature(String name, int buckets, int slots) {

  /**
   * Checks that the feature has at least one bucket beside the one for missing values, and a slot.
   */
  public Feature {
    if (buckets < 2 || slots < 1) {
      throw new IllegalArgumentException(
          "feature " + name + " needs at least 2 buckets and 1 slot");
    }
  }
}
