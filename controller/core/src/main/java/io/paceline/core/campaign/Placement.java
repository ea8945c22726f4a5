package io.paceline.core.campaign;

/**
 * Says on whose pages a campaign may appear. The retailer's own domains are an option of the job.
 */
public enum Placement {
  /** Everywhere. */
  ANY,
  /** On the retailer's own pages only. */
  ON_SITE,
  /** On other publishers' pages only. */
  OFF_SITE
}
