package io.paceline.core.eligibility;

import java.util.Map;

/** Bids whose outcome is not known yet. */
public interface InFlight {

  /** Number of the user's open bids by campaign id; holds only campaigns with an open bid. */
  Map<String, Integer> of(String userKey);
}
