package io.paceline.core.json;

import java.util.Collection;
import java.util.Locale;

/** Guesses which of several names a mistyped one was meant to be. */
public final class NearestName {

  private NearestName() {}

  /**
   * A hint to append to a sentence.
   *
   * @return {@code ", did you mean X?"}, or an empty string where no name is near
   */
  public static String hint(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    // A third of the letters may be wrong, and two always may, so that even a short name may have
    // two letters swapped.
    int nearest = Math.max(2, wanted.length() / 3) + 1;
    String best = null;
    for (String name : names) {
      int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
      if (distance < nearest && distance < name.length()) {
        nearest = distance;
        best = name;
      }
    }
    return best == null ? "" : ", did you mean " + best + "?";
  }

  /** Levenshtein's edit distance: least number of letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
