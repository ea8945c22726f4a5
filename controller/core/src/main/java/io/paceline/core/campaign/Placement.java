package io.paceline.core.campaign;

/** Whose pages a campaign may appear on; own domains are an option of the job. */
public enum Placement {
  /** Everywhere. */
  ANY,
  /** On the retailer's own pages only. */
  ON_SITE,
  /** On other publishers' pages only. */
  OFF_SITE
}
