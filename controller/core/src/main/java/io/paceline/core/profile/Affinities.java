package io.paceline.core.profile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calculates a user's interests: a weight per category that halves every {@value #HALF_LIFE_DAYS}
 * days, {@code w · 2^(-age / half-life)}. A page view adds 1, a click {@value #CLICK}. The
 * functions have no side effects. Instants are campaign time and may come in any order: a page view
 * or click that is older than the stored weight fades to that weight's instant before it is added.
 */
public final class Affinities {

  /** Most categories of a user; the one that weighs least is forgotten first. */
  public static final int MAX_CATEGORIES = 16;

  /** Weight that a page view adds to the page's category. */
  static final double PAGE = 1.0;

  /** Weight that a click on an ad adds; a click is rarer than a page view, and deliberate. */
  static final double CLICK = 3.0;

  private static final int HALF_LIFE_DAYS = 7;
  private static final double HALF_LIFE_MILLIS = HALF_LIFE_DAYS * 86_400_000.0;

  private Affinities() {}

  /** The weight at an instant; before the affinity's own instant it is the stored weight. */
  public static double weight(CategoryAffinity affinity, long campaignMillis) {
    return affinity.weight() * faded(campaignMillis - affinity.atMillis());
  }

  /**
   * The affinities with one more sign of interest.
   *
   * @param category the category of interest; null or empty adds nothing
   */
  static List<CategoryAffinity> with(
      List<CategoryAffinity> before,
      @Nullable String category,
      double weight,
      long campaignMillis) {
    if (category == null || category.isEmpty()) {
      return before;
    }
    CategoryAffinity added = new CategoryAffinity(category, weight, campaignMillis);
    List<CategoryAffinity> after = new ArrayList<>(before.size() + 1);
    for (CategoryAffinity affinity : before) {
      if (affinity.category().equals(category)) {
        long at = Math.max(affinity.atMillis(), campaignMillis);
        added =
            new CategoryAffinity(
                category, weight(affinity, at) + weight * faded(at - campaignMillis), at);
      } else {
        after.add(affinity);
      }
    }
    after.add(added);
    if (after.size() > MAX_CATEGORIES) {
      after.remove(lightest(after, campaignMillis));
    }
    return List.copyOf(after);
  }

  /** Index of the affinity that weighs least; never the last one, which has just been added. */
  private static int lightest(List<CategoryAffinity> affinities, long campaignMillis) {
    int lightest = 0;
    for (int i = 1; i < affinities.size() - 1; i++) {
      if (weight(affinities.get(i), campaignMillis)
          < weight(affinities.get(lightest), campaignMillis)) {
        lightest = i;
      }
    }
    return lightest;
  }

  private static double faded(long ageMillis) {
    return ageMillis <= 0L ? 1.0 : Math.exp(-Math.log(2.0) * ageMillis / HALF_LIFE_MILLIS);
  }
}
