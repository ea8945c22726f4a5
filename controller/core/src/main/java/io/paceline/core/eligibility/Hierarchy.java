package io.paceline.core.eligibility;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the parents of domains and categories, whose names contain those of their parents. */
final class Hierarchy {

  private Hierarchy() {}

  /** The domain and its parents: {@code a.b.com}, {@code b.com}, {@code com}; empty for null. */
  static List<String> domains(@Nullable String domain) {
    List<String> names = new ArrayList<>();
    for (String rest = domain; rest != null; ) {
      names.add(rest);
      int dot = rest.indexOf('.');
      rest = dot < 0 ? null : rest.substring(dot + 1);
    }
    return names;
  }

  /** The categories and their parents: {@code IAB1-2} and {@code IAB1}. */
  static List<String> categories(List<String> categories) {
    List<String> names = new ArrayList<>();
    for (String category : categories) {
      for (String rest = category; rest != null; ) {
        names.add(rest);
        int dash = rest.lastIndexOf('-');
        rest = dash < 0 ? null : rest.substring(0, dash);
      }
    }
    return names;
  }
}
