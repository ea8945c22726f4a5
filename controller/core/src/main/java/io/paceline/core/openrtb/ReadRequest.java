package io.paceline.core.openrtb;

import java.util.List;

/**
 * A request as far as it could be read.
 *
 * @param request what could be read
 * @param leftOut number of places that could not be read and were left out
 * @param faults the first of these places, each with its fault
 */
public record ReadRequest(BidRequest request, int leftOut, List<String> faults) {}
