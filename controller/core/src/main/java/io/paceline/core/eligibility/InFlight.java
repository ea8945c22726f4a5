package io.paceline.core.eligibility;

import java.util.Map;

/** Bids whose outcome is not known yet. */
public interface InFlight {

  /** How many bids for the user are open, by campaign; only campaigns that have one are in it. */
  Map<String, Integer> of(String userKey);
}
