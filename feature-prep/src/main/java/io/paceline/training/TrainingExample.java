package io.paceline.training;

import io.paceline.eligibility.Candidate;
import io.paceline.openrtb.BidRequest;
import io.paceline.profile.UserProfile;

/**
 * One shown impression of a log: what was known before it, and what came of it.
 *
 * @param request what the exchange asked
 * @param profile what was known of the user at that moment, without this impression
 * @param campaignMillis campaign time of the decision
 * @param candidate the campaign that was shown
 * @param impIndex position of the impression in the request
 * @param clicked true where the user clicked
 * @param marketPriceMicros highest competing price or floor, micros per impression; 0 where unknown
 */
public record TrainingExample(
    BidRequest request,
    UserProfile profile,
    long campaignMillis,
    Candidate candidate,
    int impIndex,
    boolean clicked,
    long marketPriceMicros) {}
