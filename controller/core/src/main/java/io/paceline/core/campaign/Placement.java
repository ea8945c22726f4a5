package io.paceline.core.campaign;

/**
 * Says on whose pages a campaign may appear. An option of the job lists the retailer's own domains.
 */
public enum Placement {
  /** Everywhere. */
  ANY,
  /** On the retailer's own pages only. */
  ON_SITE,
  /** On other publishers' pages only. */
  OFF_SITE
}
