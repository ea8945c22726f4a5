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

  /** Takes in a user's affinities as they stand then. */
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

  /** Hash of the category at a rank from 0; 0 where there are fewer. */
  long category(int rank) {
    return rank < count ? category[rank] : 0L;
  }

  /** Sum of all weights: how active the user was of late. */
  double total() {
    return total;
  }

  /** The part of all interest that a category has, 0 to 1; one page seen is not yet much of it. */
  double share(long hash) {
    for (int i = 0; i < count; i++) {
      if (category[i] == hash) {
        return weight[i] / (1.0 + total);
      }
    }
    return 0.0;
  }

  /** The same for several categories together. */
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
