package io.paceline.core.campaign;

/**
 * The outcome that a campaign wants from an impression. The model has a head for clicks, and for
 * each other outcome of which its training log holds enough examples.
 */
public enum Objective {
  /** A click; the default. */
  CLICK,
  /** A click that leads to a conversion. */
  CONVERSION,
  /** A click that is the last one before a conversion, which follows within seven days. */
  LAST_CLICK
}
