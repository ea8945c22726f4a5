package io.paceline.model.features;

import io.paceline.core.profile.Affinities;
import io.paceline.core.profile.CategoryAffinity;
import java.util.List;

/** A user's affinities at one instant, hashed, strongest first; refilled for every request. */
final class Interests {

  private final long[] category = new long[Affinities.MAX_CATEGORIES];
  private final double[] weight = new double[Affinities.MAX_CATEGORIES];
  private int count;
  private double total;

  /** Replaces the content by a user's affinities as they stand at that campaign time. */
  void read(List<CategoryAffinity> affinities, long campaignMillis) {
    count = Math.min(affinities.size(), category.length);
    total = 0.0;
    for (int i = 0; i < count; i++) {
      double now = Affinities.weight(affinities.get(i), campaignMillis);
      total += now;
      int place = i;
      for (; place > 0 && weight[place - 1] < now; place--) {
        weight[place] = weight[place - 1];
        category[place] = category[place - 1];
      }
      weight[place] = now;
      category[place] = FeatureHash.of(affinities.get(i).category());
    }
  }

  /**
   * Returns the hash of the category at a rank, which counts from 0; 0 where the user has fewer.
   */
  long category(int rank) {
    return rank < count ? category[rank] : 0L;
  }

  /** Returns the sum of all weights, which tells how active the user was of late. */
  double total() {
    return total;
  }

  /**
   * Returns the share of all interest that a category has, 0 to 1. The sum of all weights is taken
   * as 1 higher than it is, so that a single page seen does not make the whole of a user's
   * interest.
   */
  double share(long hash) {
    for (int i = 0; i < count; i++) {
      if (category[i] == hash) {
        return weight[i] / (1.0 + total);
      }
    }
    return 0.0;
  }

  /** Returns the share of several categories together. */
  double share(long[] hashes) {
    if (count == 0) {
      return 0.0;
    }
    double sum = 0.0;
    for (long hash : hashes) {
      sum += share(hash);
    }
    return sum;
  }
}
