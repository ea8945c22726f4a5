package io.paceline.core.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the main category of each site, as the site's latest request with a category states it.
 * A billed impression adds to the user's interest in the category of its site. When there are too
 * many sites, the site that was not used for the longest time is forgotten. Not thread-safe.
 */
public final class SiteCategories {

  /** How many sites are remembered, in some 2 MB. */
  static final int MAX_SITES = 16_384;

  private final Map<String, String> byDomain =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_SITES;
        }
      };

  /**
   * Takes in what a request says of its site; does nothing where one of the two is null.
   *
   * @param domain the site, or null
   * @param category its main category, or null
   */
  public void note(@Nullable String domain, @Nullable String category) {
    if (domain != null && category != null) {
      byDomain.put(domain, category);
    }
  }

  /** The site's main category, null where it is not known. */
  @Nullable String of(@Nullable String domain) {
    return domain == null ? null : byDomain.get(domain);
  }
}
