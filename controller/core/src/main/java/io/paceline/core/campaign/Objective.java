package io.paceline.core.campaign;

/** What a campaign wants of an impression; the model has a head for each. */
public enum Objective {
  /** A click; the default. */
  CLICK,
  /** A click that leads to a conversion. */
  CONVERSION,
  /** A click that is the last one before a conversion, which follows within seven days. */
  LAST_CLICK
}
