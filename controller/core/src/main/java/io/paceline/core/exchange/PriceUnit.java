package io.paceline.core.exchange;

/** In which unit an exchange states prices in its notices. */
public enum PriceUnit {
  /** Currency units per thousand impressions, as OpenRTB has it. */
  CPM,
  /** Millionths of a currency unit per impression. */
  MICROS
}
