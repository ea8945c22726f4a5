package io.paceline.core.openrtb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page or app on which the ad is shown (OpenRTB 2.6 sections 3.2.13 and 3.2.14).
 *
 * @param id the exchange's id, or null
 * @param domain a site's domain in lower case without scheme, path or {@code www.}; an app's
 *     bundle, else its domain; null where unknown
 * @param page address of the page, or null
 * @param cat IAB content categories
 * @param publisherId the exchange's id of the publisher, or null
 * @param app true for an app, false for a site
 */
public record Site(
    @Nullable String id,
    @Nullable String domain,
    @Nullable String page,
    List<String> cat,
    @Nullable String publisherId,
    boolean app) {

  /** The main category, which is the first one; null where there is none. */
  public @Nullable String category() {
    return cat.isEmpty() ? null : cat.get(0);
  }
}
