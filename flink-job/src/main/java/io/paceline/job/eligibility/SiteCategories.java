package io.paceline.job.eligibility;

import io.paceline.core.openrtb.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the category of each site: requests tell it, but the notices that follow only name the
 * site. This is plain memory of one subtask, which receives both the requests and the notices of a
 * user. After a restart a site's category is unknown until the site is seen again. When there are
 * too many sites, the site that was not used for the longest time is forgotten.
 */
final class SiteCategories {

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

  /** Takes in a request's site; null and a site without a domain or category are ignored. */
  void note(Site site) {
    if (site != null && site.domain() != null && !site.cat().isEmpty()) {
      byDomain.put(site.domain(), site.cat().get(0));
    }
  }

  /** The site's main category, null where it is not known. */
  String of(String domain) {
    return domain == null ? null : byDomain.get(domain);
  }
}
