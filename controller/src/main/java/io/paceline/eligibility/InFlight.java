package io.paceline.eligibility;

/** Bids whose outcome is not known yet. */
public interface InFlight {

  /** How many bids of the campaign for the user are open. */
  int count(String userKey, String campaignId);
}
