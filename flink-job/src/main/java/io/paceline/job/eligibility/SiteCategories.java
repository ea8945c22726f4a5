package io.paceline.job.eligibility;

import io.paceline.core.openrtb.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which category a site has: requests say it, the notices that follow only name the site. Plain
 * memory of one subtask, to which a user's requests and notices come alike; a restart forgets it
 * until the site is seen again. Of too many sites the one not seen for longest is forgotten.
 */
final class SiteCategories {

  /** Sites remembered, some 2 MB. */
  static final int MAX_SITES = 16_384;

  private final Map<String, String> byDomain =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_SITES;
        }
      };

  /** Takes in a request's site; null or a site without category says nothing. */
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
